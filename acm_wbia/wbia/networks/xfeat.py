"""Where in a picture are places that can be found again, and what do they look like? Quickly.

XFeat (Potje et al., 2024): a small pyramid over the grey picture whose three coarse levels, added up, give 64 numbers for
every eighth pixel and how far these can be relied on; and, apart from it, which pixel of each square of 8 × 8 stands out.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from acm_wbia.wbia.networks import weights
from acm_wbia.wbia.networks.weights import Weights

MULTIPLE = 32
"""Sides are padded to a multiple of it: the coarsest level has a 32nd of the resolution."""

CELL = 8
"""Pixels of a square of which at most one stands out."""

FAINTEST = 0.05
"""A place that stands out less is none; the authors' number."""

RADIUS = 2
"""A place is kept where it is the best of its neighbourhood of 5 × 5 pixels."""

STABLE = 1e-5

_SAMPLE = {"skip1.1.weight": (24, 1, 1, 1), "keypoint_head.3.weight": (65, 64, 1, 1)}

_HALVING = frozenset({"block1.1", "block1.3", "block3.0", "block4.0", "block5.0"})


@dataclass(frozen=True, eq=False)
class Maps:
    """What the network makes of one picture."""

    described: Tensor
    """``(1, 64, h, w)``, of length 1, of an eighth of the resolution, padding included."""
    scores: Tensor
    """``(height, width)``, 0…1: how well the place can be found again."""
    padded: tuple[int, int]
    """Height and width with the padding."""


class XFeat:
    """The network with its weights; safe to share between threads."""

    def __init__(self, loaded: Weights) -> None:
        self._weights = loaded

    @classmethod
    def load(cls, path: Path) -> "XFeat":
        """From the authors' ``xfeat.pt``; raises ``WrongWeights``."""
        return cls(weights.read(path, _SAMPLE))

    @torch.inference_mode()  # type: ignore[untyped-decorator]
    def maps(self, picture: Tensor) -> Maps:
        """Of a picture, ``(3, height, width)``: red, green, blue, 0…1."""
        height, width = picture.shape[1:]
        bottom, right = -height % MULTIPLE, -width % MULTIPLE
        grey = functional.pad(picture[None], (0, right, 0, bottom), mode="replicate")
        grey = functional.instance_norm(grey.mean(1, keepdim=True), eps=STABLE)
        described = self._described(grey)
        size = grey.shape[2:]
        relied = torch.sigmoid(self._last(self._layers(described, "heatmap_head", 2)))
        relied = functional.interpolate(relied, size=size, mode="bilinear")
        scores = (self._standing_out(grey) * relied)[0, 0, :height, :width]
        return Maps(functional.normalize(described, dim=1), scores, (size[0], size[1]))

    @torch.inference_mode()  # type: ignore[untyped-decorator]
    def places(self, maps: Maps) -> tuple[Tensor, Tensor]:
        """The places that stand out, ``(n, 2)`` as x and y in pixels, and their scores ``(n,)``; best first."""
        scores = maps.scores
        highest = functional.max_pool2d(scores[None, None], 2 * RADIUS + 1, 1, RADIUS)[0, 0]
        down, across = torch.nonzero((scores == highest) & (scores > 0), as_tuple=True)
        values = scores[down, across]
        order = torch.argsort(values, descending=True, stable=True)
        return torch.stack([across, down], 1)[order].float(), values[order]

    @torch.inference_mode()  # type: ignore[untyped-decorator]
    def describe(self, maps: Maps, points: Tensor) -> Tensor:
        """The descriptors of places ``(n, 2)``: ``(n, 64)``, of length 1."""
        height, width = maps.padded
        grid = (2 * points / torch.tensor([width - 1, height - 1]) - 1)[None, None]
        sampled = functional.grid_sample(maps.described, grid, mode="bicubic", align_corners=False)
        return functional.normalize(sampled[0, :, 0].T, dim=1)

    def _described(self, grey: Tensor) -> Tensor:
        beside = functional.avg_pool2d(grey, 4, 4)
        beside = functional.conv2d(
            beside, self._weights["skip1.1.weight"], self._weights["skip1.1.bias"]
        )
        second = self._layers(self._layers(grey, "block1", 4) + beside, "block2", 2)
        third = self._layers(second, "block3", 3)
        fourth = self._layers(third, "block4", 3)
        fifth = self._layers(fourth, "block5", 4)
        size = third.shape[2:]
        coarse = [
            functional.interpolate(each, size=size, mode="bilinear") for each in (fourth, fifth)
        ]
        fused = self._layers(third + coarse[0] + coarse[1], "block_fusion", 2)
        return functional.conv2d(
            fused, self._weights["block_fusion.2.weight"], self._weights["block_fusion.2.bias"]
        )

    def _standing_out(self, grey: Tensor) -> Tensor:
        """``(1, 1, height, width)``: of each square the share of each pixel; the 65th stands for none. Faint ones are 0."""
        squares = functional.pixel_unshuffle(grey, CELL)
        head = self._layers(squares, "keypoint_head", 3)
        logits = functional.conv2d(
            head, self._weights["keypoint_head.3.weight"], self._weights["keypoint_head.3.bias"]
        )
        shares = torch.softmax(logits, 1)[:, : CELL * CELL]
        found = functional.pixel_shuffle(shares, CELL)
        return torch.where(found > FAINTEST, found, 0.0)

    def _last(self, values: Tensor) -> Tensor:
        kernel, bias = (self._weights[f"heatmap_head.2.{part}"] for part in ("weight", "bias"))
        return functional.conv2d(values, kernel, bias)

    def _layers(self, values: Tensor, block: str, count: int) -> Tensor:
        """Convolutions, each normalised and cut off below 0."""
        for number in range(count):
            name = f"{block}.{number}"
            kernel = self._weights[f"{name}.layer.0.weight"]
            mean, variance = (
                self._weights[f"{name}.layer.1.running_{part}"] for part in ("mean", "var")
            )
            values = functional.conv2d(
                values, kernel, stride=2 if name in _HALVING else 1, padding=kernel.shape[2] // 2
            )
            values = functional.batch_norm(values, mean, variance, eps=STABLE)
            values = torch.relu(values)
        return values
