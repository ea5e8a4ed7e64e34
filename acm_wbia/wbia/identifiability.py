"""Can this animal be told from others of its kind in this picture, and if hardly, why?

Large and sharp enough, whole, and with something to see: the worst of the four counts. It says what a person would see
at a glance, and nothing about whether the animal is known.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.boxes import Box, PictureSize, checked, checked_theta, clip
from acm_wbia.wbia.chips import SMALLEST_SIDE, cut
from acm_wbia.wbia.errors import NothingToMatch
from acm_wbia.wbia.pictures import Picture

HARD = 0.5
"""Up to here there is a reason to be told."""

CHIP_AREA = 192 * 192
"""Square pixels at which all animals are looked at, so that the same blur gives the same number."""

LARGE_SIDE = 4 * SMALLEST_SIDE
"""Pixels of the shorter side from which on size is no worry; half of it is where it becomes one."""

BLURRED, SHARP = 0.001, 0.064
"""Variance of the Laplacian of a chip of contrast 1. Good photos of nyala, seals and jaguars have 0.045 to 2.4, the
same blurred by four pixels of the chip 0.0005 to 0.009."""

EVEN, VARIED = 3.0, 12.0
"""Standard deviation of the grey values, of 255. Good photos have 18 and more; what cannot be seen in the dark, 3."""

AT_EDGE = 0.01
"""Of the box's side: it ends at the picture's edge when it is as near to it."""

CUT = HARD
"""What a cut animal still shows may do."""

EDGES = ("left", "top", "right", "bottom")


class Hindrance(StrEnum):
    """What makes it hard."""

    SMALL = "too_small"
    BLURRED = "blurred"
    CUT_OFF = "cut_off"
    EVEN = "too_even"


@dataclass(frozen=True)
class Identifiability:
    """How well, 0 (not at all) … 1, and what is in the way where it is ``HARD``."""

    score: float
    hindrance: Hindrance | None
    reason: str | None
    """A sentence for a person."""

    @property
    def code(self) -> str | None:
        """What is in the way, as it is kept."""
        return self.hindrance.value if self.hindrance else None


def identifiability(picture: Picture, bbox: Sequence[float], theta: float = 0.0) -> Identifiability:
    """Of the animal in ``bbox`` (``x, y, width, height`` in pixels of the upright original) turned by ``theta``.

    Raises ``InvalidBox``.
    """
    size = PictureSize(picture.shape[1], picture.shape[0])
    box = clip(bbox, size) if checked_theta(theta) == 0 else checked(bbox)
    judged = [_size(box), _whole(box, size, theta)]
    try:
        # Enlarged it would only look blurred as well.
        chip = cut(picture, box, theta, min(CHIP_AREA, int(box.area)))
    except NothingToMatch:
        pass  # It is too small, which is said already.
    else:
        grey = cv2.cvtColor(chip.pixels, cv2.COLOR_BGR2GRAY).astype(np.float32)
        judged += [_contrast(grey), _sharpness(grey)]
    worst = min(judged, key=lambda each: each.score)
    return worst if worst.score <= HARD else Identifiability(worst.score, None, None)


def _size(box: Box) -> Identifiability:
    score = _between(min(box.width, box.height), SMALLEST_SIDE, LARGE_SIDE)
    reason = (
        f"The animal is only {box.width:.0f} × {box.height:.0f} pixels; "
        f"from {LARGE_SIDE // 2} on each side on its pattern can be seen."
    )
    return Identifiability(score, Hindrance.SMALL, reason)


def _whole(box: Box, size: PictureSize, theta: float) -> Identifiability:
    near = AT_EDGE * box.width, AT_EDGE * box.height
    at_edge = (
        box.x <= near[0],
        box.y <= near[1],
        box.x + box.width >= size.width - near[0],
        box.y + box.height >= size.height - near[1],
    )
    edges = [edge for edge, there in zip(EDGES, at_edge, strict=True) if there]
    # A picture that was cut to the animal ends with it everywhere; a turned box ends nowhere in particular.
    if theta != 0 or not edges or len(edges) == len(EDGES):
        return Identifiability(1.0, None, None)
    reason = f"The animal is cut off at the edge of the picture ({', '.join(edges)})."
    return Identifiability(CUT, Hindrance.CUT_OFF, reason)


def _contrast(grey: NDArray[np.float32]) -> Identifiability:
    score = _between(float(grey.std()), EVEN, VARIED)
    reason = "Hardly anything can be seen of the animal: it is too dark, too bright or in fog."
    return Identifiability(score, Hindrance.EVEN, reason)


def _sharpness(grey: NDArray[np.float32]) -> Identifiability:
    contrast = max(float(grey.std()), 1e-6)
    variance = float(cv2.Laplacian(grey / contrast, cv2.CV_32F).var())
    return Identifiability(
        _between(variance, BLURRED, SHARP), Hindrance.BLURRED, "The animal is blurred."
    )


def _between(value: float, lowest: float, highest: float) -> float:
    """0 at and below the lowest, 1 at and above the highest, even steps for equal ratios between."""
    share = math.log(max(value, 1e-9) / lowest) / math.log(highest / lowest)
    return min(max(share, 0.0), 1.0)
