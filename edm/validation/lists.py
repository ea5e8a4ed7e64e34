"""How is a list read whose members may each be wrong in their own way?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from edm.validation.context import check_object
from edm.values import FaultList
from edm.values.basics import check_line, wrong_type

Member = Callable[[Any, str], Any]
"""A member and its pointer to the member as it is stored; ``None`` after noting what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Named:
    """An object of a list in which each is there once."""

    stored: dict[str, Any]
    name: str
    """What it is called, as it was written."""
    key: Any
    """The same for what is the same."""
    twice: str
    """The sentence where it is there already."""


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


def check_objects(
    value: Any,
    pointer: str,
    subject: str,
    most: int,
    faults: FaultList,
    one: str,
    keys: Sequence[str],
    read: Callable[[Mapping[str, Any], str], Named | None],
) -> list[dict[str, Any]]:
    """The same for objects with these keys, each called ``one``, of which no two may have the same key."""
    seen: set[Any] = set()

    def member(given: Any, at: str) -> dict[str, Any] | None:
        named = read(given, at) if check_object(given, at, one, keys, faults) else None
        if named is None:
            return None
        if named.key in seen:
            faults.add(at, "duplicate_member", named.twice, named.name)
            return None
        seen.add(named.key)
        return named.stored

    return check_list(value, pointer, subject, most, faults, member)
