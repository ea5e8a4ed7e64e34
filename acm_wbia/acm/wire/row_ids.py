"""Which number has an image, an annotation or a name? One of its own, given when it is first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import select

from acm_wbia.acm.models import WireRow
from acm_wbia.acm.operations.inserting import insert_new
from acm_wbia.acm.queries.batches import batches
from service_kit.database import Database


class Kind(StrEnum):
    """Of what is numbered."""

    IMAGE = "image"
    ANNOT = "annot"
    NAME = "name"


def row_ids(database: Database, kind: Kind, keys: Sequence[str]) -> dict[str, int]:
    """The number of each key, the same whoever asks and whenever."""
    wanted = list(dict.fromkeys(keys))
    found = _known(database, kind, wanted)
    missing = [key for key in wanted if key not in found]
    if not missing:
        return found
    with database.write() as session:
        for some in batches(missing):
            insert_new(session, WireRow, [{"kind": str(kind), "key": key} for key in some])
    return found | _known(database, kind, missing)


def _known(database: Database, kind: Kind, keys: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    with database.read() as session:
        for some in batches(keys):
            statement = select(WireRow.key, WireRow.id).where(
                WireRow.kind == str(kind), WireRow.key.in_(some)
            )
            found.update({row.key: row.id for row in session.execute(statement)})
    return found
