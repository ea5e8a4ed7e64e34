"""Which fields can be asked about, of which kind of record?

A sighting or an individual can also be asked about its encounters: "with one in this region, approved". Only
encounters that the caller may read are looked at, so no answer tells of others.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from edm.models import Encounter, EncounterProject, Individual, Name, Sighting
from edm.queries.reach import has_encounter, readable_encounters
from edm.queries.search import kinds, places
from edm.queries.search.context import Context
from edm.queries.search.kinds import Condition, Kind
from edm.validation.names import fold_name

Table = type[Sighting] | type[Encounter] | type[Individual]
Asked = Callable[[str, Any, str, Context], Condition | None]
"""A field: `(operator, value, pointer, context)` to a condition."""


def _column(kind: Kind, column: Any) -> Asked:
    return partial(kind, column)


def _project(operator: str, value: Any, pointer: str, context: Context) -> Condition | None:
    matches = kinds.text(EncounterProject.project, operator, value, pointer, context)
    if matches is None:
        return None
    return Encounter.id.in_(select(EncounterProject.encounter_id).where(matches))


def _name_of(link: Any) -> Asked:
    """Any name of the individual, in any case."""

    def ask(operator: str, value: Any, pointer: str, context: Context) -> Condition | None:
        folded = fold_name(value) if isinstance(value, str) else value
        if isinstance(value, list):
            folded = [fold_name(each) if isinstance(each, str) else each for each in value]
        matches = kinds.text(Name.value_key, operator, folded, pointer, context)
        if matches is None:
            return None
        condition: ColumnElement[bool] = link.in_(
            select(Name.individual_id).where(Name.live, matches)
        )
        return condition

    return ask


def _identified(operator: str, value: Any, pointer: str, context: Context) -> Condition | None:
    if operator != "eq":
        return kinds.wrong_operator(operator, ("eq",), pointer, context)
    return kinds.existence(Encounter.individual_id.is_not(None), value, pointer, context)


def _observed(table: Any) -> dict[str, Asked]:
    return {
        "species": partial(kinds.species, table),
        "time": partial(kinds.seen, table),
        "region": partial(kinds.region, table),
        "location": partial(places.location, table),
        "verbatim_locality": partial(places.locality, table),
    }


def _recorded(table: Any) -> dict[str, Asked]:
    return {
        "id": _column(kinds.identity, table.id),
        "comments": _column(kinds.text, table.comments),
        "created_at": _column(kinds.moment, table.created_at),
        "updated_at": _column(kinds.moment, table.updated_at),
    }


_OF_ENCOUNTERS: dict[str, Asked] = {
    "sighting": _column(kinds.identity, Encounter.sighting_id),
    "individual": _column(kinds.identity, Encounter.individual_id),
    "identified": _identified,
    "name": _name_of(Encounter.individual_id),
    "state": _column(kinds.text, Encounter.state),
    "visibility": _column(kinds.text, Encounter.visibility),
    "owner": _column(kinds.text, Encounter.owner),
    "submission": _column(kinds.text, Encounter.submission),
    "project": _project,
    "sex": _column(kinds.text, Encounter.sex),
    "life_stage": _column(kinds.text, Encounter.life_stage),
    "living_status": _column(kinds.text, Encounter.living_status),
    "behaviour": _column(kinds.text, Encounter.behaviour),
}

_OWN: dict[Table, dict[str, Asked]] = {
    Encounter: {**_recorded(Encounter), **_observed(Encounter), **_OF_ENCOUNTERS},
    Sighting: {**_recorded(Sighting), **_observed(Sighting)},
    Individual: {
        **_recorded(Individual),
        "species": partial(kinds.species, Individual),
        "sex": _column(kinds.text, Individual.sex),
        "living_status": _column(kinds.text, Individual.living_status),
        "name": _name_of(Individual.id),
    },
}


def fields_of(table: Table) -> list[str]:
    """The names of all fields, but for the custom ones."""
    return sorted({*_OWN[table], *_through_encounters()})


def ask(
    table: Table, name: str, operator: str, value: Any, pointer: str, context: Context
) -> Condition | None:
    """The condition on a field that is not a custom one; none after noting what is wrong."""
    if (own := _OWN[table].get(name)) is not None:
        return own(operator, value, pointer, context)
    through = _through_encounters().get(name)
    if through is None or table is Encounter:
        known = ", ".join(fields_of(table))
        message = f"There is no field '{name}'. There are: {known}, and custom.<name>."
        context.fault(f"{pointer}/field", message, name)
        return None
    return through_encounters(table, through(operator, value, pointer, context), context)


def through_encounters(
    table: Table, condition: Condition | None, context: Context
) -> Condition | None:
    """That one of the record's readable encounters meets the condition."""
    if condition is None or table is Encounter:
        return condition
    return has_encounter(table, and_(readable_encounters(context.scope.read), condition))


def _through_encounters() -> dict[str, Asked]:
    return {
        **_observed(Encounter),
        **_OF_ENCOUNTERS,
        "encounter": _column(kinds.identity, Encounter.id),
    }
