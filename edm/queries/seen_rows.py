"""Whoever was handed rows of a sheet: may they still read every one of them, as exactly as then?"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from edm.models import Encounter
from edm.queries.reach import encounters_in
from edm.species.catalogue import SpeciesCatalogue
from service_kit.errors import Malformed
from service_kit.scope import Scope

_MODULUS = 1 << 256


@dataclass(frozen=True, slots=True)
class SeenRows:
    """A set of encounters, each seen exactly or coarsely, as a sum that does not depend on their order."""

    last: uuid.UUID | None = None
    """The greatest id. Ids grow with time, so that what came later lies behind it."""
    total: int = 0

    def and_these(self, rows: Iterable[tuple[uuid.UUID, bool]]) -> SeenRows:
        """With more encounters: their ids, and whether they were seen exactly."""
        last, total = self.last, self.total
        for encounter, exactly in rows:
            digest = hashlib.sha256(encounter.bytes + bytes([exactly])).digest()
            total = (total + int.from_bytes(digest)) % _MODULUS
            last = encounter if last is None else max(last, encounter)
        return SeenRows(last, total)

    def mark(self, catalogue: SpeciesCatalogue) -> str:
        """The set as a word; another one when a species' file says that its places are shown otherwise."""
        return f"{self.last or ''}:{self.total:x}:{catalogue.version}"

    @classmethod
    def of_mark(cls, mark: str) -> SeenRows:
        """The set again. Raises `Malformed` when the word is none of `mark`'s."""
        try:
            last, total, _ = mark.split(":", 2)
            return cls(uuid.UUID(last) if last else None, int(total, 16))
        except (ValueError, AttributeError) as error:
            raise Malformed("This is not what was handed out with rows here.") from error


def still_readable(
    session: Session,
    selection: ColumnElement[bool],
    mark: str,
    scope: Scope,
    catalogue: SpeciesCatalogue,
) -> bool:
    """Whether just these encounters of the selection, later ones aside, are readable now, and as exactly."""
    seen = SeenRows.of_mark(mark)
    if seen.last is None:
        return True
    rows = session.execute(
        select(Encounter.id, encounters_in(scope.exact).label("exactly")).where(
            selection, Encounter.id <= seen.last
        )
    )
    now = SeenRows().and_these((row.id, bool(row.exactly)) for row in rows)
    return now.mark(catalogue) == mark
