"""In which order, unit and corner does this source give its boxes, and what are they in ours?

Ours is ``Box(x, y, width, height)``: pixels of the upright original, ``x, y`` the top left corner, y
growing downwards. A box may come with an angle ``theta`` in radians: the box is then turned about its
own centre, clockwise on the screen. No other module converts boxes.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.errors import InvalidBox

FARTHEST = 1_000_000  # pixels from a picture's corner: no side of a picture is as long


class Box(NamedTuple):
    """Pixels of the upright original."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        """The point the box is turned about."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def area(self) -> float:
        """In square pixels."""
        return self.width * self.height


class PictureSize(NamedTuple):
    """Of the upright original, in pixels."""

    width: int
    height: int


def checked(values: Sequence[float]) -> Box:
    """Four numbers in our order as a ``Box``; raises ``InvalidBox`` unless of some area and near a picture."""
    if len(values) != 4:
        raise InvalidBox(
            f"A box has four numbers (x, y, width, height); this one has {len(values)}."
        )
    box = Box(*(float(value) for value in values))
    if not all(math.isfinite(value) for value in box):
        raise InvalidBox("A box is made of numbers; this one holds an infinite or missing one.")
    if any(abs(value) > FARTHEST for value in box):
        raise InvalidBox(
            f"A box ends within {FARTHEST:,} pixels of its picture; this one does not."
        )
    if box.width <= 0 or box.height <= 0:
        raise InvalidBox(
            f"A box needs a width and a height above zero; this one is {box.width:g} × {box.height:g}."
        )
    return box


def checked_theta(theta: float) -> float:
    """The angle in −π…π; raises ``InvalidBox`` for one that is not a number."""
    if not math.isfinite(theta):
        raise InvalidBox("The angle of a box is a number of radians.")
    return math.remainder(theta, math.tau)


def clip(box: Sequence[float], size: PictureSize) -> Box:
    """The part of an unturned box that lies in the picture; raises ``InvalidBox`` when there is none."""
    x, y, width, height = checked(box)
    left, top = max(0.0, x), max(0.0, y)
    right, bottom = min(float(size.width), x + width), min(float(size.height), y + height)
    if right <= left or bottom <= top:
        raise InvalidBox(
            f"The box lies outside the picture, which is {size.width} × {size.height} pixels."
        )
    return Box(left, top, right - left, bottom - top)


def whole(size: PictureSize) -> Box:
    """The box around all of a picture."""
    return Box(0.0, 0.0, float(size.width), float(size.height))


def corners(box: Box, theta: float = 0.0) -> NDArray[np.float64]:
    """The four corners ``(4, 2)`` of the turned box: top left, top right, bottom right, bottom left."""
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * (box.width / 2, box.height / 2)
    cosine, sine = math.cos(theta), math.sin(theta)
    turn = np.array([[cosine, -sine], [sine, cosine]])
    turned: NDArray[np.float64] = half @ turn.T + box.centre
    return turned


def from_corners(values: Sequence[float]) -> Box:
    """From ``x1, y1, x2, y2`` in pixels, as Pascal VOC and most detectors' raw output give them."""
    left, top, right, bottom = _four(values, "x1, y1, x2, y2")
    return checked((left, top, right - left, bottom - top))


def to_corners(box: Box) -> tuple[float, float, float, float]:
    """To ``x1, y1, x2, y2`` in pixels."""
    return box.x, box.y, box.x + box.width, box.y + box.height


def from_centre(values: Sequence[float]) -> Box:
    """From ``centre x, centre y, width, height`` in pixels."""
    x, y, width, height = _four(values, "centre x, centre y, width, height")
    return checked((x - width / 2, y - height / 2, width, height))


def to_centre(box: Box) -> tuple[float, float, float, float]:
    """To ``centre x, centre y, width, height`` in pixels."""
    return (*box.centre, box.width, box.height)


def from_relative(values: Sequence[float], size: PictureSize) -> Box:
    """From ``x, y, width, height`` as shares (0…1) of the picture's width and height."""
    x, y, width, height = _four(values, "x, y, width, height")
    return checked((x * size.width, y * size.height, width * size.width, height * size.height))


def to_relative(box: Box, size: PictureSize) -> tuple[float, float, float, float]:
    """To ``x, y, width, height`` as shares of the picture's width and height."""
    return (
        box.x / size.width,
        box.y / size.height,
        box.width / size.width,
        box.height / size.height,
    )


def from_relative_centre(values: Sequence[float], size: PictureSize) -> Box:
    """From ``centre x, centre y, width, height`` as shares of the picture, the order of YOLO's text files."""
    x, y, width, height = _four(values, "centre x, centre y, width, height")
    return from_relative((x - width / 2, y - height / 2, width, height), size)


def to_relative_centre(box: Box, size: PictureSize) -> tuple[float, float, float, float]:
    """To ``centre x, centre y, width, height`` as shares of the picture."""
    x, y, width, height = to_relative(box, size)
    return x + width / 2, y + height / 2, width, height


def from_coco(values: Sequence[float]) -> Box:
    """From COCO's ``bbox``: ``x, y, width, height`` in pixels, which is our own order."""
    return checked(_four(values, "x, y, width, height"))


def to_coco(box: Box) -> list[float]:
    """To COCO's ``bbox``, a list so that it goes into JSON as it is."""
    return list(box)


def from_megadetector(values: Sequence[float], size: PictureSize) -> Box:
    """From MegaDetector's ``bbox``: ``x_min, y_min, width, height`` as shares of the picture."""
    return from_relative(values, size)


def to_megadetector(box: Box, size: PictureSize) -> list[float]:
    """To MegaDetector's ``bbox``."""
    return list(to_relative(box, size))


def from_camtrap_dp(observation: Mapping[str, float], size: PictureSize) -> Box:
    """From a Camtrap DP observation's ``bboxX, bboxY, bboxWidth, bboxHeight``, shares of the picture."""
    names = ("bboxX", "bboxY", "bboxWidth", "bboxHeight")
    missing = [name for name in names if name not in observation]
    if missing:
        raise InvalidBox(f"The observation's box lacks {', '.join(missing)}.")
    return from_relative([float(observation[name]) for name in names], size)


def to_camtrap_dp(box: Box, size: PictureSize) -> dict[str, float]:
    """To the four fields of a Camtrap DP observation."""
    x, y, width, height = to_relative(box, size)
    return {"bboxX": x, "bboxY": y, "bboxWidth": width, "bboxHeight": height}


def _four(values: Sequence[float], order: str) -> tuple[float, float, float, float]:
    if len(values) != 4:
        raise InvalidBox(f"A box has four numbers ({order}); this one has {len(values)}.")
    first, second, third, fourth = (float(value) for value in values)
    return first, second, third, fourth
