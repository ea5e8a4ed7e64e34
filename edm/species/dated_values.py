"""Does this day, span of days or time of day fit its custom field?"""

from __future__ import annotations

from datetime import date
from typing import Any

from edm.species.custom_field import CustomField
from edm.species.value_context import ValueContext
from edm.values import FaultList
from edm.values.basics import bounds
from edm.values.dates import check_clock, check_date, check_date_range, parse_date

# In ``min`` and ``max`` of a date: the day on which the value is checked.
BOUND_TODAY = "today"


def _bound(bound: float | str | None, context: ValueContext) -> date | None:
    if not isinstance(bound, str):
        return None
    return context.today if bound == BOUND_TODAY else parse_date(bound)


def _within(
    field: CustomField, day: date, pointer: str, faults: FaultList, context: ValueContext
) -> bool:
    low, high = _bound(field.min, context), _bound(field.max, context)
    if low is not None and day < low:
        message = (
            f"{field.label()} must be {low.isoformat()} or later, but it is {day.isoformat()}."
        )
    elif high is not None and day > high:
        message = (
            f"{field.label()} must be {high.isoformat()} or earlier, but it is {day.isoformat()}."
        )
    else:
        return True
    details = bounds(low and low.isoformat(), high and high.isoformat())
    faults.add(pointer, "out_of_range", message, day.isoformat(), details=details)
    return False


def check_date_field(
    field: CustomField, value: Any, pointer: str, faults: FaultList, context: ValueContext
) -> str | None:
    day = check_date(value, pointer, field.label(), faults)
    if day is None or not _within(field, day, pointer, faults, context):
        return None
    return day.isoformat()


def check_date_range_field(
    field: CustomField, value: Any, pointer: str, faults: FaultList, context: ValueContext
) -> dict[str, str] | None:
    days = check_date_range(value, pointer, field.label(), faults)
    if days is None:
        return None
    # Both ends are looked at, so that both are reported.
    ends = [
        _within(field, day, f"{pointer}/{key}", faults, context)
        for key, day in zip(("from", "to"), days, strict=True)
    ]
    return {"from": days[0].isoformat(), "to": days[1].isoformat()} if all(ends) else None


def check_time_field(
    field: CustomField, value: Any, pointer: str, faults: FaultList, context: ValueContext
) -> str | None:
    return check_clock(value, pointer, field.label(), faults)
