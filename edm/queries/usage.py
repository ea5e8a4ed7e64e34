"""How many records would lose something if a species file dropped a custom field, or the species itself?"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from edm.models import Encounter, Individual, Sighting
from edm.queries.json_value import json_exists
from edm.queries.reach import is_staged
from edm.species import Level

_TABLES: dict[Level, type[Sighting] | type[Encounter] | type[Individual]] = {
    Level.SIGHTING: Sighting,
    Level.ENCOUNTER: Encounter,
    Level.INDIVIDUAL: Individual,
}


def count_records(session: Session, species: str, level: Level | None, field: str | None) -> int:
    """Records of the species that have the custom field; with neither level nor field, all its records.

    What is deleted and can still be restored counts; what waits to be published does not: nobody has it yet.
    """
    if level is not None and field is not None:
        return _count(session, _TABLES[level], species, field)
    return sum(_count(session, table, species, None) for table in _TABLES.values())


def _count(
    session: Session,
    table: type[Sighting] | type[Encounter] | type[Individual],
    species: str,
    field: str | None,
) -> int:
    statement = (
        select(func.count()).select_from(table).where(table.species == species, ~is_staged(table))
    )
    if field is not None:
        statement = statement.where(json_exists(table.custom_fields, field))
    return session.scalar(statement) or 0
