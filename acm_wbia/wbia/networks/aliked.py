"""Where in a picture are places that can be found again, and what do they look like?

ALIKED (Zhao et al., 2023), as "n16": a pyramid of four levels whose two coarse ones bend their filters to the picture, a
map that says where to look, and 16 samples around each place, chosen by the place itself, that make its descriptor.
The levels are never brought to full resolution: the map adds up their shares, and places are sampled from each.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from acm_wbia.wbia.networks import keypoints, weights
from acm_wbia.wbia.networks.bending import bent_convolution
from acm_wbia.wbia.networks.weights import Weights

MULTIPLE = 32
"""Sides are padded to a multiple of it: the coarsest level has a 32nd of the resolution."""

SHARE = 32
"""Of the 128 numbers of a pixel each level gives so many."""

FARTHEST_SAMPLE = 0.25
"""Of the longer side: farther from its place no sample lies."""

_SAMPLE = {
    "block3.conv1.offset_conv.weight": (18, 32, 3, 3),
    "desc_head.agg_weights": (16, 128, 128),
}


@dataclass(frozen=True, eq=False)
class Maps:
    """What the network makes of one picture."""

    levels: tuple[Tensor, ...]
    """``(1, 32, h, w)`` each, of full, half, eighth and 32nd resolution, padding included."""
    scores: Tensor
    """``(height, width)``, 0…1: how well the place can be found again."""


class Aliked:
    """The network with its weights; safe to share between threads."""

    def __init__(self, loaded: Weights) -> None:
        self._weights = loaded
        self._convolutions = dict(_convolutions(loaded))

    @classmethod
    def load(cls, path: Path) -> "Aliked":
        """From the authors' ``aliked-n16.pth``; raises ``WrongWeights``."""
        return cls(weights.read(path, _SAMPLE))

    @torch.inference_mode()  # type: ignore[untyped-decorator]
    def maps(self, picture: Tensor) -> Maps:
        """Of a picture, ``(3, height, width)``: red, green, blue, 0…1."""
        height, width = picture.shape[1:]
        bottom, right = -height % MULTIPLE, -width % MULTIPLE
        padded = functional.pad(picture[None], (0, right, 0, bottom), mode="replicate")
        first = self._block(padded, "block1")
        second = self._block(functional.avg_pool2d(first, 2), "block2")
        third = self._block(functional.avg_pool2d(second, 4), "block3")
        fourth = self._block(functional.avg_pool2d(third, 4), "block4")
        levels = tuple(
            functional.selu(functional.conv2d(level, self._weights[f"conv{number}.weight"]))
            for number, level in enumerate((first, second, third, fourth), 1)
        )
        return Maps(levels, self._scores(levels)[0, 0, :height, :width])

    @torch.inference_mode()  # type: ignore[untyped-decorator]
    def places(self, maps: Maps) -> tuple[Tensor, Tensor]:
        """The places that stand out, ``(n, 2)`` as x and y in pixels, and their scores ``(n,)``; best first."""
        return keypoints.standing_out(maps.scores)

    @torch.inference_mode()  # type: ignore[untyped-decorator]
    def describe(self, maps: Maps, points: Tensor) -> Tensor:
        """The descriptors of places ``(n, 2)``: ``(n, 128)``, of length 1."""
        samples = points[:, None] + self._offsets(maps, points)
        around = _features(maps, samples)  # n, 16, 128
        own = self._weights["desc_head.sf_conv.weight"][:, :, 0, 0]
        mixed = functional.selu(around @ own.T)
        described = mixed.flatten(1) @ self._weights["desc_head.agg_weights"].flatten(0, 1)
        return functional.normalize(described, dim=1)

    def _block(self, values: Tensor, block: str) -> Tensor:
        """Two convolutions and, beside them from the second block on, the values as they came."""
        inner = functional.selu(self._convolved(values, f"{block}.conv1"))
        inner = self._convolved(inner, f"{block}.conv2")
        if f"{block}.downsample.weight" in self._weights:
            kernel, bias = (
                self._weights[f"{block}.downsample.{part}"] for part in ("weight", "bias")
            )
            inner = inner + functional.conv2d(values, kernel, bias)
        return functional.selu(inner)

    def _convolved(self, values: Tensor, name: str) -> Tensor:
        kernel, bias = self._convolutions[name]
        if f"{name}.offset_conv.weight" not in self._weights:
            return functional.conv2d(values, kernel, bias, padding=1)
        moving = [self._weights[f"{name}.offset_conv.{part}"] for part in ("weight", "bias")]
        offsets = functional.conv2d(values, *moving, padding=1)
        return bent_convolution(values, offsets, kernel, bias)

    def _scores(self, levels: tuple[Tensor, ...]) -> Tensor:
        size = levels[0].shape[2:]
        kernel = self._weights["score_head.0.weight"]
        found = torch.zeros(1)
        for number, level in enumerate(levels):
            share = functional.conv2d(level, kernel[:, number * SHARE : (number + 1) * SHARE])
            if number:
                share = functional.interpolate(
                    share, size=size, mode="bilinear", align_corners=True
                )
            found = found + share
        for number in (2, 4, 6):
            kernel = self._weights[f"score_head.{number}.weight"]
            found = functional.conv2d(functional.selu(found), kernel, padding=1)
        return torch.sigmoid(found)

    def _offsets(self, maps: Maps, points: Tensor) -> Tensor:
        """Where to sample around each place, ``(n, 16, 2)``, x and y in pixels from it."""
        height, width = maps.scores.shape
        corner = points.long() - 1  # The upper left of 3 × 3 pixels, moved inside.
        last = torch.tensor([max(width - 4, 0), max(height - 4, 0)])
        corner = torch.minimum(corner.clamp(min=0), last)
        step = torch.stack(torch.meshgrid(torch.arange(3), torch.arange(3), indexing="xy"), -1)
        patches = _features(maps, (corner[:, None] + step.reshape(1, 9, 2)).float())
        kernel = self._weights["desc_head.offset_conv.0.weight"].flatten(2).permute(0, 2, 1)
        first = patches.flatten(1) @ kernel.flatten(1).T
        first = functional.selu(first + self._weights["desc_head.offset_conv.0.bias"])
        second = first @ self._weights["desc_head.offset_conv.2.weight"].flatten(1).T
        second = second + self._weights["desc_head.offset_conv.2.bias"]
        farthest = FARTHEST_SAMPLE * max(height, width)
        return second.clamp(-farthest, farthest).unflatten(1, (2, -1)).transpose(1, 2)


def _features(maps: Maps, points: Tensor) -> Tensor:
    """The 128 numbers, of length 1, at points ``(n, s, 2)``: ``(n, s, 128)``; from all levels together."""
    height, width = maps.levels[0].shape[2:]
    grid = (2 * points / torch.tensor([width - 1, height - 1]) - 1)[None]
    sampled = [functional.grid_sample(level, grid, align_corners=True)[0] for level in maps.levels]
    return functional.normalize(torch.cat(sampled), dim=0).permute(1, 2, 0)


def _convolutions(loaded: Weights) -> list[tuple[str, tuple[Tensor, Tensor]]]:
    """Kernel and bias of each 3 × 3 convolution, with the normalisation that follows it taken in."""
    found = []
    for block in ("block1", "block2", "block3", "block4"):
        for number in (1, 2):
            name = f"{block}.conv{number}"
            kernel = loaded.get(f"{name}.weight", loaded.get(f"{name}.regular_conv.weight"))
            mean, variance, scale, shift = (
                loaded[f"{block}.bn{number}.{part}"]
                for part in ("running_mean", "running_var", "weight", "bias")
            )
            factor = scale / torch.sqrt(variance + 1e-5)
            if kernel is None:
                raise weights.WrongWeights(f"The weights lack the convolution {name}.")
            found.append((name, (kernel * factor[:, None, None, None], shift - mean * factor)))
    return found
