"""What stands in a cell that holds a list, and are there not too many?"""

from __future__ import annotations

from collections.abc import Sequence

from edm.values import FaultList


def members(text: str, separator: str) -> list[str]:
    """The parts of the cell without the blanks around them; blank ones too, as their position may say something."""
    return [part.strip() for part in text.split(separator)]


def at_most(most: int, parts: Sequence[str], sentence: str, faults: FaultList) -> bool:
    """Whether there are so many at most; else the sentence is noted, with the number in its braces."""
    if len(parts) <= most:
        return True
    faults.add("", "too_many", sentence.format(f"{most:,}"), len(parts))
    return False
