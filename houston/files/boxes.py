"""What is a box in Houston, how is one read from others' files, and how much do two have in common?

Ours are `[x, y, width, height]` in pixels of the upright picture, `x, y` the top left corner. Relative ones
have the same order and corner in shares of width and height: so MegaDetector writes them, and so does
Camtrap DP in four columns. Nothing else in Houston converts boxes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

WHOLE = 0.95  # of the picture's area: from there on a box says no more than that something is in it
OVER_THE_EDGE = 0.05  # of a side: detectors round and look beyond the edge by that, and no further

Box = list[float]


def overlap(first: Sequence[float], second: Sequence[float]) -> float:
    """Intersection over union, 0 to 1, of two boxes that lie straight."""
    width = min(first[0] + first[2], second[0] + second[2]) - max(first[0], second[0])
    height = min(first[1] + first[3], second[1] + second[3]) - max(first[1], second[1])
    if width <= 0 or height <= 0:
        return 0.0
    common = width * height
    return common / (first[2] * first[3] + second[2] * second[3] - common)


def covers_picture(bbox: Sequence[float], width: int, height: int) -> bool:
    """Whether the box is as good as the whole picture."""
    return bbox[2] * bbox[3] >= WHOLE * width * height


def read_relative(values: Any) -> Box | None:
    """Four shares, as MegaDetector and Camtrap DP give them, cut to the picture; None when they are no box."""
    try:
        x, y, width, height = map(float, values)
    except (TypeError, ValueError):
        return None
    right, bottom = x + width, y + height
    if not all(map(math.isfinite, (x, y, right, bottom))) or min(width, height) <= 0:
        return None
    if min(x, y) < -OVER_THE_EDGE or max(right, bottom) > 1 + OVER_THE_EDGE:
        return None
    if min(x, y) >= 0 and max(right, bottom) <= 1:
        return [x, y, width, height]
    x, y, right, bottom = max(x, 0.0), max(y, 0.0), min(right, 1.0), min(bottom, 1.0)
    return [x, y, right - x, bottom - y] if right > x and bottom > y else None


def to_pixels(relative: Sequence[float], width: int, height: int) -> Box:
    """A relative box in pixels of an upright picture of this size."""
    x, y, share_of_width, share_of_height = relative
    return [x * width, y * height, share_of_width * width, share_of_height * height]
