"""What does a reticulated giraffe wear? Large liver-brown plates with a net of thin pale lines."""

import numpy as np

from houston.demo.drawing.noise import Chance, Field, Shape, cells, cloudy, mix, step

NET = (232.0, 214.0, 180.0)
PLATE = (150.0, 84.0, 40.0)


def paint(chance: Chance, shape: Shape) -> Field:
    """A coat; plates are smaller on the neck (left, above) and pale towards the hooves."""
    height, width = shape
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    large = cells(chance, shape, 64, 0.85, warp=5)
    small = cells(chance, shape, 46, 0.85, warp=4)
    fine = step(-xs, -width * 0.36, 10)
    border = np.where(fine > 0.5, small.second - small.nearest, large.second - large.nearest)
    number = np.where(fine > 0.5, small.number + large.count, large.number)
    tones = chance.normal(1.0, 0.13, large.count + small.count).astype(np.float32)
    tone = tones[number][..., None]
    plate = np.asarray(PLATE, np.float32) * tone
    plate = plate + (cloudy(chance, shape, 26) * 9)[..., None]
    coat = np.empty((*shape, 3), np.float32)
    coat[:] = NET
    coat += (cloudy(chance, shape, 70) * 5)[..., None]
    pale = 1 - 0.85 * step(ys, height * 0.79, height * 0.12)
    return mix(coat, plate, step(border, 7.5, 4.0) * pale)
