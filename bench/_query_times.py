"""How long does one question take against ever larger galleries?

They are made of the features of the same photos with every descriptor jittered, and timed beside one exact pass over all
their descriptors.
"""

import time
from collections.abc import Sequence
from dataclasses import replace

import faiss
import numpy as np

from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching.gallery import Gallery, Member
from acm_wbia.wbia.matching.local import LocalMatching

KEPT = 350
"""Features an annotation in the timed galleries."""

JITTER = 12.0
"""Of a descriptor's numbers: such copies are about as far from each other as the same spot on two photos."""

PICTURES_EACH = 4
"""Of an individual in the timed galleries."""

BLOCK = 100_000
"""Descriptors compared at once in the exact pass."""


def times(
    algorithm: LocalMatching, features: Sequence[Features], size: int, queries: int
) -> dict[str, float]:
    """Of ``queries`` questions against ``size`` annotations made of ``features``."""
    random = np.random.default_rng(size)
    members = [Member(str(number), str(number // PICTURES_EACH)) for number in range(size)]
    start = time.perf_counter()
    gallery = Gallery.build(
        members, [_jittered(features[number % len(features)], random) for number in range(size)]
    )
    built = time.perf_counter() - start
    asked = [_jittered(features[number % len(features)], random) for number in range(queries)]
    spent = []
    for query in asked:
        start = time.perf_counter()
        algorithm(query, gallery)
        spent.append(time.perf_counter() - start)
    exact = _exact_pass(asked[0], gallery)
    middle = float(np.percentile(spent, 50))
    return {
        "descriptors": int(gallery.stack.starts[-1]),
        "build, seconds": built,
        "query p50, seconds": middle,
        "query p95, seconds": float(np.percentile(spent, 95)),
        "exact pass, seconds": exact,
        "exact pass over query p50": exact / middle,
    }


def _jittered(features: Features, random: np.random.Generator) -> Features:
    rows = slice(0, KEPT)
    noise = random.normal(0, JITTER, features.descriptors[rows].shape).astype(np.float32)
    descriptors = np.clip(features.descriptors[rows] + noise, 0, 255).astype(np.uint8)
    return replace(
        features,
        keypoints=features.keypoints[rows],
        weights=features.weights[rows],
        descriptors=descriptors,
    )


def _exact_pass(query: Features, gallery: Gallery) -> float:
    """Seconds that FAISS takes to compare the query's descriptors with every stored one."""
    queries = query.descriptors.astype(np.float32)
    spent = 0.0
    for start in range(0, len(gallery.stack.descriptors), BLOCK):
        block = gallery.stack.descriptors[start : start + BLOCK].astype(np.float32)
        began = time.perf_counter()
        faiss.knn(queries, block, 2)
        spent += time.perf_counter() - began
    return spent
