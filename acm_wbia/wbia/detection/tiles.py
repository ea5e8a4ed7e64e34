"""How is a picture looked at in parts, and how do the parts' boxes become whole animals again?"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.boxes import PictureSize
from acm_wbia.wbia.detection.candidates import Candidates
from acm_wbia.wbia.detection.preparing import Boxes
from acm_wbia.wbia.models.network import Tiling

LIES_WITHIN = 0.5
"""Of the smaller box's area: so much of a box that a seam cut lies in the box of the same animal that none cut."""

JOINS = 0.15
"""The same for two boxes that seams cut: what they share is only the strip that two tiles share."""

SEAM = 0.01
"""Of a tile's side: a box that ends so near to the tile's edge was cut off by it."""


Flags = NDArray[np.bool_]


class Tile(NamedTuple):
    """A part of a picture, in its pixels."""

    left: int
    top: int
    right: int
    bottom: int


def tiles_of(
    picture: PictureSize, input_size: tuple[int, int], tiling: Tiling | None
) -> list[Tile]:
    """The whole picture first, then the tiles of a picture that is large enough for them."""
    tiles = [Tile(0, 0, picture.width, picture.height)]
    side = max(input_size)
    if tiling is None or max(picture) <= tiling.above * side:
        return tiles
    length = round(tiling.side * side)
    across = _starts(picture.width, length, tiling.overlap)
    down = _starts(picture.height, length, tiling.overlap)
    parts = [
        Tile(x, y, min(x + length, picture.width), min(y + length, picture.height))
        for y in down
        for x in across
    ]
    return tiles + parts


def _starts(side: int, length: int, overlap: float) -> list[int]:
    """Evenly spread, so that no tile is smaller than another."""
    if side <= length:
        return [0]
    count = math.ceil((side - length * overlap) / (length * (1 - overlap)))
    return [round(place * (side - length) / (count - 1)) for place in range(count)]


def cut_at_seam(candidates: Candidates, tile: Tile, picture: PictureSize) -> Flags:
    """``(n,) bool``: which boxes end where the tile ends and the picture goes on."""
    margin = SEAM * np.array([tile.right - tile.left, tile.bottom - tile.top], np.float32)
    boxes = candidates.boxes
    cut: Flags = (
        ((boxes[:, 0] <= tile.left + margin[0]) & (tile.left > 0))
        | ((boxes[:, 1] <= tile.top + margin[1]) & (tile.top > 0))
        | ((boxes[:, 2] >= tile.right - margin[0]) & (tile.right < picture.width))
        | ((boxes[:, 3] >= tile.bottom - margin[1]) & (tile.bottom < picture.height))
    )
    return cut


def merged(
    candidates: Candidates, cut: Flags, groups: NDArray[np.int64], overlap: float
) -> Candidates:
    """Boxes of one animal as one box, surest first; only boxes of one of the ``groups`` are compared.

    Of whole boxes the less sure goes, as in ``suppressed``. A cut one goes where a whole one holds it;
    those that are left are joined with the cut ones that they meet.
    """
    boxes, scores = candidates.boxes.copy(), candidates.scores.copy()
    kept: list[int] = []
    for index in np.lexsort((-scores, cut)):
        same = [
            other
            for other in kept
            if groups[other] == groups[index]
            and _is_same(boxes[other], boxes[index], int(cut[other]) + int(cut[index]), overlap)
        ]
        if not same:
            kept.append(int(index))
        elif cut[same[0]]:
            first = same[0]
            boxes[first, :2] = np.minimum(boxes[first, :2], boxes[index, :2])
            boxes[first, 2:] = np.maximum(boxes[first, 2:], boxes[index, 2:])
    chosen = np.asarray(sorted(kept, key=lambda each: -scores[each]), np.int64)
    return Candidates(boxes, scores, candidates.labels)[chosen]


def _is_same(first: Boxes, second: Boxes, cut: int, overlap: float) -> bool:
    sides = np.minimum(first[2:], second[2:]) - np.maximum(first[:2], second[:2])
    shared = float(np.prod(np.maximum(sides, 0)))
    areas = float(np.prod(first[2:] - first[:2])), float(np.prod(second[2:] - second[:2]))
    if not cut:
        return shared > overlap * (sum(areas) - shared)
    return shared > (LIES_WITHIN if cut == 1 else JOINS) * min(areas)
