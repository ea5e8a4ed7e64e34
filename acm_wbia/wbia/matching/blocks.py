"""How are descriptors read that lie scattered over files? Piece by piece, so that they never fill the memory at once."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Descriptors = NDArray[np.uint8]
"""``(n, 128)``, or as long as the features' are; maybe a view of a memory-mapped file."""
Blocks = Sequence[Descriptors]
"""Those of several annotations, one after another; together they are numbered from 0."""
Points = NDArray[np.float32]
"""Descriptors as FAISS takes them."""

BATCH = 100_000
"""Descriptors turned to float32 at once: 50 MB."""


def total(blocks: Blocks) -> int:
    """How many descriptors there are in all."""
    return sum(map(len, blocks))


def in_batches(blocks: Blocks) -> Iterator[Points]:
    """All descriptors, in order, some ``BATCH`` at a time."""
    return map(as_float, gathered(blocks, BATCH))


def gathered(blocks: Blocks, size: int) -> Iterator[Descriptors]:
    """All descriptors, in order, some ``size`` at a time."""
    some: list[Descriptors] = []
    count = 0
    for block in blocks:
        for start in range(0, len(block), size):
            some.append(block[start : start + size])
            count += len(some[-1])
            if count >= size:
                yield np.concatenate(some)
                some, count = [], 0
    if some:
        yield np.concatenate(some)


def sample(blocks: Blocks, count: int, seed: int) -> Points:
    """At most ``count`` descriptors drawn from all, in order; the same ones for the same blocks and seed."""
    ends = np.cumsum([len(block) for block in blocks])
    wanted = np.random.default_rng(seed).permutation(int(ends[-1]))[:count]
    wanted.sort()
    bounds = np.searchsorted(wanted, np.concatenate([[0], ends]))
    drawn = [
        block[wanted[low:high] - (end - len(block))]
        for block, end, low, high in zip(blocks, ends, bounds[:-1], bounds[1:], strict=True)
    ]
    return as_float(np.concatenate(drawn))


def as_float(descriptors: Descriptors) -> Points:
    """As FAISS takes them."""
    return np.ascontiguousarray(descriptors, dtype=np.float32)
