"""Is this a real day or a real time of day?"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from edm.values.basics import wrong_type
from edm.values.fault import FaultList
from service_kit.errors import pointer_to

# The sheets of the field reach back to old expedition diaries, not further; "0024" is a slip for 2024.
FIRST_YEAR = 1000

_date = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_time = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?", re.ASCII)


def parse_date(text: str) -> date | None:
    """The day that ``YYYY-MM-DD`` names, or ``None``."""
    found = _date.fullmatch(text)
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:  # there is no 30 February
        return None


def check_date(value: Any, pointer: str, subject: str, faults: FaultList) -> date | None:
    """A real day from :data:`FIRST_YEAR` on, written ``YYYY-MM-DD``."""
    if not isinstance(value, str):
        wrong_type(value, pointer, subject, "a date like 2024-06-03", faults)
        return None
    day = parse_date(value)
    if day is None:
        well_formed = _date.fullmatch(value)
        code = "no_such_date" if well_formed else "bad_date"
        why = "does not exist" if well_formed else "must be written like 2024-06-03"
        faults.add(pointer, code, f"{subject}: the date '{value[:40]}' {why}.", value)
        return None
    if day.year < FIRST_YEAR:
        message = f"{subject}: the year must be {FIRST_YEAR} or later."
        faults.add(pointer, "out_of_range", message, value, details={"least": FIRST_YEAR})
        return None
    return day


def check_date_range(
    value: Any, pointer: str, subject: str, faults: FaultList
) -> tuple[date, date] | None:
    """``{"from": day, "to": day}``, in this order."""
    if not isinstance(value, dict):
        wrong_type(value, pointer, subject, "a first and a last day", faults)
        return None
    before = len(faults)
    for key in value:
        if key not in ("from", "to"):
            message = f"{subject} has a 'from' and a 'to', and nothing else."
            faults.add(pointer + pointer_to(key), "unknown_field", message, value[key])
    ends = []
    for key, word in (("from", "first"), ("to", "last")):
        if value.get(key) is None:
            faults.add(f"{pointer}/{key}", "required", f"{subject}: the {word} day is missing.")
        else:
            ends.append(check_date(value[key], f"{pointer}/{key}", f"{subject} ({key})", faults))
    if len(faults) > before or len(ends) < 2 or ends[0] is None or ends[1] is None:
        return None
    if ends[0] > ends[1]:
        message = f"{subject}: the last day is before the first."
        faults.add(pointer, "wrong_order", message, value)
        return None
    return ends[0], ends[1]


def check_clock(value: Any, pointer: str, subject: str, faults: FaultList) -> str | None:
    """A time of day, written ``HH:MM`` or ``HH:MM:SS``."""
    if not isinstance(value, str):
        wrong_type(value, pointer, subject, "a time like 07:30", faults)
        return None
    if not _time.fullmatch(value):
        message = f"{subject} must be a time of day written like 07:30 or 07:30:15."
        faults.add(pointer, "bad_time", message, value)
        return None
    return value
