"""What does a plains zebra wear? Upright stripes on the barrel, lying ones on rump and legs."""

import numpy as np

from houston.demo.drawing.noise import Chance, Field, Shape, banded, cloudy, mix, smooth, step

WHITE = (238.0, 232.0, 220.0)
BLACK = (34.0, 28.0, 26.0)
SHADOW_STRIPE = (196.0, 172.0, 140.0)


def paint(chance: Chance, shape: Shape) -> Field:
    """A coat; the head is at the left."""
    height, width = shape
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    wander = smooth(chance, shape, 160) * 22
    rump = step(xs + wander + (ys - height * 0.45) * 0.45, width * 0.66, width * 0.16)
    low = step(ys + wander * 0.5, height * 0.66, height * 0.1)
    upright = banded(chance, shape, 46, 0.06, 0.2)
    leaning = banded(chance, shape, 58, 0.95, 0.22)
    lying = banded(chance, shape, 30, np.pi / 2, 0.22)
    pattern = upright * (1 - rump) + leaning * rump
    pattern = pattern * (1 - low) + lying * low
    coat = np.empty((*shape, 3), np.float32)
    coat[:] = WHITE
    coat += (cloudy(chance, shape, 60) * 5)[..., None]
    faint = rump * (1 - low)
    coat = mix(coat, SHADOW_STRIPE, step(-pattern, 0.95, 0.4) * faint * 0.8)
    return mix(coat, BLACK, step(pattern, 0.0, 0.28))
