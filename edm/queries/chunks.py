"""How are very many ids asked about? In portions: databases limit the parameters of one statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from service_kit.portions import portions

Item = TypeVar("Item")

# SQLite takes 32,766 parameters and PostgreSQL 65,535; a reach needs some of them.
CHUNK = 10_000


def chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items in portions that fit one statement."""
    return portions(items, CHUNK)
