"""Records as rows of a sheet, within what the caller may read."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, tuple_
from sqlalchemy.orm import Session

from edm.models import Encounter, Individual, Sighting
from edm.models.sighting_word import SIGHTING_NAME
from edm.queries.chunks import chunks
from edm.queries.encounter_view import SELECT_ENCOUNTERS, encounter_document, projects_of
from edm.queries.individual_view import SELECT_INDIVIDUALS, individual_documents
from edm.queries.reach import holds, readable_encounters
from edm.queries.seen_rows import SeenRows
from edm.queries.shared_words import SharedWords, shared_words
from edm.queries.sighting_view import SELECT_SIGHTINGS, sighting_documents
from edm.sheets.export.animal import told_with, untold
from edm.sheets.export.cells import Cells, cells_of
from edm.sheets.export.headings import custom_heading, heading_of, in_order
from edm.species import Level
from edm.species.catalogue import SpeciesCatalogue
from service_kit.errors import Malformed
from service_kit.paging import decode_cursor, encode_cursor
from service_kit.scope import Scope

_STRANGE = "This cursor is not one that was handed out here."

Position = tuple[uuid.UUID, uuid.UUID]
"""A row by its sighting and its encounter."""


def chosen_rows(
    submission: str | None, encounters: Sequence[uuid.UUID], scope: Scope
) -> ColumnElement[bool]:
    """The condition that an encounter is of the submission, or one of these, and exists for the caller."""
    chosen = (
        Encounter.submission == submission
        if submission is not None
        else Encounter.id.in_(encounters)
    )
    return and_(readable_encounters(scope.read), chosen)


@dataclass(frozen=True, slots=True)
class RowsRequest:
    """Which records, and which part of them."""

    submission: str | None
    encounters: tuple[uuid.UUID, ...]
    limit: int
    cursor: str | None = None
    ids: bool = True
    """Whether encounters and sightings are called by their ids, or may become new ones."""


def sheet_rows(
    session: Session, request: RowsRequest, scope: Scope, catalogue: SpeciesCatalogue
) -> dict[str, Any]:
    """`{headings, rows, next, seen}`: rows of one sighting follow each other.

    The headings are those that any row so far fills, so that the last page has those of all: nothing is gone through
    twice. `seen` is of all pages so far, for `still_readable`.
    """
    start = _start(request.cursor)
    export = _Export(session, request, scope, catalogue, start.shared)
    rows, last = export.page(start.after, request.limit)
    page = list(export.cells(rows))
    headings = in_order({*start.headings, *(heading for cells in page for heading in cells)})
    mark = start.seen.and_these(export.seen(rows)).mark(catalogue)
    return {
        "headings": headings,
        "rows": [[cells.get(heading) for heading in headings] for cells in page],
        "seen": mark,
        "next": encode_cursor([*map(str, last), headings, mark, export.shared.mark()])
        if last
        else None,
    }


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a page begins, and what is known from the pages before."""

    after: Position | None = None
    headings: Sequence[str] = ()
    seen: SeenRows = field(default_factory=SeenRows)
    shared: SharedWords | None = None


class _Export:
    def __init__(
        self,
        session: Session,
        request: RowsRequest,
        scope: Scope,
        catalogue: SpeciesCatalogue,
        shared: SharedWords | None,
    ) -> None:
        self._session = session
        self._scope = scope
        self._catalogue = catalogue
        self._ids = request.ids
        self._selection = chosen_rows(request.submission, request.encounters, scope)
        self.shared = shared_words(session, self._selection) if shared is None else shared
        self._looked_up: set[uuid.UUID] = set()
        self._untold: dict[str, dict[str, Any]] = {}

    def page(self, after: Position | None, limit: int) -> tuple[Sequence[Any], Position | None]:
        """A part of the selection, and its last row unless there is no further part."""
        statement: Select[Any] = (
            SELECT_ENCOUNTERS.where(self._selection)
            .order_by(Encounter.sighting_id, Encounter.id)
            .limit(limit + 1)
        )
        if after is not None:
            keys = tuple_(Encounter.sighting_id, Encounter.id)
            statement = statement.where(keys > tuple_(*after))
        rows = self._session.execute(statement).all()
        page = rows[:limit]
        last = page[-1] if len(rows) > limit else None
        return page, (last.sighting_id, last.id) if last else None

    def seen(self, rows: Sequence[Any]) -> Iterator[tuple[uuid.UUID, bool]]:
        """Which encounters the rows show, and whether exactly."""
        return ((row.id, holds(self._scope.exact, row, projects_of(row))) for row in rows)

    def cells(self, rows: Sequence[Any]) -> Iterator[Cells]:
        """What each of the rows fills."""
        encounters = [encounter_document(row, self._scope.exact, self._catalogue) for row in rows]
        sightings = self._sightings({row.sighting_id for row in rows})
        animals = self._animals({row.individual_id for row in rows if row.individual_id})
        for encounter in encounters:
            sighting = sightings[encounter["sighting"]]
            more = animals.get(encounter["id"])
            told = encounter["animal"]
            cells = cells_of(
                encounter, sighting, told_with(told, more) if more else told, self._catalogue
            )
            cells.update(self._names(encounter, sighting))
            if self._word(sighting) is not None:
                cells.pop(custom_heading(Level.SIGHTING, SIGHTING_NAME), None)
            yield cells

    def _names(self, encounter: Mapping[str, Any], sighting: Mapping[str, Any]) -> Cells:
        """What tells encounter, sighting and animal from others."""
        names = {}
        if self._ids:
            names[heading_of("encounter.id")] = encounter["id"]
        word = self._word(sighting)
        if word is None and self._ids:
            word = sighting["id"]
        elif word is None and len(sighting["encounters"]) > 1:
            # New in every installation, and yet one for all rows of the sighting.
            word = f"S-{sighting['id'][-12:]}"
        if word is not None:
            names[heading_of("sighting.id")] = word
        animal = encounter["individual"]
        if animal is not None:
            names[heading_of("animal.id")] = animal["name"] or animal["id"]
        return names

    def _word(self, sighting: Mapping[str, Any]) -> str | None:
        """What the sighting's sheet called it, where that means no other sighting here."""
        word: str | None = sighting["custom_fields"].get(SIGHTING_NAME)
        return None if word in self.shared else word

    def _sightings(self, ids: set[uuid.UUID]) -> dict[str, dict[str, Any]]:
        found = {}
        for part in chunks(sorted(ids)):
            rows = self._session.execute(SELECT_SIGHTINGS.where(Sighting.id.in_(part))).all()
            documents = sighting_documents(self._session, rows, self._scope, self._catalogue)
            found.update({each["id"]: each for each in documents})
        return found

    def _animals(self, ids: set[uuid.UUID]) -> Mapping[str, dict[str, Any]]:
        """By the first encounter of each animal: what is known of it and told by none of its rows.

        Each animal is looked up once, however many pages its rows are spread over.
        """
        for part in chunks(sorted(ids - self._looked_up)):
            individuals = self._session.execute(
                SELECT_INDIVIDUALS.where(Individual.id.in_(part))
            ).all()
            documents = individual_documents(
                self._session, individuals, self._scope, self._catalogue
            )
            # Most animals have a name and nothing else: their rows need not be gone through.
            known = {each["id"]: each for each in documents if any(untold(each, ()).values())}
            for owner, (first, told) in self._told(list(known)).items():
                more = untold(known[owner], told)
                if any(more.values()):
                    self._untold[first] = more
        self._looked_up |= ids
        return self._untold

    def _told(self, individuals: Sequence[str]) -> dict[str, tuple[str, list[dict[str, Any]]]]:
        """Of each animal, its first encounter in the selection, and all that its encounters there tell."""
        rows = self._session.execute(
            select(Encounter.id, Encounter.individual_id, Encounter.animal)
            .where(
                self._selection,
                Encounter.individual_id.in_([uuid.UUID(one) for one in individuals]),
            )
            .order_by(Encounter.sighting_id, Encounter.id)
        )
        found: dict[str, tuple[str, list[dict[str, Any]]]] = {}
        for row in rows:
            _, told = found.setdefault(str(row.individual_id), (str(row.id), []))
            if row.animal:
                told.append(row.animal)
        return found


def _start(cursor: str | None) -> _Start:
    if cursor is None:
        return _Start()
    sighting, encounter, headings, mark, shared = decode_cursor(cursor, 5)
    if not isinstance(headings, list) or not all(isinstance(each, str) for each in headings):
        raise Malformed(_STRANGE)
    try:
        after = uuid.UUID(sighting), uuid.UUID(encounter)
    except (TypeError, ValueError, AttributeError) as error:
        raise Malformed(_STRANGE) from error
    return _Start(after, headings, SeenRows.of_mark(mark), SharedWords.of_mark(shared))
