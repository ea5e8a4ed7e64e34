"""What does a leopard's thicket look like? Stems, leaves out of focus, dry ground with stones."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from houston.demo.drawing.noise import Chance, Field, Shape, cloudy, mix, step
from houston.demo.drawing.puppet import Colour, Light
from houston.demo.drawing.scenery import plants
from houston.demo.drawing.scenery.scene import Scene, as_image, enlarged, half

THICKETS: tuple[tuple[Colour, Colour, Colour], ...] = (
    ((74, 92, 52), (152, 124, 84), (1.0, 1.0, 0.94)),
    ((106, 104, 64), (172, 142, 98), (1.05, 0.98, 0.86)),
    ((52, 74, 50), (116, 98, 72), (0.92, 0.98, 0.98)),
    ((128, 112, 70), (178, 138, 96), (1.06, 0.95, 0.82)),
)
"""Leaves, ground, and the light's tint."""


def paint(chance: Chance, shape: Shape) -> Scene:
    """A thicket, another one at every call."""
    height, width = shape
    small = half(shape)
    leaves, ground, tint = THICKETS[chance.integers(len(THICKETS))]
    floor = small[0] * float(chance.uniform(0.55, 0.68))
    image = _far(chance, small, leaves)
    draw = ImageDraw.Draw(image)
    for _ in range(int(chance.integers(5, 12))):
        _stem(draw, chance, chance.uniform(0, small[1]), floor + 15, leaves)
    for _ in range(int(chance.integers(6, 14))):
        x, size = chance.uniform(0, small[1]), small[0] * chance.uniform(0.06, 0.2)
        plants.bush(draw, chance, x, floor + 10, size, leaves)
    image = image.filter(ImageFilter.GaussianBlur(chance.uniform(1.8, 3.4)))
    image = as_image(_floor(chance, np.asarray(image, np.float32), floor, ground))
    _stones(chance, image, floor, ground)
    near = Image.new("RGBA", (width, height))
    tall = height * chance.uniform(0.04, 0.14)
    plants.grass(near, chance, (height * 0.88, height * 1.05), (tall * 0.4, tall), 130, ground)
    if chance.random() < 0.4:
        _twig(chance, near, leaves)
    side = -1.0 if chance.random() < 0.5 else 1.0
    light = Light((side * chance.uniform(0.1, 0.5), -0.8), chance.uniform(0.6, 1.1))
    return Scene(enlarged(image, shape), near, (height * 0.8, height * 0.93), light, tint, leaves)


def _far(chance: Chance, shape: Shape, leaves: Colour) -> Image.Image:
    """Leaves far behind, where the lens turns every gap into a disc of light."""
    picture = np.empty((*shape, 3), np.float32)
    picture[:] = leaves
    picture += (cloudy(chance, shape, 60) * 16)[..., None]
    image = as_image(picture)
    discs = Image.new("RGBA", image.size)
    draw = ImageDraw.Draw(discs)
    for _ in range(int(chance.integers(60, 190))):
        x, y = chance.uniform(0, shape[1]), abs(chance.normal(0, 0.3)) * shape[0]
        size = chance.uniform(4, 15)
        colour = plants.tinted(plants.tuple_scaled(leaves, chance.uniform(1.1, 1.9)), chance, 0.1)
        draw.ellipse((x - size, y - size, x + size, y + size), fill=(*colour, 110))
    image.paste(discs, (0, 0), discs)
    return image


def _floor(chance: Chance, picture: Field, floor: float, ground: Colour) -> Field:
    shape = picture.shape[0], picture.shape[1]
    ys = np.arange(shape[0], dtype=np.float32)[:, None] + cloudy(chance, shape, 30) * 3
    litter = cloudy(chance, shape, 35, stretch=3) * 9 + cloudy(chance, shape, 5, octaves=2) * 12
    soil = np.asarray(ground, np.float32) + litter[..., None]
    dapple = step(cloudy(chance, shape, 45, stretch=2), 0.5, 0.9)
    return mix(picture, soil * (0.82 + 0.36 * dapple[..., None]), step(ys, floor, 5))


def _stem(draw: ImageDraw.ImageDraw, chance: Chance, x: float, foot: float, leaves: Colour) -> None:
    width = chance.uniform(4, 21)
    lean = chance.normal(0, 30)
    bark = plants.tinted((92.0, 78.0, 62.0), chance, 0.25)
    draw.polygon(
        [
            (x - width, foot),
            (x - width * 0.6 + lean, 0),
            (x + width * 0.6 + lean, 0),
            (x + width, foot),
        ],
        fill=bark,
    )


def _stones(chance: Chance, image: Image.Image, floor: float, ground: Colour) -> None:
    draw = ImageDraw.Draw(image)
    for y in sorted(chance.uniform(floor + 10, image.height, int(chance.integers(3, 14)))):
        x, size = chance.uniform(0, image.width), chance.uniform(0.08, 0.22) * (y - floor + 20)
        dark = plants.tinted(plants.tuple_scaled(ground, 0.62), chance, 0.08)
        lit = plants.tinted(plants.tuple_scaled(ground, 0.98), chance, 0.08)
        draw.ellipse((x - size, y - size * 0.5, x + size, y + size * 0.4), fill=dark)
        draw.ellipse((x - size * 0.9, y - size * 0.5, x + size * 0.8, y + size * 0.1), fill=lit)


def _twig(chance: Chance, near: Image.Image, leaves: Colour) -> None:
    """A branch with leaves that hangs into the picture, close and out of focus."""
    layer = Image.new("RGBA", near.size)
    draw = ImageDraw.Draw(layer)
    left = chance.random() < 0.5
    for _ in range(60):
        along = chance.uniform(0, 0.3)
        x = near.width * (along if left else 1 - along)
        y = near.height * (0.05 + along * chance.uniform(0.1, 1.0))
        size = chance.uniform(12, 30)
        draw.ellipse(
            (x - size, y - size * 0.5, x + size, y + size * 0.5),
            fill=(*plants.tinted(leaves, chance, 0.14), 235),
        )
    near.alpha_composite(layer.filter(ImageFilter.GaussianBlur(3)))
