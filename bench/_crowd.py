"""What stands between an animal and its photo in a large catalogue? Animals put together of other animals' features.

Each feature is from any of them and jittered, so nobody in the crowd is anybody, and none of it is a copy of a photo.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from acm_wbia.wbia.features import Features

KEPT = 350
"""Features of an annotation of the crowd."""

JITTER = 12.0
"""Of a descriptor's numbers: such copies are about as far from each other as the same spot on two photos."""

PICTURES_EACH = 4
"""Of an individual of the crowd."""

SEED = 20_131_115


def crowd(others: Sequence[Features], count: int, seed: int = SEED) -> Iterator[Features]:
    """So many annotations; the same seed gives the same."""
    chance = np.random.default_rng(seed)
    keypoints = np.concatenate([each.keypoints for each in others])
    weights = np.concatenate([each.weights for each in others])
    descriptors = np.concatenate([each.descriptors for each in others])
    for number in range(count):
        rows = chance.integers(0, len(descriptors), KEPT)
        noise = chance.standard_normal((KEPT, descriptors.shape[1]), dtype=np.float32)
        jittered = np.clip(descriptors[rows] + JITTER * noise, 0, 255).astype(np.uint8)
        yield replace(
            others[number % len(others)],
            keypoints=keypoints[rows],
            weights=weights[rows],
            descriptors=jittered,
        )
