"""Which places of the animal in this box would a network find again, and what do they look like to it?

ALIKED's descriptors have length 1 and numbers around 0; they are kept in bytes, so that what is stored, searched and
compared exactly is the same for learned features as for others.
"""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from acm_wbia.wbia import chips, foreground
from acm_wbia.wbia.errors import NothingToMatch
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.networks.aliked import Aliked
from acm_wbia.wbia.parameters.aliked import AlikedExtractionParameters
from acm_wbia.wbia.pictures import Picture

FEWEST_FEATURES = 10
"""A chip with fewer shows no pattern."""

SCALE, ZERO = 400.0, 128.0
"""A descriptor's number x is kept as the byte 400 x + 128: of a thousand numbers one is cut off."""

DIAMETER = 16.0
"""Chip pixels about a place that its descriptor mostly depends on, for showing it."""


def extract(
    network: Aliked,
    picture: Picture,
    bbox: Sequence[float],
    theta: float = 0.0,
    parameters: AlikedExtractionParameters | None = None,
) -> Features:
    """The learned features of the animal in ``bbox``; see ``acm_wbia.wbia.extraction.extract``."""
    wanted = parameters or AlikedExtractionParameters()
    chip = chips.cut(picture, bbox, theta, wanted.chip_area)
    maps = network.maps(_as_tensor(chip.pixels))
    points, scores = network.places(maps)
    if len(points) < FEWEST_FEATURES:
        raise NothingToMatch("The box shows too little pattern to recognise an animal by.")
    of_pixels = foreground.weights(chip.pixels, wanted.centre_sigma, outline=wanted.outline)
    weights = foreground.at(of_pixels, points.numpy())
    order = np.argsort(-scores.numpy() * weights, kind="stable")[: wanted.features]
    chosen = points[torch.from_numpy(order)]
    described = network.describe(maps, chosen).numpy()
    places = chosen.numpy().astype(np.float32)
    sizes = np.tile(np.array([DIAMETER, 0.0], dtype=np.float32), (len(places), 1))
    return Features(
        keypoints=np.column_stack([places, sizes]),
        descriptors=_in_bytes(described),
        weights=weights[order],
        chip_size=chip.size,
        to_picture=chip.to_picture,
    )


def descriptors(features: Features) -> NDArray[np.float32]:
    """``(n, 128)``, of length 1, as the network gave them."""
    numbers = (features.descriptors.astype(np.float32) - ZERO) / SCALE
    lengths = np.linalg.norm(numbers, axis=1, keepdims=True)
    found: NDArray[np.float32] = numbers / np.maximum(lengths, 1e-6)
    return found


def _as_tensor(pixels: Picture) -> torch.Tensor:
    """``(3, height, width)``: red, green, blue, 0…1."""
    return torch.from_numpy(pixels[:, :, ::-1].copy()).permute(2, 0, 1).float() / 255


def _in_bytes(described: NDArray[np.float32]) -> NDArray[np.uint8]:
    found: NDArray[np.uint8] = np.clip(np.rint(described * SCALE + ZERO), 0, 255).astype(np.uint8)
    return found
