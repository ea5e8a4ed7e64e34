"""Do the shared features lie in the same arrangement on both animals?

Two pictures are matched again on their own: mutual nearest neighbours that pass the ratio test, and of those
the ones that one affine map explains. The same two pictures give the same matches, always.
"""

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from threading import Lock

import cv2
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from acm_wbia.wbia.features import Features

RATIO = 0.9
"""A match must be nearer than this share of the second nearest (Lowe, 2004, has 0.8 for stiff objects), seen from either
picture: the geometric mean of both shares."""

TOLERANCE = 0.05
"""Of the chip's diagonal: an animal bends and is seen from another angle, so no map fits exactly."""

SMALLEST_SCALE, LARGEST_SCALE = 0.4, 2.5
"""Chips have one area: what needs more than this turns a hoof into a flank."""

FEWEST_MATCHES = 4
"""Three matches make an affine map of anything; the fourth confirms it."""

THREADS = 2
"""That look at pairs at the same time: as many as a small machine has cores."""

_one_at_a_time = Lock()
"""Of two that overlap, the one that ends last would leave the limit behind that it found."""

ROUNDS, CONFIDENCE = 2000, 0.999


@dataclass(frozen=True, eq=False)
class Verified:
    """v matches that agree on one map, one to one."""

    first_rows: NDArray[np.int64]
    second_rows: NDArray[np.int64]
    weights: NDArray[np.float64]
    """``(v,)``: above 0, at most 1, reckoned as a vote's: 1 − d / d of the second nearest, seen from one picture, times
    the same seen from the other, × foreground."""


NOTHING = Verified(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))


def verify(features: Features, others: Sequence[Features]) -> list[Verified]:
    """With each of the others the matches of the two chips that one affine map of modest scale explains; maybe none."""
    left = _with_lengths(features.descriptors)

    def looked_at(other: Features) -> Verified:
        squares = left @ _opposite(_with_lengths(other.descriptors)).T
        return agreeing(features, other, *_mutual(features, other, squares))

    # The distances of one pair fit a core's own memory: two threads with a pair each are twice as fast as one product that
    # shares out its rows, and do not wait for each other on a busy machine.
    with _one_at_a_time, _blas().limit(limits=1), ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(looked_at, others))


def agreeing(
    first: Features,
    second: Features,
    rows: NDArray[np.int64],
    partners: NDArray[np.int64],
    weights: NDArray[np.float64],
) -> Verified:
    """Of pairs ``(v,)``, one to one, those that one affine map of modest scale explains; maybe none."""
    if len(rows) < FEWEST_MATCHES:
        return NOTHING
    points = first.keypoints[rows, :2].astype(np.float64)
    partner_points = second.keypoints[partners, :2].astype(np.float64)
    agreed = _agreed(points, partner_points, TOLERANCE * math.hypot(*second.chip_size))
    if int(agreed.sum()) < FEWEST_MATCHES:
        return NOTHING
    return Verified(rows[agreed], partners[agreed], weights[agreed])


def _mutual(
    first: Features, second: Features, squares: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Rows, partner rows and weights of the pairs that are each other's nearest and stand out."""
    if len(first) < 2 or len(second) < 2:
        return NOTHING.first_rows, NOTHING.second_rows, NOTHING.weights
    nearest = squares.argmin(axis=1)
    distances = squares[np.arange(len(first)), nearest]
    rows = np.flatnonzero(distances == squares.min(axis=0)[nearest])
    # Of several that are equally near to one, the first.
    rows = rows[np.sort(np.unique(nearest[rows], return_index=True)[1])]
    partners = nearest[rows].astype(np.int64)
    lengths = np.sqrt(distances[rows], dtype=np.float64)
    share = lengths / _second_nearest(squares[rows], partners)
    other_share = lengths / _second_nearest(squares.T[partners], rows)
    clear = (share * other_share < RATIO**2) & (np.maximum(share, other_share) < 1)
    rows, partners, share, other_share = (
        each[clear] for each in (rows, partners, share, other_share)
    )
    sure = np.sqrt(first.weights[rows].astype(np.float64) * second.weights[partners])
    return rows, partners, (1 - share) * (1 - other_share) * sure


def _second_nearest(
    squares: NDArray[np.float32], nearest: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Of each row of squared distances the length of the least but for its ``nearest``; at least 1."""
    squares[np.arange(len(squares)), nearest] = np.inf
    found: NDArray[np.float64] = np.sqrt(squares.min(axis=1), dtype=np.float64)
    return np.maximum(found, 1.0)


def _with_lengths(descriptors: NDArray[np.uint8]) -> NDArray[np.float32]:
    """``(n, 130)``: a, 1, |a|²."""
    count, length = descriptors.shape
    found = np.empty((count, length + 2), dtype=np.float32)
    found[:, :-2] = descriptors
    found[:, -2] = 1
    found[:, -1] = np.einsum("ij,ij->i", found[:, :-2], found[:, :-2])
    return found


def _opposite(with_lengths: NDArray[np.float32]) -> NDArray[np.float32]:
    """``(m, 130)``: −2b, |b|², 1, so that the product with a, 1, |a|² is |a − b|².

    Whole numbers below 2²⁴, so exact whatever the order of the sums.
    """
    found = with_lengths * np.float32(-2)
    found[:, -2] = with_lengths[:, -1]
    found[:, -1] = 1
    return found


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController().select(user_api="blas")


def _agreed(
    points: NDArray[np.float64], partners: NDArray[np.float64], tolerance: float
) -> NDArray[np.bool_]:
    affine, inliers = cv2.estimateAffine2D(
        points,
        partners,
        method=cv2.USAC_MAGSAC,  # Has a random generator of its own that starts anew in every call.
        ransacReprojThreshold=tolerance,
        maxIters=ROUNDS,
        confidence=CONFIDENCE,
    )
    none = np.zeros(len(points), dtype=bool)
    if affine is None or not np.isfinite(affine).all():
        return none
    scale = math.sqrt(abs(float(np.linalg.det(affine[:, :2]))))
    mirrored = float(np.linalg.det(affine[:, :2])) < 0
    if mirrored or not SMALLEST_SCALE <= scale <= LARGEST_SCALE:
        return none
    return np.asarray(inliers.ravel(), dtype=bool)
