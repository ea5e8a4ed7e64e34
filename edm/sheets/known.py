"""Which of the things that a sheet names are here already: sightings to join, encounters, animals?"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from edm.models import DEFAULT_CONTEXT, Encounter, Individual, Name
from edm.queries.chunks import chunks
from edm.queries.individual_view import names_of
from edm.queries.reach import readable
from edm.sheets.animals import Animals
from edm.sheets.contradictions import report_contradictions
from edm.sheets.facts import Fact
from edm.sheets.findings import Rows
from edm.sheets.known_sightings import joined_sightings
from edm.sheets.other_species import report_other_species
from edm.sheets.sheet import Sheet
from edm.sheets.taken_names import report_taken_names
from edm.validation.names import fold_name
from edm.values.basics import is_storable
from service_kit.scope import Scope

# Reading a row costs about a quarter of asking for one by its name.
ASKED_ONE_BY_ONE = 4


class Known:
    """What is here of what a sheet names, as far as the caller may see it."""

    def __init__(self) -> None:
        self.sightings: dict[str, str] = {}  # the sheet's word to the id of the sighting
        self.individuals: Mapping[str, str] = {}  # the sheet's UUID to the animal's name


def look_up(session: Session, sheet: Sheet, scope: Scope) -> Known:
    """Looks up what the sheet names; notes what cannot be told apart, is taken, or may not be seen."""
    known = Known()
    known.individuals = sheet.known_animals
    known.sightings = joined_sightings(session, sheet, scope)
    _encounters(session, sheet)
    if sheet.animals is not None:
        _animals(session, sheet, sheet.animals, scope)
    return known


def names_by_id(session: Session, ids: Sequence[str], scope: Scope) -> dict[str, str]:
    """The names of those animals that are here and that the caller may see, by their ids in small letters."""
    told: dict[str, str] = {}
    for part in chunks(ids):
        found = list(
            session.scalars(
                select(Individual.id).where(
                    Individual.id.in_([uuid.UUID(each) for each in part]),
                    readable(Individual, scope.read),
                )
            )
        )
        for individual, names in names_of(session, found).items():
            if names:
                told[str(individual)] = names[0]["value"]
    return told


def _encounters(session: Session, sheet: Sheet) -> None:
    fact = sheet.facts.get("encounter.id")
    if fact is None:
        return
    ids = {value: None for value in fact.values if value}
    for part in chunks(list(ids)):
        taken = session.scalars(
            select(Encounter.id).where(Encounter.id.in_([uuid.UUID(each) for each in part]))
        )
        for each in taken:
            rows = np.flatnonzero(fact.codes == fact.values.index(str(each)))
            message = f"There is an encounter with the id {each} already."
            sheet.context.findings.add("id_taken", message, fact.columns, rows, value=str(each))


def _animals(session: Session, sheet: Sheet, animals: Animals, scope: Scope) -> None:
    fact = animals.names
    report_other_species(session, sheet, animals)
    for species, rows in sheet.kinds.rows_by_species(fact.rows):
        if species is None:
            continue
        used = np.unique(animals.folded[rows]).tolist()
        owners = _owners(session, species.id, {animals.keys[number] for number in used})
        report_taken_names(session, sheet, species.id, owners, rows)
        if owners:
            seen = set(_readable(session, set(owners.values()), scope))
            _report_hidden(sheet, fact, {key: owners[key] not in seen for key in owners}, rows)
            mine = {key: owner for key, owner in owners.items() if owner in seen}
            report_contradictions(session, sheet, mine, rows)


def _report_hidden(sheet: Sheet, fact: Fact, hidden: Mapping[str, bool], rows: Rows) -> None:
    """Names that animals bear which do not exist for the caller."""
    if not any(hidden.values()):
        return
    for code in np.unique(fact.codes[rows]).tolist():
        name = fact.values[code]
        if hidden.get(fold_name(name)):
            message = (
                f"The name '{name}' is in use for an animal that you may not see. "
                "Choose another name, or leave it empty and identify the animal later."
            )
            same = rows[fact.codes[rows] == code]
            sheet.context.findings.add("name_taken", message, fact.columns, same, value=name)


def _owners(session: Session, species: str, keys: Collection[str]) -> dict[str, uuid.UUID]:
    """The animals that bear these names; all names are read where there are hardly more of them than are asked for."""
    statement = select(Name.value_key, Name.individual_id).where(
        Name.live, Name.context == DEFAULT_CONTEXT, Name.species == species
    )
    count = session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    if count <= ASKED_ONE_BY_ONE * len(keys):
        wanted = set(keys)
        return {
            row.value_key: row.individual_id
            for row in session.execute(statement)
            if row.value_key in wanted
        }
    found: dict[str, uuid.UUID] = {}
    for part in chunks([key for key in keys if is_storable(key)]):
        rows = session.execute(statement.where(Name.value_key.in_(part)))
        found |= {row.value_key: row.individual_id for row in rows}
    return found


def _readable(
    session: Session, individuals: Collection[uuid.UUID], scope: Scope
) -> Iterator[uuid.UUID]:
    for part in chunks(sorted(individuals)):
        yield from session.scalars(
            select(Individual.id).where(Individual.id.in_(part), readable(Individual, scope.read))
        )
