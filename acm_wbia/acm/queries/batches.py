"""How are thousands of ids asked about at once? In few statements, each of a size every database takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from service_kit.portions import portions

BATCH = 5000  # parameters of a statement; SQLite takes 32,766, PostgreSQL 65,535

Item = TypeVar("Item")


def batches(items: Sequence[Item], size: int = BATCH) -> Iterator[Sequence[Item]]:
    """The items in order, at most `size` at a time."""
    return portions(items, size)
