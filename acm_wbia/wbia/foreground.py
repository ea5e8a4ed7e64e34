"""Which part of a chip is animal and which is background that would betray the place, not the animal?"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.pictures import Picture

Weights = NDArray[np.float32]
"""``(height, width) float32`` of a chip, 0 (background) … 1 (surely the animal)."""

CUT_SIDE = 96
"""GrabCut runs on a chip of this longer side. Its time grows with the pixels; larger gained nothing."""

CUT_ROUNDS = 1
"""A second and third round cost 10 ms each and moved the accuracy by less than its error."""

SURELY, PROBABLY = 0.35, 0.75
"""Ellipses around the centre, as shares of the half sides, that GrabCut takes for animal to begin with. Without
the sure one it now and then finds no animal at all; starting from the box alone it keeps the background."""

MARGIN = 0.04
"""Share of the shorter side along the edges that is background to begin with: boxes leave about as much."""

OUTSIDE = 0.1
"""Weight outside the outline. Not zero, since a pale flank is now and then taken for sky."""

SMALLEST_SHARE, LARGEST_SHARE = 0.05, 0.95
"""An outline around less or more of the chip than this has failed, and the whole chip counts."""


def weights(chip: Picture, centre_sigma: float, *, outline: bool) -> Weights:
    """Of each pixel of a chip: a bell around the centre and, if wanted, the animal's outline, multiplied."""
    height, width = chip.shape[:2]
    bell = centred(height, width, centre_sigma)
    return bell * outlined(chip) if outline else bell


def at(weights_of_pixels: Weights, points: NDArray[Any]) -> Weights:
    """The weights ``(n,)`` of the pixels nearest to points ``(n, 2)``, x and y."""
    height, width = weights_of_pixels.shape
    across = np.clip(np.rint(points[:, 0]).astype(int), 0, width - 1)
    down = np.clip(np.rint(points[:, 1]).astype(int), 0, height - 1)
    found: Weights = weights_of_pixels[down, across]
    return found


def centred(height: int, width: int, sigma: float) -> Weights:
    """A bell around the centre that is 1 there; ``sigma`` is its width as a share of the sides."""
    down = np.exp(-0.5 * (_relative(height) / sigma) ** 2)
    across = np.exp(-0.5 * (_relative(width) / sigma) ** 2)
    return np.outer(down, across).astype(np.float32)


def outlined(chip: Picture) -> Weights:
    """1 inside the animal's outline as GrabCut sees it, ``OUTSIDE`` elsewhere, softened between."""
    height, width = chip.shape[:2]
    shrink = min(1.0, CUT_SIDE / max(height, width))
    size = (max(8, round(width * shrink)), max(8, round(height * shrink)))
    small = cv2.resize(chip, size, interpolation=cv2.INTER_AREA)
    animal = _grab_cut(small)
    if not SMALLEST_SHARE <= float(animal.mean()) <= LARGEST_SHARE:
        return np.ones((height, width), dtype=np.float32)
    soft = OUTSIDE + (1 - OUTSIDE) * animal
    outline: Weights = cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR)
    return outline


def _relative(length: int) -> NDArray[np.float64]:
    return (np.arange(length) + 0.5) / length - 0.5


def _grab_cut(small: Picture) -> NDArray[np.float32]:
    height, width = small.shape[:2]
    radius = 2 * np.hypot(_relative(height)[:, None], _relative(width)[None, :])
    mask = np.full((height, width), cv2.GC_PR_BGD, dtype=np.uint8)
    mask[radius < PROBABLY] = cv2.GC_PR_FGD
    mask[radius < SURELY] = cv2.GC_FGD
    edge = max(1, round(min(height, width) * MARGIN))
    mask[:edge] = mask[-edge:] = cv2.GC_BGD
    mask[:, :edge] = mask[:, -edge:] = cv2.GC_BGD
    background, foreground = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(0)  # GrabCut starts its colour models at random.
    cv2.grabCut(small, mask, None, background, foreground, CUT_ROUNDS, cv2.GC_INIT_WITH_MASK)
    return np.isin(mask, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.float32)
