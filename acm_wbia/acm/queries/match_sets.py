"""Which annotations are in a match set?"""

from __future__ import annotations

import json
import uuid
import zlib
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from acm_wbia.acm.models import MatchSet
from service_kit.clock import now
from service_kit.database import Database
from service_kit.errors import NotFound

KNOWN_FOR = timedelta(days=7)
"""After the last use: a catalogue that is worked with is sent once; one that is not, once more."""


@dataclass(frozen=True, slots=True)
class MatchSetMember:
    """One annotation to compare with."""

    annotation: uuid.UUID
    name: str | None
    group: str | None


def get_match_set(database: Database, content_hash: str) -> dict[str, object]:
    """Its hash and size. Raises `NotFound`."""
    with database.read() as session:
        statement = select(MatchSet.size).where(
            MatchSet.hash == content_hash, MatchSet.used_at > now() - KNOWN_FOR
        )
        size = session.scalar(statement)
    if size is None:
        raise NotFound("This match set is not known here; send it.", code="match_set_unknown")
    return {"hash": content_hash, "size": size}


def members_of(database: Database, content_hash: str) -> list[MatchSetMember]:
    """All members, by annotation id. Raises `NotFound`."""
    with database.read() as session:
        statement = select(MatchSet.members).where(MatchSet.hash == content_hash)
        packed = session.scalar(statement)
    if packed is None:
        raise NotFound("This match set is not known here; send it.", code="match_set_unknown")
    return [
        MatchSetMember(uuid.UUID(each["annotation"]), each["name"], each["group"])
        for each in json.loads(zlib.decompress(packed))
    ]
