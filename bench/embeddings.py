"""How long does it take to find the most similar of very many embeddings, beside one look at all of them?

Embeddings are drawn around as many animals as there would be, four pictures each; a query is one more picture of one. The
floor is the time in which the memory gives all numbers once. What is found is compared with an exact comparison of all.
"""

import argparse
import statistics
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.matching.similarity import SimilarityIndex, cosines_of

SEED = 20_240_917
PICTURES = 4
"""Of each animal."""
UNLIKENESS = 0.5
"""Of two pictures of one animal: their cosine is about 0.8."""
FOUND = 10
BLOCK = 20_000
"""Rows drawn, and compared exactly, at once."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many, how long, and which share of them a query may find."""
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--dimension", type=int, default=1280)
    parser.add_argument("--share", type=float, default=0.5, help="that is in the match set")
    parser.add_argument("--queries", type=int, default=20)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Times and recall, of a filtered search and of adding one more."""
    random = np.random.default_rng(SEED)
    rows = _drawn(args.count, args.dimension, random)
    allowed = random.random(len(rows)) < args.share
    index = SimilarityIndex(args.dimension)
    began = time.perf_counter()
    index.add(rows)
    filling = time.perf_counter() - began
    floor = min(_one_look(rows) for _ in range(3))
    seconds, recalls = [], []
    for query in _queries(rows, args.queries, random):
        began = time.perf_counter()
        _, found = index.most_similar(query, FOUND, allowed)
        seconds.append(time.perf_counter() - began)
        recalls.append(len(set(found.tolist()) & _exact(rows, query, allowed)) / FOUND)
    began = time.perf_counter()
    index.add(rows[:1])
    p50 = statistics.median(seconds)
    return {
        "embeddings": len(rows),
        "numbers each": args.dimension,
        "in the match set, %": 100 * float(allowed.mean()),
        "recall@10 against exact": statistics.mean(recalls),
        "query p50, seconds": p50,
        "one look at all numbers, seconds": floor,
        "times one look": p50 / floor,
        "bytes each": index.nbytes / len(index),
        "filling the index, seconds": filling,
        "adding one more, seconds": time.perf_counter() - began,
    }


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


def _one_look(rows: NDArray[np.float16]) -> float:
    """Seconds in which every number is read once."""
    words = rows.view(np.uint64).ravel()
    began = time.perf_counter()
    np.bitwise_xor.reduce(words)
    return time.perf_counter() - began


def _exact(
    rows: NDArray[np.float16], query: NDArray[np.float16], allowed: NDArray[np.bool_]
) -> set[int]:
    cosines = np.concatenate(
        [cosines_of(query, rows[start : start + BLOCK]) for start in range(0, len(rows), BLOCK)]
    )
    order = np.argsort(-np.where(allowed, cosines, -2.0), kind="stable")
    return set(order[:FOUND].tolist())
