"""What is in this picture, as one row of numbers? EfficientNet-Lite0 (Tan and Le, 2019; without squeeze and excitation).

A stem, sixteen blocks that widen, look around by depth and narrow again, and a head whose mean over the picture is the
answer. Built from the weights alone, with each normalisation taken into the convolution before it.
"""

from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from acm_wbia.wbia.networks import weights
from acm_wbia.wbia.networks.weights import Weights, WrongWeights

HALVED_BY = frozenset({1, 3, 5, 11})
"""Blocks that halve the resolution, as the stem does."""

BLOCKS = 16
STABLE = 1e-3
"""Added to variances; the authors' number."""

HIGHEST = 6.0

_SAMPLE = {"_conv_stem.weight": (32, 3, 3, 3), "_conv_head.weight": (1280, 320, 1, 1)}


class EfficientNetLite:
    """The network with its weights; safe to share between threads."""

    def __init__(self, loaded: Weights, device: torch.device) -> None:
        self._folded = {name: (k.to(device), b.to(device)) for name, (k, b) in _folded(loaded)}

    @classmethod
    def load(cls, path: Path, device: torch.device) -> "EfficientNetLite":
        """From ``efficientnet-lite0.pth``; raises ``WrongWeights``."""
        return cls(weights.read(path, _SAMPLE), device)

    def __call__(self, pictures: Tensor) -> Tensor:
        """``(n, 1280)`` of pictures ``(n, 3, height, width)``."""
        values = self._convolved(pictures, "_conv_stem", 2).clamp(0, HIGHEST)
        for number in range(BLOCKS):
            values = self._block(values, f"_blocks.{number}", 2 if number in HALVED_BY else 1)
        return self._convolved(values, "_conv_head").clamp(0, HIGHEST).mean(dim=(2, 3))

    def _block(self, values: Tensor, block: str, stride: int) -> Tensor:
        inner = values
        if f"{block}._expand_conv" in self._folded:
            inner = self._convolved(inner, f"{block}._expand_conv").clamp(0, HIGHEST)
        inner = self._convolved(inner, f"{block}._depthwise_conv", stride).clamp(0, HIGHEST)
        inner = self._convolved(inner, f"{block}._project_conv")
        return inner + values if inner.shape == values.shape else inner

    def _convolved(self, values: Tensor, name: str, stride: int = 1) -> Tensor:
        """With as much border as keeps the size, or halves it: the odd pixel lies right and below."""
        kernel, bias = self._folded[name]
        size = kernel.shape[2]
        across, down = (
            max((-(-side // stride) - 1) * stride + size - side, 0)
            for side in (values.shape[3], values.shape[2])
        )
        border = (across // 2, across - across // 2, down // 2, down - down // 2)
        groups = values.shape[1] // kernel.shape[1]
        padded = functional.pad(values, border)
        return functional.conv2d(padded, kernel, bias, stride=stride, groups=groups)


def _folded(loaded: Weights) -> list[tuple[str, tuple[Tensor, Tensor]]]:
    found = [_one(loaded, "_conv_stem", "_bn0"), _one(loaded, "_conv_head", "_bn1")]
    for number in range(BLOCKS):
        block = f"_blocks.{number}"
        if number:
            found.append(_one(loaded, f"{block}._expand_conv", f"{block}._bn0"))
        found.append(_one(loaded, f"{block}._depthwise_conv", f"{block}._bn1"))
        found.append(_one(loaded, f"{block}._project_conv", f"{block}._bn2"))
    return found


def _one(loaded: Weights, name: str, norm: str) -> tuple[str, tuple[Tensor, Tensor]]:
    """Kernel and bias of a convolution with the normalisation that follows it."""
    try:
        kernel = loaded[f"{name}.weight"]
        mean, variance, scale, shift = (
            loaded[f"{norm}.{part}"] for part in ("running_mean", "running_var", "weight", "bias")
        )
    except KeyError as error:
        raise WrongWeights(f"The weights lack {error.args[0]}.") from error
    factor = scale / torch.sqrt(variance + STABLE)
    return name, (kernel * factor[:, None, None, None], shift - mean * factor)
