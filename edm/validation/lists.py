"""How is a list read whose members may each be wrong in their own way?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from edm.values import FaultList
from edm.values.basics import check_line, wrong_type

Member = Callable[[Any, str], Any]
"""A member and its pointer to the member as it is stored; ``None`` after noting what is wrong with it."""


def check_list(
    value: Any, pointer: str, subject: str, most: int, faults: FaultList, member: Member
) -> list[Any]:
    """The members as they are stored, in their order; those that are wrong are left out after noting why."""
    if value is None:
        return []
    if not isinstance(value, list):
        wrong_type(value, pointer, subject, "a list", faults)
        return []
    if len(value) > most:
        message = f"{subject}: there may be {most:,} at most, but there are {len(value):,}."
        faults.add(pointer, "too_many", message, len(value), details={"most": most})
        return []
    checked = (member(one, f"{pointer}/{index}") for index, one in enumerate(value))
    return [one for one in checked if one is not None]


def optional_line(
    value: Any, pointer: str, subject: str, faults: FaultList, longest: int
) -> str | None:
    """A text of one line; ``None`` where it is not given, blank, or wrong."""
    if value is None:
        return None
    return check_line(value, pointer, subject, faults, longest) or None


def required_line(
    value: Any, pointer: str, subject: str, faults: FaultList, longest: int
) -> str | None:
    """A text of one line that must be given; ``None`` after noting what is wrong."""
    before = len(faults)
    text = optional_line(value, pointer, subject, faults, longest)
    if text is None and len(faults) == before:
        faults.add(pointer, "required", f"{subject} is missing.", value)
    return text


def refuse_twice(
    key: Any, seen: dict[Any, str], pointer: str, sentence: str, value: Any, faults: FaultList
) -> bool:
    """Whether the member is the first of its key; else ``sentence`` is noted."""
    if seen.setdefault(key, pointer) == pointer:
        return True
    faults.add(pointer, "duplicate_member", sentence, value)
    return False
