"""Which places of a map of scores stand out, to a fraction of a pixel?"""

import torch
from torch import Tensor
from torch.nn import functional

RADIUS = 2
"""A place is kept where it is the best of its neighbourhood of 5 × 5 pixels."""

SHARPNESS = 0.1
"""Temperature of the weighted mean that moves a place between pixels."""


def standing_out(scores: Tensor) -> tuple[Tensor, Tensor]:
    """Of ``(height, width)``: the places ``(n, 2)`` as x and y in pixels, their scores ``(n,)``; best first."""
    down, across = torch.nonzero(_peaks(scores), as_tuple=True)
    values = scores[down, across]
    order = torch.argsort(values, descending=True, stable=True)
    down, across = down[order], across[order]
    return _between_pixels(scores, down, across), values[order]


def _peaks(scores: Tensor) -> Tensor:
    """Where a score is the best around it, or the best of what such a one leaves; nothing along the edges."""
    peaks = scores == _highest(scores)
    for _ in range(2):
        taken = _highest(peaks.float()) > 0
        rest = torch.where(taken, 0.0, scores)
        peaks = peaks | ((rest == _highest(rest)) & ~taken)
    inside = torch.zeros_like(peaks)
    inside[RADIUS:-RADIUS, RADIUS:-RADIUS] = True
    return peaks & inside


def _highest(values: Tensor) -> Tensor:
    return functional.max_pool2d(values[None, None], 2 * RADIUS + 1, 1, RADIUS)[0, 0]


def _between_pixels(scores: Tensor, down: Tensor, across: Tensor) -> Tensor:
    """The places moved to the centre of the scores around them."""
    step = torch.arange(-RADIUS, RADIUS + 1)
    rows, columns = (down[:, None] + step)[:, :, None], (across[:, None] + step)[:, None]
    around = torch.softmax(scores[rows, columns].flatten(1) / SHARPNESS, 1)
    around = around.unflatten(1, (2 * RADIUS + 1, -1))
    x = across + (around.sum(1) * step).sum(1)
    y = down + (around.sum(2) * step).sum(1)
    return torch.stack([x, y], 1)
