"""Which places of the animal in this box would a network find again, and what do they look like to it?

Learned descriptors have length 1 and numbers around 0; they are kept in bytes, so that what is stored, searched and
compared exactly is the same for learned features as for others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from acm_wbia.wbia import chips, foreground
from acm_wbia.wbia.errors import ModelUnfit, NothingToMatch
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.parameters.learned import LearnedExtractionParameters
from acm_wbia.wbia.pictures import Picture

FEWEST_FEATURES = 10
"""A chip with fewer shows no pattern."""

ZERO = 128.0
"""The byte of a descriptor's number 0."""

DIAMETER = 16.0
"""Chip pixels about a place that its descriptor mostly depends on, for showing it."""


NO_NUMBER = "The model gave no number for this animal (NaN or infinite)."


class Maps(Protocol):
    """What a network makes of one picture; what else it holds is its own affair."""

    @property
    def scores(self) -> torch.Tensor:
        """``(height, width)``: how well each place can be found again."""


class LocalNetwork(Protocol):
    """A network that finds places and describes them; may be called from several threads.

    ``places`` and ``describe`` are given what its own ``maps`` made.
    """

    def maps(self, picture: torch.Tensor) -> Maps:
        """Of a picture, ``(3, height, width)``: red, green, blue, 0…1."""

    def places(self, maps: Any) -> tuple[torch.Tensor, torch.Tensor]:
        """The places that stand out, ``(n, 2)`` as x and y in pixels, and their scores ``(n,)``; best first."""

    def describe(self, maps: Any, points: torch.Tensor) -> torch.Tensor:
        """The descriptors of places ``(n, 2)``: ``(n, length)``, of length 1."""


@dataclass(frozen=True)
class InBytes:
    """How a descriptor's numbers are kept: x as the byte ``scale`` · x + 128, cut off at both ends."""

    scale: float

    def kept(self, described: NDArray[np.float32]) -> NDArray[np.uint8]:
        """Raises ``ModelUnfit`` for what is no number."""
        if not np.isfinite(described).all():
            raise ModelUnfit(NO_NUMBER)
        found: NDArray[np.uint8] = np.clip(np.rint(described * self.scale + ZERO), 0, 255).astype(
            np.uint8
        )
        return found

    def read(self, features: Features) -> NDArray[np.float32]:
        """``(n, length)``, of length 1, as the network gave them."""
        numbers = (features.descriptors.astype(np.float32) - ZERO) / self.scale
        lengths = np.linalg.norm(numbers, axis=1, keepdims=True)
        found: NDArray[np.float32] = numbers / np.maximum(lengths, 1e-6)
        return found


def extract(
    network: LocalNetwork,
    picture: Picture,
    bbox: Sequence[float],
    theta: float,
    wanted: LearnedExtractionParameters,
    in_bytes: InBytes,
) -> Features:
    """The learned features of the animal in ``bbox``; see ``acm_wbia.wbia.extraction.extract``.

    Raises ``ModelUnfit``, too, where the network gives what are no numbers.
    """
    chip = chips.cut(picture, bbox, theta, wanted.chip_area)
    maps = network.maps(_as_tensor(chip.pixels))
    if not bool(torch.isfinite(maps.scores).all()):
        raise ModelUnfit(NO_NUMBER)
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
        descriptors=in_bytes.kept(described),
        weights=weights[order],
        chip_size=chip.size,
        to_picture=chip.to_picture,
    )


def _as_tensor(pixels: Picture) -> torch.Tensor:
    """``(3, height, width)``: red, green, blue, 0…1."""
    return torch.from_numpy(pixels[:, :, ::-1].copy()).permute(2, 0, 1).float() / 255
