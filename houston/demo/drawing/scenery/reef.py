"""What does open water over a reef look like? Blue that deepens, rays from above, drifting specks."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from houston.demo.drawing.noise import Chance, Field, Shape, cloudy, mix, smooth, step
from houston.demo.drawing.puppet import Colour, Light
from houston.demo.drawing.scenery import plants
from houston.demo.drawing.scenery.scene import Scene, as_image, enlarged, half

WATERS: tuple[tuple[Colour, Colour], ...] = (
    ((118, 190, 214), (14, 58, 96)),
    ((96, 176, 186), (16, 70, 84)),
    ((86, 150, 206), (10, 40, 88)),
    ((140, 196, 190), (36, 92, 96)),
)
"""Near the surface, and deep below."""


def paint(chance: Chance, shape: Shape) -> Scene:
    """A piece of the sea, another one at every call."""
    height, width = shape
    above, below = WATERS[chance.integers(len(WATERS))]
    small = half(shape)
    down = np.linspace(0, 1, small[0], dtype=np.float32)[:, None, None] ** 0.8
    high, deep = np.asarray(above, np.float32), np.asarray(below, np.float32)
    picture = np.broadcast_to(high + (deep - high) * down, (*small, 3)).copy()
    picture += (cloudy(chance, small, 120, octaves=3) * 6)[..., None]
    picture = _rays(chance, picture)
    if chance.random() < 0.5:
        picture = _bottom(chance, picture, below)
    near = Image.new("RGBA", (width, height))
    _specks(chance, near)
    if chance.random() < 0.5:
        _fish(chance, near)
    light = Light((chance.uniform(-0.3, 0.3), -1.0), chance.uniform(0.9, 1.4))
    tint = (0.82, 0.98, 1.04)
    haze = ((high + deep) / 2).tolist()
    ground = (height * 0.62, height * 0.8)
    strength = chance.uniform(0.1, 0.26)
    return Scene(
        enlarged(as_image(picture), shape),
        near,
        ground,
        light,
        tint,
        (haze[0], haze[1], haze[2]),
        strength,
        0.0,
    )


def _rays(chance: Chance, picture: Field) -> Field:
    height, width = picture.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    fan = smooth(chance, (1, 2000), 5, 3.2)[0]
    slope = chance.uniform(-0.35, 0.35)
    position = np.clip((xs + ys * slope + ys * (xs / width - 0.5) * 0.5) + 500, 0, 1999)
    strength = np.clip(fan[position.astype(np.int32)], 0, 2) * np.clip(
        1 - ys / (height * 0.8), 0, 1
    )
    return mix(picture, (226.0, 244.0, 246.0), (strength * 0.2).astype(np.float32))


def _bottom(chance: Chance, picture: Field, below: Colour) -> Field:
    shape = picture.shape[0], picture.shape[1]
    ys = np.arange(shape[0], dtype=np.float32)[:, None]
    tops = smooth(chance, (1, shape[1]), 5, 12)[0] * 8 + shape[0] * chance.uniform(0.86, 0.95)
    sand = np.asarray(below, np.float32) * 1.5 + np.asarray((34.0, 34.0, 20.0), np.float32)
    rough = sand + (cloudy(chance, shape, 17, stretch=2) * 13)[..., None]
    return mix(picture, rough, step(ys - tops[None, :], 0, 13) * 0.85)


def _specks(chance: Chance, near: Image.Image) -> None:
    draw = ImageDraw.Draw(near)
    for _ in range(int(chance.integers(60, 260))):
        x, y = chance.uniform(0, near.width), chance.uniform(0, near.height)
        size = chance.uniform(0.6, 2.4)
        draw.ellipse(
            (x - size, y - size, x + size, y + size),
            fill=(225, 238, 236, int(chance.integers(50, 150))),
        )


def _fish(chance: Chance, near: Image.Image) -> None:
    """A few small jacks that swim along, as they do."""
    layer = Image.new("RGBA", near.size)
    draw = ImageDraw.Draw(layer)
    x0, y0 = chance.uniform(0.1, 0.9) * near.width, chance.uniform(0.1, 0.9) * near.height
    for _ in range(int(chance.integers(4, 16))):
        x, y = x0 + chance.normal(0, 150), y0 + chance.normal(0, 60)
        size = chance.uniform(9, 18)
        colour = (*plants.tinted((150.0, 172.0, 172.0), chance, 0.15), 255)
        draw.ellipse((x - size, y - size * 0.34, x + size, y + size * 0.34), fill=colour)
        draw.polygon(
            [
                (x + size * 0.8, y),
                (x + size * 1.5, y - size * 0.4),
                (x + size * 1.5, y + size * 0.4),
            ],
            fill=colour,
        )
    near.alpha_composite(layer.filter(ImageFilter.GaussianBlur(1.2)))
