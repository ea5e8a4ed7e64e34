"""What does a whale shark wear? Pale spots in rows on slate blue, with faint bars between, and a white belly."""

import numpy as np

from houston.demo.drawing.noise import Chance, Field, Shape, cells, cloudy, mix, smooth, step

SLATE = (62.0, 88.0, 108.0)
DEEP = (40.0, 60.0, 80.0)
SPOT = (214.0, 226.0, 226.0)
BELLY = (222.0, 230.0, 230.0)


def paint(chance: Chance, shape: Shape) -> Field:
    """A coat; the head, with its small crowded spots, is at the left."""
    height, width = shape
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    coat = np.empty((*shape, 3), np.float32)
    coat[:] = SLATE
    coat = mix(coat, DEEP, step(cloudy(chance, shape, 150), 0.2, 2.0) * 0.6)
    bars = np.cos((xs + smooth(chance, shape, 120) * 9) * (2 * np.pi / 58))
    coat = mix(coat, SPOT, step(bars, 0.93, 0.1) * 0.22)
    large, small = _spots(chance, shape, 44, 4.5, 10.5), _spots(chance, shape, 25, 2.6, 5.2)
    head = 1 - step(xs, width * 0.3, width * 0.05)
    coat = mix(coat, SPOT, (small * head + large * (1 - head)) * 0.92)
    belly = step(ys + smooth(chance, shape, 70) * 4, height * 0.585, 16)
    return mix(coat, BELLY, belly * (1 - step(xs, width * 0.82, width * 0.06)))


def _spots(chance: Chance, shape: Shape, size: float, least: float, most: float) -> Field:
    scattered = cells(chance, shape, size, 0.62, warp=2)
    radius = chance.uniform(least, most, scattered.count).astype(np.float32)[scattered.number]
    return step(radius - scattered.nearest, 0, 2.6)
