"""How is a custom field asked about? By its type, as the species files give it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select

from edm.models import Encounter, Individual, Sighting
from edm.queries.json_value import JsonListHolds, JsonValue, json_exists
from edm.queries.search import kinds
from edm.queries.search.context import Context
from edm.queries.search.fields import Table, through_encounters
from edm.queries.search.kinds import Condition, Kind
from edm.species import CustomField, FieldType, Level
from edm.values.basics import is_storable

PREFIX = "custom."

_LEVELS: dict[Level, Table] = {
    Level.SIGHTING: Sighting,
    Level.ENCOUNTER: Encounter,
    Level.INDIVIDUAL: Individual,
}
# The level that a name is looked for at first is the record's own.
_ORDER: dict[Table, tuple[Level, ...]] = {
    Sighting: (Level.SIGHTING, Level.ENCOUNTER),
    Encounter: (Level.ENCOUNTER, Level.SIGHTING, Level.INDIVIDUAL),
    Individual: (Level.INDIVIDUAL, Level.ENCOUNTER),
}
_ORDERED_TEXT = (FieldType.DATE, FieldType.TIME)
_NUMBERS = (FieldType.INTEGER, FieldType.NUMBER, FieldType.MEASUREMENT)


def ask_custom(
    table: Table, name: str, operator: str, value: Any, pointer: str, context: Context
) -> Condition | None:
    """The condition on the custom field called `name`; none after noting what is wrong."""
    for level in _ORDER[table]:
        owners = context.catalogue.with_field(level, name)
        if owners:
            field = owners[0].fields(level)[name]
            if any(each.fields(level)[name].personal for each in owners):
                context.fault(
                    f"{pointer}/field",
                    f"'{name}' is about people and cannot be searched.",
                    PREFIX + name,
                )
                return None
            found = _condition(_LEVELS[level], field, operator, value, pointer, context)
            return _linked(table, _LEVELS[level], found, context)
    context.fault(f"{pointer}/field", f"No species has a custom field '{name}'.", PREFIX + name)
    return None


def _condition(
    table: Table, field: CustomField, operator: str, value: Any, pointer: str, context: Context
) -> Condition | None:
    column = table.custom_fields
    if operator == "exists":
        return kinds.existence(json_exists(column, field.name), value, pointer, context)
    if field.holds_list:
        return _in_list(column, field, operator, value, pointer, context)
    if field.type in (FieldType.LOCATION, FieldType.DATE_RANGE):
        # A place must not be narrowed down by asking often.
        return kinds.wrong_operator(operator, ("exists",), pointer, context)
    path: tuple[str, ...] = (field.name,)
    kind: Kind = kinds.text
    stored = "text"
    if field.type in _NUMBERS:
        kind, stored = kinds.number, "number"
        if field.type is FieldType.MEASUREMENT:
            path = (field.name, "value")
    elif field.type is FieldType.BOOLEAN:
        kind, stored = kinds.truth, "boolean"
    elif field.type in _ORDERED_TEXT:
        kind = kinds.ordered_text
    return kind(JsonValue(column, path, stored), operator, value, pointer, context)


def _in_list(
    column: Any, field: CustomField, operator: str, value: Any, pointer: str, context: Context
) -> Condition | None:
    if operator not in ("eq", "in", "contains"):
        return kinds.wrong_operator(operator, ("eq", "in", "contains", "exists"), pointer, context)
    found = kinds.values_of(operator, value, pointer, context, _plain)
    if found is None:
        return None
    return or_(*(JsonListHolds(column, field.name, each) for each in found))


def _plain(value: Any) -> str | float | None:
    if isinstance(value, str):
        return value if is_storable(value) else None
    return value if isinstance(value, int | float) else None


def _linked(
    table: Table, at: Table, condition: Condition | None, context: Context
) -> Condition | None:
    """The condition on a record at another level, as one on the record that is looked for."""
    if condition is None or at is table:
        return condition
    if at is Encounter:
        return through_encounters(table, condition, context)
    link = Encounter.sighting_id if at is Sighting else Encounter.individual_id
    return link.in_(select(at.id).where(condition))
