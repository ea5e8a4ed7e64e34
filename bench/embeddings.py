"""How long does it take to find the most similar of very many embeddings, beside one look at all of them?

Embeddings are drawn around as many animals as there would be, four pictures each; a query is one more picture of one. The
floor is the time in which the memory gives all numbers once to one thread, which is what a search has; before each query
it is measured anew. What is found is compared with an exact comparison of all. Ratios are of processor time, in which
waiting for the memory counts and waiting for a processor that others are using does not.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.matching.similarity import SimilarityIndex

SEED = 20_240_917
PICTURES = 4
"""Of each animal."""
UNLIKENESS = 0.5
"""Of two pictures of one animal: their cosine is about 0.8."""
FOUND = 10
BLOCK = 20_000
"""Rows drawn, and compared exactly, at once."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many, how long, and which shares of them a query may find."""
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--dimension", type=int, default=1280)
    parser.add_argument(
        "--shares", type=float, nargs="+", default=[0.1, 0.5, 1.0], help="that are in a match set"
    )
    parser.add_argument("--queries", type=int, default=20)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Times and recall, of filtered searches and of adding one more."""
    random = np.random.default_rng(SEED)
    rows = _drawn(args.count, args.dimension, random)
    match_sets = [random.random(len(rows)) < share for share in args.shares]
    index = SimilarityIndex(args.dimension)
    filling = _timed(lambda: index.add(rows))
    queries = _queries(rows, args.queries, random)
    exact = _exact(rows, queries)
    looks: list[Timed] = []
    searches: list[list[Timed]] = [[] for _ in match_sets]
    recalls: list[list[float]] = [[] for _ in match_sets]
    for query, cosines in zip(queries, exact, strict=True):
        looks.append(_timed(lambda: _look(rows)))
        for place, allowed in enumerate(match_sets):
            began = Timed.now()
            _, found = index.most_similar(query, FOUND, allowed)
            searches[place].append(Timed.now() - began)
            recalls[place].append(len(set(found.tolist()) & _best(cosines, allowed)) / FOUND)
    floor = _median(looks)
    more = _timed(lambda: index.add(rows[:1]))
    return {
        "embeddings": len(rows),
        "numbers each": args.dimension,
        "bytes each": index.nbytes / len(index),
        "queries": len(queries),
        "one look at all numbers, seconds": floor.seconds,
        "one look at all numbers, processor seconds": floor.processor,
        **{
            f"match set of {100 * allowed.mean():.0f} %": {
                "recall@10 against exact": statistics.mean(recall),
                "query p50, seconds": _median(search).seconds,
                "query p50, processor seconds": _median(search).processor,
                "times one look": _median(search).processor / floor.processor,
            }
            for allowed, search, recall in zip(match_sets, searches, recalls, strict=True)
        },
        "filling the index, processor seconds": filling.processor,
        "adding one more, processor seconds": more.processor,
    }


class Timed(NamedTuple):
    """How long something took."""

    seconds: float
    processor: float
    """Of all threads of this process."""

    @classmethod
    def now(cls) -> Self:
        """Both clocks."""
        return cls(time.perf_counter(), time.process_time())

    def __sub__(self, before: "Timed") -> "Timed":
        return Timed(self.seconds - before.seconds, self.processor - before.processor)


def _timed(work: Callable[[], object]) -> Timed:
    began = Timed.now()
    work()
    return Timed.now() - began


def _median(all_times: Sequence[Timed]) -> Timed:
    return Timed(*(statistics.median(each) for each in zip(*all_times, strict=True)))


def _drawn(count: int, dimension: int, random: np.random.Generator) -> NDArray[np.float16]:
    rows = np.empty((count, dimension), np.float16)
    for start in range(0, count, BLOCK):
        block = rows[start : start + BLOCK]
        animals = random.standard_normal((-(-len(block) // PICTURES), dimension), np.float32)
        shown = np.repeat(animals, PICTURES, axis=0)[: len(block)]
        block[:] = _seen(shown, random)
    return rows


def _seen(animals: NDArray[Any], random: np.random.Generator) -> NDArray[np.float16]:
    """A picture of each, of length 1."""
    seen = animals + UNLIKENESS * random.standard_normal(animals.shape, np.float32)
    seen /= np.linalg.norm(seen, axis=1, keepdims=True)
    return np.asarray(seen, np.float16)


def _queries(
    rows: NDArray[np.float16], count: int, random: np.random.Generator
) -> NDArray[np.float16]:
    chosen = rows[random.integers(0, len(rows), count)].astype(np.float32)
    return _seen(chosen * np.sqrt(rows.shape[1]), random)


def _look(rows: NDArray[np.float16]) -> None:
    """Every number is read once."""
    np.bitwise_xor.reduce(rows.view(np.uint64).ravel())


def _exact(rows: NDArray[np.float16], queries: NDArray[np.float16]) -> NDArray[np.float64]:
    """``(queries, rows)``: the cosines of each with all."""
    found = np.empty((len(queries), len(rows)))
    own = queries.astype(np.float64)
    own /= np.linalg.norm(own, axis=1, keepdims=True)
    for start in range(0, len(rows), BLOCK):
        block = rows[start : start + BLOCK].astype(np.float64)
        block /= np.linalg.norm(block, axis=1, keepdims=True)
        found[:, start : start + len(block)] = own @ block.T
    return found


def _best(cosines: NDArray[np.float64], allowed: NDArray[np.bool_]) -> set[int]:
    order = np.argpartition(-np.where(allowed, cosines, -2.0), FOUND)[:FOUND]
    return set(order.tolist())
