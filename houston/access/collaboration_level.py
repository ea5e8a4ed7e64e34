"""How far do two users open their data to one another?"""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """Each includes the ones before it."""

    NONE = "none"
    VIEW = "view"
    EXPORT = "export"
    EDIT = "edit"

    def includes(self, other: Level) -> bool:
        return _ORDER.index(self) >= _ORDER.index(other)


_ORDER = list(Level)


def agreed(first: Level, second: Level) -> Level:
    """What holds when each side has said how far it goes: the lesser."""
    return min(first, second, key=_ORDER.index)
