"""How is very much asked about, or done? In portions: databases, services and jobs take so many at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, Self, TypeVar


class Sliceable(Protocol):
    """A list, a tuple, an array: of which a part is of its own kind."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> Self: ...


Items = TypeVar("Items", bound=Sliceable)


def portions(items: Items, size: int) -> Iterator[Items]:
    """The items in their order, at most `size` at a time; nothing of nothing."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
