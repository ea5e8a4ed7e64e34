"""Which sightings of a sheet are there already, so that its encounters are added to them?"""

from __future__ import annotations

from typing import Any

from edm.models.sighting_word import SIGHTING_NAME
from edm.sheets.known import Known
from edm.sheets.words import is_uuid


def join_known(sightings: list[dict[str, Any]], known: Known) -> list[dict[str, Any]]:
    """Gives the sightings their ids where the sheet or the database has them, and the animals of known ids their names.

    A sheet's own word for a sighting is kept as a custom field, by which a later sheet finds it again.
    """
    joins = []
    for sighting in sightings:
        word = sighting.pop("id", None)
        if word is not None and is_uuid(word):
            sighting["id"] = word.lower()
        elif word is not None:
            sighting.setdefault("custom_fields", {})[SIGHTING_NAME] = word
        existing = known.sightings.get(word) if word is not None else None
        if existing is not None:
            sighting["id"], sighting["join"] = existing, True
            rows = [encounter["row"] for encounter in sighting["encounters"]]
            joins.append({"sighting": existing, "rows": rows})
        for encounter in sighting["encounters"]:
            name = encounter.get("individual_name")
            if name is not None:
                encounter["individual_name"] = known.individuals.get(name.lower(), name)
    return joins
