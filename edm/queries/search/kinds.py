"""Which comparisons does which kind of field understand, and how are they written in SQL?

Each kind is a function `(column, operator, value, pointer, context)` that answers a condition, or none after noting
what is wrong with the filter.
"""

from __future__ import annotations

import calendar
import re
import uuid
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from edm.queries.search.context import Context
from edm.values.basics import is_storable
from service_kit.portions import portions

Condition = ColumnElement[bool]
Kind = Callable[[Any, str, Any, str, Context], Condition | None]

OPERATORS = ("eq", "in", "lt", "le", "gt", "ge", "contains", "exists", "within")
LONGEST_LIST = 10_000  # values of one `in`: what one statement takes, with room
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)
_ORDERED = ("lt", "le", "gt", "ge")


def wrong_operator(
    operator: str, allowed: Sequence[str], pointer: str, context: Context
) -> Condition | None:
    """Notes that the field does not understand the operator; there is no condition then."""
    context.fault(
        f"{pointer}/op",
        f"This field can be compared with {', '.join(allowed)}, not with '{operator}'.",
        operator,
    )
    return None


def existence(present: Condition, value: Any, pointer: str, context: Context) -> Condition | None:
    """That something is there, or with the value false that it is not."""
    if not isinstance(value, bool):
        context.fault(f"{pointer}/value", "'exists' asks for true or false.", value)
        return None
    return present if value else ~present


def values_of(
    operator: str, value: Any, pointer: str, context: Context, read: Callable[[Any], Any | None]
) -> list[Any] | None:
    """The value of an `eq`, or the values of an `in`, each read; none after noting a fault."""
    listed = value if operator == "in" else [value]
    if not isinstance(listed, list) or len(listed) > LONGEST_LIST:
        context.fault(f"{pointer}/value", f"'in' asks for up to {LONGEST_LIST:,} values.", None)
        return None
    found = [read(each) for each in listed]
    for index, (each, good) in enumerate(zip(listed, found, strict=True)):
        if good is None:
            at = f"{pointer}/value/{index}" if operator == "in" else f"{pointer}/value"
            context.fault(at, "This value does not fit the field.", each)
            return None
    return found


def text(
    column: Any, operator: str, value: Any, pointer: str, context: Context
) -> Condition | None:
    """Words: `eq` and `in` to the letter, `contains` in any case."""
    if operator == "exists":
        return existence(and_(column.is_not(None), column != ""), value, pointer, context)
    if operator not in ("eq", "in", "contains"):
        return wrong_operator(operator, ("eq", "in", "contains", "exists"), pointer, context)
    found = values_of(operator, value, pointer, context, _text)
    if found is None:
        return None
    if operator == "contains":
        condition: Condition = column.icontains(found[0], autoescape=True)
        return condition
    matches: Condition = column.in_(found)
    return matches


def identity(
    column: Any, operator: str, value: Any, pointer: str, context: Context
) -> Condition | None:
    """Ids of records."""
    if operator == "exists":
        return existence(column.is_not(None), value, pointer, context)
    if operator not in ("eq", "in"):
        return wrong_operator(operator, ("eq", "in", "exists"), pointer, context)
    found = values_of(operator, value, pointer, context, _uuid)
    return None if found is None else column.in_(found)


def number(
    column: Any, operator: str, value: Any, pointer: str, context: Context
) -> Condition | None:
    """Numbers."""
    if operator == "exists":
        return existence(column.is_not(None), value, pointer, context)
    if operator not in ("eq", "in", *_ORDERED):
        return wrong_operator(operator, ("eq", "in", *_ORDERED, "exists"), pointer, context)
    found = values_of(operator, value, pointer, context, _number)
    return None if found is None else compare(column, operator, found)


def ordered_text(
    column: Any, operator: str, value: Any, pointer: str, context: Context
) -> Condition | None:
    """Texts whose order is that of what they say: dates and times of day."""
    if operator in _ORDERED:
        found = values_of(operator, value, pointer, context, _text)
        return None if found is None else compare(column, operator, found)
    return text(column, operator, value, pointer, context)


def truth(
    column: Any, operator: str, value: Any, pointer: str, context: Context
) -> Condition | None:
    """Yes or no."""
    if operator == "exists":
        return existence(column.is_not(None), value, pointer, context)
    if operator != "eq" or not isinstance(value, bool):
        context.fault(pointer, "This field is compared with 'eq' to true or false.", value)
        return None
    condition: Condition = column.is_(value)
    return condition


def moment(
    column: Any, operator: str, value: Any, pointer: str, context: Context
) -> Condition | None:
    """Moments of the record itself: ISO 8601 with an offset."""
    if operator not in _ORDERED:
        return wrong_operator(operator, _ORDERED, pointer, context)
    found = values_of(operator, value, pointer, context, _moment)
    return None if found is None else compare(column, operator, found)


def compare(column: Any, operator: str, found: list[Any]) -> Condition:
    conditions: dict[str, Callable[[], Condition]] = {
        "eq": lambda: column.in_(found),
        "in": lambda: column.in_(found),
        "lt": lambda: column < found[0],
        "le": lambda: column <= found[0],
        "gt": lambda: column > found[0],
        "ge": lambda: column >= found[0],
    }
    return conditions[operator]()


def seen(table: Any, operator: str, value: Any, pointer: str, context: Context) -> Condition | None:
    """When it was seen, with dates of which a part may be unknown: what can have been then is found."""
    if operator == "exists":
        return existence(table.earliest.is_not(None), value, pointer, context)
    if operator not in ("eq", *_ORDERED):
        return wrong_operator(operator, ("eq", *_ORDERED, "exists"), pointer, context)
    span = _span(value)
    if span is None:
        context.fault(
            f"{pointer}/value", "A date is written like 2024-06-03 or 2024-06 or 2024.", value
        )
        return None
    first, last = span
    conditions: dict[str, Condition] = {
        "eq": and_(table.earliest <= last, table.latest >= first),
        "lt": table.earliest < first,
        "le": table.earliest <= last,
        "gt": table.latest > last,
        "ge": table.latest >= first,
    }
    return conditions[operator]


def species(
    table: Any, operator: str, value: Any, pointer: str, context: Context
) -> Condition | None:
    """Species by id or any of their names."""
    if operator not in ("eq", "in"):
        return wrong_operator(operator, ("eq", "in"), pointer, context)
    found = values_of(operator, value, pointer, context, _text)
    if found is None:
        return None
    ids = []
    for each in found:
        config = context.catalogue.find(each)
        # Records may outlive their species' file.
        ids.append(config.id if config else each)
    condition: Condition = table.species.in_(ids)
    return condition


def region(
    table: Any, operator: str, value: Any, pointer: str, context: Context
) -> Condition | None:
    """Regions with all that lies within them."""
    if operator == "exists":
        return existence(table.region.is_not(None), value, pointer, context)
    if operator not in ("eq", "in"):
        return wrong_operator(operator, ("eq", "in", "exists"), pointer, context)
    found = values_of(operator, value, pointer, context, _text)
    if found is None:
        return None
    wanted: set[str] = set()
    for each in found:
        chosen = context.regions.find(each)
        name = chosen.id if chosen else each
        wanted |= {name, *(inner.id for inner in context.regions.descendants(name))}
    return or_(*(table.region.in_(some) for some in portions(sorted(wanted), LONGEST_LIST)))


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and is_storable(value) else None


def _uuid(value: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _number(value: Any) -> float | None:
    good = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300
    return value if good else None


def _moment(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _span(value: Any) -> tuple[date, date] | None:
    """The first and the last day of a year, a month or a day."""
    written = _PARTIAL_DATE.fullmatch(value) if isinstance(value, str) else None
    if written is None:
        return None
    year, month, day = (int(part) if part else None for part in written.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    last_month = month or 12
    last_day = day or calendar.monthrange(first.year, last_month)[1]
    return first, date(first.year, last_month, last_day)
