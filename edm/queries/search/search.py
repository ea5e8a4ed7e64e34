"""Which records meet a filter, within what the caller may read?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from edm.models import Encounter, Individual, Sighting
from edm.queries.encounter_view import SELECT_ENCOUNTERS, encounter_document
from edm.queries.individual_view import SELECT_INDIVIDUALS, individual_documents
from edm.queries.reach import readable, readable_encounters
from edm.queries.search.context import Context
from edm.queries.search.fields import Table
from edm.queries.search.page import Cut, Page, PageRequest
from edm.queries.search.tree import Tree
from edm.queries.sighting_view import SELECT_SIGHTINGS, sighting_documents
from edm.regions import RegionTree
from edm.species import SpeciesCatalogue
from service_kit.errors import Invalid
from service_kit.scope import Scope


class Search:
    """Searches of one caller, over the species and regions as they are configured at this moment."""

    def __init__(self, scope: Scope, catalogue: SpeciesCatalogue, regions: RegionTree) -> None:
        self._scope = scope
        self._catalogue = catalogue
        self._regions = regions

    def page(self, session: Session, table: Table, tree: Any, request: PageRequest) -> Page:
        """One page of the records that meet the filter tree. Raises `Invalid` with every fault of the tree."""
        condition = self.condition(table, tree)
        cut = Cut(table, request)
        rows, following = cut.split(list(session.execute(cut.apply(_SELECT[table], condition))))
        total = None
        if request.total:
            total = session.scalar(select(func.count()).select_from(table).where(condition))
        return Page(self._documents(session, table, rows), following, total)

    def condition(self, table: Table, tree: Any) -> ColumnElement[bool]:
        """That a record is readable and meets the filter tree. Raises `Invalid`."""
        context = Context(self._scope, self._catalogue, self._regions)
        condition = Tree(table, context).condition(tree)
        if context.faults:
            raise Invalid(
                "The filter cannot be understood.", code="filter_invalid", errors=context.faults
            )
        reach = self._scope.read
        if table is Encounter:
            return and_(readable_encounters(reach), condition)
        return and_(readable(table, reach), condition)

    def candidates(self, session: Session, tree: Any) -> list[dict[str, Any]]:
        """All encounters that meet the filter, ids only: whom an animal may be compared with."""
        rows = session.execute(
            select(
                Encounter.id, Encounter.individual_id, Encounter.species, Encounter.sighting_id
            ).where(self.condition(Encounter, tree))
        )
        return [
            {
                "id": str(row.id),
                "individual": _text(row.individual_id),
                "species": row.species,
                "sighting": str(row.sighting_id),
            }
            for row in rows
        ]

    def _documents(
        self, session: Session, table: Table, rows: Sequence[Any]
    ) -> list[dict[str, Any]]:
        if table is Encounter:
            exact = self._scope.exact
            return [encounter_document(row, exact, self._catalogue) for row in rows]
        describe = sighting_documents if table is Sighting else individual_documents
        return describe(session, rows, self._scope, self._catalogue)


_SELECT: dict[Table, Any] = {
    Encounter: SELECT_ENCOUNTERS,
    Sighting: SELECT_SIGHTINGS,
    Individual: SELECT_INDIVIDUALS,
}


def _text(value: uuid.UUID | None) -> str | None:
    return str(value) if value else None
