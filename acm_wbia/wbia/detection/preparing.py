"""How does a picture of any size become a network's input, and a box in the input one in the picture?"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.models.network import InputForm
from acm_wbia.wbia.pictures import Picture

Boxes = NDArray[np.float32]
"""``(n, 4) float32``: x1, y1, x2, y2."""


@dataclass(frozen=True)
class Prepared:
    """One picture as a network takes it."""

    tensor: NDArray[np.float32]
    """``(3, height, width)`` or ``(height, width, 3) float32``, as the form says."""
    scale: tuple[float, float]
    """Input pixels a picture pixel, across and down."""
    offset: tuple[float, float]
    """Input pixels left of and above the picture."""

    def to_picture(self, boxes: Boxes) -> Boxes:
        """Boxes in input pixels as boxes in the picture's pixels; they may reach over its border."""
        offset = np.array([*self.offset, *self.offset], np.float32)
        scale = np.array([*self.scale, *self.scale], np.float32)
        moved: Boxes = (boxes - offset) / scale
        return moved


def prepare(picture: Picture, form: InputForm) -> Prepared:
    """Resizes and normalises ``(height, width, 3) uint8``, blue, green, red."""
    height, width = picture.shape[:2]
    down, across = form.size
    if form.resize == "stretch":
        new_width, new_height, left, top = across, down, 0, 0
    else:
        scale = min(across / width, down / height)
        # The thinnest of pictures keeps a pixel.
        new_width, new_height = max(1, round(width * scale)), max(1, round(height * scale))
        centred = form.resize == "letterbox"
        left, top = ((across - new_width) // 2, (down - new_height) // 2) if centred else (0, 0)
    shrinks = new_width < width and new_height < height
    method = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    canvas = np.full((down, across, 3), form.fill, np.uint8)
    canvas[top : top + new_height, left : left + new_width] = cv2.resize(
        picture, (new_width, new_height), interpolation=method
    )
    if form.colour == "rgb":
        canvas = canvas[:, :, ::-1]
    mean, std = np.array(form.mean, np.float32), np.array(form.std, np.float32)
    tensor = (canvas.astype(np.float32) / form.divide - mean) / std
    if form.layout == "nchw":
        tensor = tensor.transpose(2, 0, 1)
    return Prepared(
        np.ascontiguousarray(tensor), (new_width / width, new_height / height), (left, top)
    )
