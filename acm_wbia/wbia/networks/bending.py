"""How does a filter follow a surface that bends away?

Deformable convolution (Dai et al., 2017): each tap of the filter is moved by an offset that the picture itself gives.
"""

import torch
from torch import Tensor
from torch.nn import functional

FARTHEST = 0.25
"""Of the longer side: farther away a tap never looks."""


def bent_convolution(values: Tensor, offsets: Tensor, kernel: Tensor, bias: Tensor) -> Tensor:
    """A 3 × 3 convolution of ``(1, c, height, width)`` with taps moved by ``(1, 18, height, width)``.

    Offsets are down and across in pixels, tap by tap; beyond the edges everything is 0. ``kernel`` is
    ``(out, c, 3, 3)``. Returns ``(1, out, height, width)``.
    """
    height, width = values.shape[2:]
    farthest = FARTHEST * max(height, width)
    moved = offsets[0].clamp(-farthest, farthest).unflatten(0, (9, 2))
    step = torch.arange(3) - 1
    taps = torch.stack(torch.meshgrid(step, step, indexing="ij"), -1).reshape(9, 2, 1, 1)
    rows, columns = torch.arange(height), torch.arange(width)
    pixels = torch.stack(torch.meshgrid(rows, columns, indexing="ij"))
    down, across = (moved + taps + pixels).unbind(1)
    last = torch.tensor([max(width - 1, 1), max(height - 1, 1)])
    grid = 2 * torch.stack([across, down], -1).flatten(1, 2) / last - 1
    sampled = functional.grid_sample(values, grid[None], align_corners=True)[0]  # c, 9, pixels
    flat = kernel.flatten(1) @ sampled.flatten(0, 1) + bias[:, None]
    return flat.reshape(1, -1, height, width)
