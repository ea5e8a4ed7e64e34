"""What does the animal in this box look like, upright and at the size all animals are compared at?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.boxes import Box, PictureSize, checked, checked_theta, clip, corners
from acm_wbia.wbia.errors import InvalidBox, NothingToMatch
from acm_wbia.wbia.pictures import Picture

SMALLEST_SIDE = 32
"""Pixels of the original. Below this a box holds fewer than a handful of features, all of them blurred."""

LARGEST_ENLARGEMENT = 4.0
"""Enlarging further invents no detail and only makes features of the blur."""

LONGEST_SIDE = 2048
"""Chip pixels. Keeps a box as thin as a rope from becoming a picture of its own."""


@dataclass(frozen=True)
class Chip:
    """An animal cut out, turned upright and scaled to a common area."""

    pixels: Picture
    """``(height, width, 3) uint8``, blue, green, red."""
    to_picture: NDArray[np.float64]
    """``(2, 3)``: takes chip coordinates ``(x, y, 1)`` to pixels of the upright original."""

    @property
    def size(self) -> PictureSize:
        """In chip pixels."""
        return PictureSize(self.pixels.shape[1], self.pixels.shape[0])


def cut(picture: Picture, bbox: Sequence[float], theta: float, area: int) -> Chip:
    """The chip of about ``area`` square pixels behind ``bbox`` turned by ``theta``.

    ``bbox`` is ``x, y, width, height`` in pixels of the upright original. What lies outside the picture is
    filled with its nearest pixels. Raises ``InvalidBox``, or ``NothingToMatch`` for a box too small.
    """
    theta = checked_theta(theta)
    size = PictureSize(picture.shape[1], picture.shape[0])
    box = clip(bbox, size) if theta == 0 else checked(bbox)
    if min(box.width, box.height) < SMALLEST_SIDE:
        raise NothingToMatch(
            f"The box is {box.width:.0f} × {box.height:.0f} pixels; an animal needs at least "
            f"{SMALLEST_SIDE} on each side to be recognised."
        )
    scale = min(
        math.sqrt(area / box.area),
        LARGEST_ENLARGEMENT,
        LONGEST_SIDE / max(box.width, box.height),
    )
    chip_size = (max(1, round(box.width * scale)), max(1, round(box.height * scale)))
    to_picture = _chip_to_picture(box, theta, chip_size)
    return Chip(_warped(picture, box, theta, scale, chip_size, to_picture), to_picture)


def _chip_to_picture(box: Box, theta: float, chip_size: tuple[int, int]) -> NDArray[np.float64]:
    """Pixel centres lie on whole numbers, as OpenCV has it, so edges lie half a pixel outside."""
    across, down = box.width / chip_size[0], box.height / chip_size[1]
    cosine, sine = math.cos(theta), math.sin(theta)
    linear = np.array([[cosine * across, -sine * down], [sine * across, cosine * down]])
    chip_centre = (np.array(chip_size) - 1) / 2
    picture_centre = np.array(box.centre) - 0.5
    return np.column_stack([linear, picture_centre - linear @ chip_centre])


def _warped(
    picture: Picture,
    box: Box,
    theta: float,
    scale: float,
    chip_size: tuple[int, int],
    to_picture: NDArray[np.float64],
) -> Picture:
    """Shrinks first, by averaging, and turns then: interpolating a large picture directly would alias."""
    region, left, top = _region(picture, corners(box, theta))
    height, width = region.shape[:2]
    shrunk_size = (max(1, round(width * min(scale, 1.0))), max(1, round(height * min(scale, 1.0))))
    shrunk = cv2.resize(region, shrunk_size, interpolation=cv2.INTER_AREA)
    # shrunk pixel = (picture pixel − corner + ½) · share − ½
    shares = np.array([shrunk_size[0] / width, shrunk_size[1] / height])
    shift = (np.array([-left, -top]) + 0.5) * shares - 0.5
    to_shrunk = np.column_stack(
        [shares[:, None] * to_picture[:, :2], shares * to_picture[:, 2] + shift]
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    warped: Picture = cv2.warpAffine(
        shrunk, to_shrunk, chip_size, flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return warped


def _region(picture: Picture, points: NDArray[np.float64]) -> tuple[Picture, int, int]:
    """The upright part of the picture around ``points``, with its left and top."""
    height, width = picture.shape[:2]
    left, top = np.maximum(np.floor(points.min(axis=0)), 0).astype(int)
    right, bottom = np.minimum(np.ceil(points.max(axis=0)), (width, height)).astype(int)
    if right <= left or bottom <= top:
        raise InvalidBox(f"The box lies outside the picture, which is {width} × {height} pixels.")
    return picture[top:bottom, left:right], int(left), int(top)
