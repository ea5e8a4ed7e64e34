"""Which sightings does a sheet mean by its own words for them?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, select

from edm.models import Sighting
from edm.models.sighting_word import LONGEST_WORD, SIGHTING_NAME, sheets_word
from edm.queries.json_value import JsonValue
from edm.queries.reach import readable
from service_kit.scope import Reach


def sightings_called(words: Sequence[str], reach: Reach) -> Select[tuple[str, uuid.UUID]]:
    """Selects `name` and `id` of the sightings in the reach that are called by one of the words."""
    name = JsonValue(Sighting.custom_fields, (SIGHTING_NAME,), "text")
    beginnings = sorted({word[:LONGEST_WORD] for word in words})
    return select(name.label("name"), Sighting.id).where(
        sheets_word(Sighting.custom_fields).in_(beginnings),
        name.in_(words),
        readable(Sighting, reach),
    )
