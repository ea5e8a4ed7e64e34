"""Is this the right kind of JSON value, and does it lie within its limits?"""

from __future__ import annotations

import math
import re
from typing import Any

from edm.values.fault import MAX_EXACT_INTEGER, FaultList

# One line: names, places, codes. Longer than any of them, shorter than an accident.
MAX_LINE = 2_000
# Notes of a day in the field may be long; a million characters is a thick book, pasted by mistake.
MAX_TEXT = 1_000_000

# PostgreSQL stores no NUL, and half of a surrogate pair is no character at all.
_unstorable = re.compile("[\x00\ud800-\udfff]")
_line_break = re.compile(r"[\r\n\u2028\u2029]")
_uuid = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def is_storable(text: str) -> bool:
    """Whether no character of the text is one that a database cannot hold."""
    return _unstorable.search(text) is None


def kind_of(value: Any) -> str:
    """What the value is, in words for a sentence: "text", "a list"."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "a group of values"


def wrong_type(value: Any, pointer: str, subject: str, wanted: str, faults: FaultList) -> None:
    """Note that ``value`` is of another kind than ``wanted`` ("a number")."""
    message = f"{subject} must be {wanted}, not {kind_of(value)}."
    faults.add(pointer, "wrong_type", message, value, details={"wanted": wanted})


def check_number(
    value: Any,
    pointer: str,
    subject: str,
    faults: FaultList,
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
) -> int | float | None:
    """A finite number from ``low`` to ``high``, both allowed themselves."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        wrong_type(value, pointer, subject, "a number", faults)
        return None
    if not math.isfinite(value) if isinstance(value, float) else abs(value) > MAX_EXACT_INTEGER:
        what = "is not a finite number" if isinstance(value, float) else "is too large a number"
        faults.add(pointer, "not_a_number", f"{subject} {what}.", value)
        return None
    if (low is not None and value < low) or (high is not None and value > high):
        message = f"{subject} must be {limits(low, high, unit)}, but it is {plain(value)}."
        details = bounds(low, high, unit)
        faults.add(pointer, "out_of_range", message, value, details=details)
        return None
    return value


def check_integer(
    value: Any,
    pointer: str,
    subject: str,
    faults: FaultList,
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
) -> int | None:
    """A whole number; JSON does not tell 4.0 from 4, so both are 4."""
    number = check_number(value, pointer, subject, faults, low, high, unit)
    if number is None:
        return None
    if number != int(number):
        wanted = "a whole number"
        message = f"{subject} must be {wanted}, but it is {plain(number)}."
        faults.add(pointer, "wrong_type", message, value, details={"wanted": wanted})
        return None
    return int(number)


def limits(low: float | None, high: float | None, unit: str = "") -> str:
    """The limits in words: "between 0 and 90", "at least 0 m"."""
    after = f" {unit}" if unit else ""
    if low is None:
        return f"at most {plain(high or 0)}{after}"
    if high is None:
        return f"at least {plain(low)}{after}"
    return f"between {plain(low)} and {plain(high)}{after}"


def bounds(low: Any, high: Any, unit: str = "") -> dict[str, Any]:
    """The limits as details of a fault: ``least``, ``most`` and ``unit``, those that there are."""
    named = {"least": low, "most": high, "unit": unit or None}
    return {name: bound for name, bound in named.items() if bound is not None}


def plain(number: float) -> str:
    """A number as people write it: no needless ``.0``."""
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)


def check_text(
    value: Any, pointer: str, subject: str, faults: FaultList, longest: int = MAX_TEXT
) -> str | None:
    """A text that can be stored, at most ``longest`` characters; kept exactly as it was written."""
    if not isinstance(value, str):
        wrong_type(value, pointer, subject, "text", faults)
        return None
    if len(value) > longest:
        message = f"{subject} may have {longest:,} characters at most, but it has {len(value):,}."
        faults.add(pointer, "too_long", message, value, details={"most": longest})
        return None
    if not is_storable(value):
        message = f"{subject} holds a character that cannot be stored. Please type it again."
        faults.add(pointer, "bad_characters", message, value)
        return None
    return value


def check_line(
    value: Any, pointer: str, subject: str, faults: FaultList, longest: int = MAX_LINE
) -> str | None:
    """A text of one line, without the blanks around it."""
    text = check_text(value, pointer, subject, faults, longest)
    if text is None:
        return None
    text = text.strip()
    if _line_break.search(text):
        message = f"{subject} must be a single line."
        faults.add(pointer, "bad_characters", message, value, _line_break.sub(" ", text)[:200])
        return None
    return text


def check_uuid(value: Any, pointer: str, subject: str, faults: FaultList) -> str | None:
    """A UUID, in small letters."""
    if not isinstance(value, str):
        wrong_type(value, pointer, subject, "a UUID", faults)
        return None
    if not _uuid.fullmatch(value):
        message = f"{subject} must be a UUID like 018f4a5e-7c1b-7d2a-9f00-3a5b6c7d8e9f."
        faults.add(pointer, "not_a_uuid", message, value)
        return None
    return value.lower()
