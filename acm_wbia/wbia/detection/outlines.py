"""Where does the animal end, of which a rough box holds only a part?

GrabCut (Rother et al. 2004) learns from what lies in the box how the animal looks, and from what lies far from it how
the place looks. Only for boxes that are worse than that: it may join two animals that touch.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.detection.preparing import Boxes
from acm_wbia.wbia.pictures import Picture

LONGER_SIDE = 160
"""Of the picture that is looked at: an outline is as good there as at twice the size, in half the time."""

ROUNDS = 1
"""Two more took half as long again and moved no box that mattered."""

SURELY = 0.5
"""Of the box's half sides: an ellipse around its centre that is animal to begin with. All of the box may be."""

WITHIN = 1.0
"""Of the box's sides, in each direction: nothing farther away belongs to the animal."""

INWARD = 1 / 28
"""Of the picture's sides: so far at most a border moves inwards, half of what a class activation is sure to. Stripes
look like the grass between them, and a box that lost a leg is worse than one with some grass."""

SPECK = np.ones((3, 3), np.uint8)
"""What is narrower than that is grass."""


def outlined(picture: Picture, boxes: Boxes) -> Boxes:
    """``(n, 4)``, corners in the picture's pixels: each box around the outline of what lies at its centre.

    A box in which no outline is found stays as it is.
    """
    height, width = picture.shape[:2]
    scale = min(1.0, LONGER_SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    shares = np.array([size[0] / width, size[1] / height] * 2, np.float32)
    drawn = np.array([_drawn(small, box * shares) / shares for box in boxes], np.float32)
    drawn, inward = drawn.reshape(-1, 4), INWARD * np.array([width, height], np.float32)
    return np.concatenate(
        [
            np.minimum(drawn[:, :2], boxes[:, :2] + inward),
            np.maximum(drawn[:, 2:], boxes[:, 2:] - inward),
        ],
        axis=1,
    )


def _drawn(picture: Picture, box: NDArray[np.float32]) -> NDArray[np.float32]:
    mask = _first_guess(picture.shape[:2], box)
    background, animal = np.zeros((1, 65)), np.zeros((1, 65))
    # GrabCut draws from OpenCV's generator: the same picture has the same box tomorrow.
    cv2.setRNGSeed(0)
    try:
        cv2.grabCut(picture, mask, None, background, animal, ROUNDS, cv2.GC_INIT_WITH_MASK)
    except cv2.error:
        return box  # Too few pixels of either to learn from.
    inside = np.isin(mask, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8)
    count, numbers, described, _ = cv2.connectedComponentsWithStats(
        cv2.morphologyEx(inside, cv2.MORPH_OPEN, SPECK)
    )
    if count == 1:
        return box
    height, width = numbers.shape
    x, y = (box[:2] + box[2:]) / 2
    chosen = int(numbers[min(height - 1, int(y)), min(width - 1, int(x))])
    if chosen == 0:
        chosen = 1 + int(described[1:, cv2.CC_STAT_AREA].argmax())
    left, top, across, down = described[chosen, :4]
    return np.array([left, top, left + across, top + down], np.float32)


def _first_guess(size: tuple[int, int], box: NDArray[np.float32]) -> NDArray[np.uint8]:
    height, width = size
    sides = np.maximum(box[2:] - box[:2], 1)
    left, top = np.maximum(box[:2] - WITHIN * sides, 0).astype(int)
    right, bottom = np.ceil(box[2:] + WITHIN * sides).astype(int)
    mask = np.full((height, width), cv2.GC_BGD, np.uint8)
    mask[top:bottom, left:right] = cv2.GC_PR_BGD
    x, y = (box[:2] + box[2:]) / 2
    down, across = np.mgrid[:height, :width]
    apart = ((across - x) / (sides[0] / 2)) ** 2 + ((down - y) / (sides[1] / 2)) ** 2
    mask[apart < 1] = cv2.GC_PR_FGD
    mask[apart < SURELY**2] = cv2.GC_FGD
    return mask
