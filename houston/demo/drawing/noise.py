"""Where does chance come in? Fields of smooth noise, and points that are scattered but never crowded.

All fields are float32, of the shape asked for, and the same for the same generator.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Field = NDArray[np.float32]
Chance = np.random.Generator
Shape = tuple[int, int]
"""Height and width in pixels."""


def smooth(chance: Chance, shape: Shape, scale: float, stretch: float = 1.0) -> Field:
    """Soft blobs about ``scale`` pixels high, ``stretch`` times as wide; mean 0, deviation about 1."""
    height, width = shape
    cells = (max(2, round(height / scale) + 2), max(2, round(width / scale / stretch) + 2))
    coarse = chance.standard_normal(cells, dtype=np.float32)
    image = Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)
    field: Field = np.asarray(image, dtype=np.float32) * np.float32(1.3)
    return field


def cloudy(
    chance: Chance, shape: Shape, scale: float, octaves: int = 4, stretch: float = 1.0
) -> Field:
    """Noise with detail at every size from ``scale`` pixels down, mean 0, deviation about 1."""
    total = np.zeros(shape, dtype=np.float32)
    weight = 1.0
    for octave in range(octaves):
        total += np.float32(weight) * smooth(chance, shape, max(2.0, scale / 2**octave), stretch)
        weight *= 0.55
    result: Field = total / np.float32(1.2)
    return result


def banded(chance: Chance, shape: Shape, period: float, angle: float, spread: float) -> Field:
    """Noise that runs in bands of about ``period`` pixels, which fork and end as a zebra's stripes do.

    ``angle`` (radians) is the direction across the bands; ``spread`` (radians) how far they stray
    from it: 0.1 gives ruled lines, 1 gives a brain coral. Deviation about 1.
    """
    height, width = shape
    white = np.fft.rfft2(chance.standard_normal(shape, dtype=np.float32))
    vertical = np.fft.fftfreq(height)[:, None]
    horizontal = np.fft.rfftfreq(width)[None, :]
    radius = np.hypot(vertical, horizontal) + 1e-9
    direction = np.arctan2(vertical, horizontal) - angle
    off = np.abs((direction + np.pi / 2) % np.pi - np.pi / 2)
    ring = np.exp(-((np.log(radius * period) / 0.16) ** 2))
    field = np.fft.irfft2(white * ring * np.exp(-((off / spread) ** 2)), s=shape)
    return np.asarray(field / (field.std() + 1e-12), np.float32)


@dataclass(frozen=True)
class Cells:
    """For every pixel, the scattered points around it, as seen from the pixel."""

    nearest: Field
    """Distance to the nearest point, in pixels."""
    second: Field
    """Distance to the second nearest."""
    down: Field
    """How far below the pixel the nearest point is, in pixels."""
    right: Field
    """How far to the right."""
    number: NDArray[np.int32]
    """Which point is the nearest: an index into ``count`` points."""
    count: int


def cells(chance: Chance, shape: Shape, size: float, disorder: float, warp: float = 0.0) -> Cells:
    """Points on a jittered grid of ``size`` pixels; ``disorder`` 0 is a chessboard, 1 is chaos.

    ``warp`` bends the space by so many pixels, which makes borders uneven.
    """
    height, width = shape
    rows, columns = int(height / size) + 4, int(width / size) + 4
    jitter = (chance.random((2, rows * columns), dtype=np.float32) - 0.5) * np.float32(disorder)
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    if warp:
        ys += smooth(chance, shape, size * 0.8) * np.float32(warp)
        xs += smooth(chance, shape, size * 0.8) * np.float32(warp)
    ys, xs = ys / np.float32(size) + 1, xs / np.float32(size) + 1
    row = np.clip(ys.astype(np.int32), 1, rows - 2)
    column = np.clip(xs.astype(np.int32), 1, columns - 2)
    home = row * columns + column
    ys, xs = row + np.float32(0.5) - ys, column + np.float32(0.5) - xs
    nearest, second = np.full(shape, 99, np.float32), np.full(shape, 99, np.float32)
    down, right = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    number = np.zeros(shape, np.int32)
    for step_down in (-1, 0, 1):
        for step_right in (-1, 0, 1):
            point = home + (step_down * columns + step_right)
            below = ys + (jitter[0].take(point) + np.float32(step_down))
            beside = xs + (jitter[1].take(point) + np.float32(step_right))
            distance = below * below + beside * beside
            closer = distance < nearest
            np.minimum(second, np.maximum(distance, nearest), out=second)
            np.minimum(nearest, distance, out=nearest)
            np.copyto(down, below, where=closer)
            np.copyto(right, beside, where=closer)
            np.copyto(number, point, where=closer)
    nearest, second = np.sqrt(nearest) * np.float32(size), np.sqrt(second) * np.float32(size)
    return Cells(nearest, second, down * size, right * size, number, rows * columns)


def step(field: Field, edge: float, softness: float) -> Field:
    """0 well below ``edge``, 1 well above, a soft border of ``softness`` between."""
    ramp = (field - np.float32(edge)) / np.float32(softness) + np.float32(0.5)
    np.clip(ramp, 0, 1, out=ramp)
    stepped: Field = ramp * ramp * (np.float32(3) - np.float32(2) * ramp)
    return stepped


def mix(
    below: Field, above: Field | tuple[float, float, float], weight: NDArray[np.floating[Any]]
) -> Field:
    """``below`` where ``weight`` is 0 and ``above`` where it is 1; images are (height, width, 3)."""
    mixed = np.asarray(above, dtype=np.float32) - below
    mixed *= weight[..., None].astype(np.float32)
    mixed += below
    return mixed
