"""What is wrong with a field, said plainly? marshmallow speaks to programmers; its sentences are replaced here alone.

What a schema of ours says itself stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

MISSING = "Missing data for required field."
UNKNOWN = "Unknown field."

WANTED = {
    "Field may not be null.": "a value",
    "Invalid input type.": "an object with named values",
    "Invalid type.": "an object with named values",
    "Not a valid UUID.": "the id of a record",
    "Not a valid aware datetime.": "a moment with its time zone",
    "Not a valid boolean.": "yes or no (true or false)",
    "Not a valid date.": "a date like 2024-06-03",
    "Not a valid datetime.": "a moment with its time zone",
    "Not a valid email address.": "an e-mail address",
    "Not a valid integer.": "a whole number",
    "Not a valid list.": "a list",
    "Not a valid mapping type.": "an object with named values",
    "Not a valid number.": "a number",
    "Not a valid string.": "text",
    "Not a valid utf-8 string.": "text",
    "Number too large.": "a number",
    "Special numeric values (nan or infinity) are not permitted.": "a number",
}
"""What should have been there, by what marshmallow says."""

_AT_LEAST, _AT_MOST = "greater than or equal to", "less than or equal to"
_PATTERNS = {
    re.compile(r"Must be one of: (?P<choices>.+)\."): "There has to be one of these here: {choices}.",
    re.compile(r"Length must be between (?P<shortest>\d+) and (?P<longest>\d+)\."):
        "The length has to be from {shortest} to {longest} (characters or entries).",
    re.compile(r"Shorter than minimum length (?P<shortest>\d+)\."):
        "This is too short: at least {shortest} (characters or entries).",
    re.compile(r"Longer than maximum length (?P<longest>\d+)\."):
        "This is too long: at most {longest} (characters or entries).",
    re.compile(rf"Must be {_AT_LEAST} (?P<least>\S+) and {_AT_MOST} (?P<most>\S+)\."):
        "This has to be from {least} to {most}.",
    re.compile(rf"Must be {_AT_LEAST} (?P<least>\S+)\."): "This has to be at least {least}.",
    re.compile(rf"Must be {_AT_MOST} (?P<most>\S+)\."): "This may be {most} at most.",
    re.compile(r"Must be greater than (?P<above>\S+)\."): "This has to be more than {above}.",
    re.compile(r"Must be less than (?P<below>\S+)\."): "This has to be less than {below}.",
}  # fmt: skip


class Plain(NamedTuple):
    """A sentence with its code, and the values that it names, for who says it in another language."""

    code: str
    message: str
    details: Mapping[str, Any] | None = None


def plain(message: str) -> Plain:
    """What marshmallow says of a field, for a person."""
    if message == MISSING:
        return Plain("field_missing", "This is needed, and is not there.")
    if message == UNKNOWN:
        return Plain("field_unknown", "There is nothing of this name here.")
    wanted = WANTED.get(message)
    if wanted:
        return Plain("field_invalid", f"There has to be {wanted} here.", {"wanted": wanted})
    for pattern, sentence in _PATTERNS.items():
        if found := pattern.fullmatch(message):
            values = found.groupdict()
            return Plain("field_invalid", sentence.format(**values), values)
    return Plain("field_invalid", message)
