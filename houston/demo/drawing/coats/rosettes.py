"""What does a leopard wear? Broken rings on the flank, solid spots on head, belly and legs."""

import numpy as np

from houston.demo.drawing.noise import Chance, Field, Shape, cells, cloudy, mix, smooth, step

GOLD = (214.0, 164.0, 92.0)
CREAM = (240.0, 226.0, 198.0)
HEART = (184.0, 124.0, 62.0)
BLACK = (32.0, 24.0, 20.0)


def paint(chance: Chance, shape: Shape) -> Field:
    """A coat; the head is at the left, the belly turns to cream."""
    height, width = shape
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    coat = np.empty((*shape, 3), np.float32)
    coat[:] = GOLD
    coat += (cloudy(chance, shape, 90) * 8)[..., None]
    coat = mix(coat, CREAM, step(ys + smooth(chance, shape, 90) * 10, height * 0.66, height * 0.2))
    flank = step(xs, width * 0.27, 12) * (1 - step(ys, height * 0.6, 14))
    heart, ring = _rings(chance, shape)
    coat = mix(coat, HEART, heart * flank * 0.7)
    coat = mix(coat, BLACK, ring * flank)
    return mix(coat, BLACK, _spots(chance, shape) * (1 - flank))


def _rings(chance: Chance, shape: Shape) -> tuple[Field, Field]:
    """The dark hearts, and the broken rings around them."""
    scattered = cells(chance, shape, 50, 0.62, warp=4)
    radius = chance.uniform(13, 18, scattered.count).astype(np.float32)[scattered.number]
    turn = chance.uniform(0, 2 * np.pi, scattered.count).astype(np.float32)[scattered.number]
    lobes = chance.integers(2, 4, scattered.count).astype(np.float32)[scattered.number]
    uneven = smooth(chance, shape, 16) * 1.6
    angle = np.arctan2(scattered.down, scattered.right)
    broken = np.cos(angle * lobes + turn)
    from_ring = np.abs(scattered.nearest + uneven - radius)
    ring = step(-from_ring, -4.6, 2.4) * step(broken, -0.62, 0.4)
    return step(radius - scattered.nearest, 1.0, 4.0), ring


def _spots(chance: Chance, shape: Shape) -> Field:
    scattered = cells(chance, shape, 27, 0.75, warp=3)
    radius = chance.uniform(4.0, 8.5, scattered.count).astype(np.float32)[scattered.number]
    return step(radius - scattered.nearest - smooth(chance, shape, 9), 0, 2.4)
