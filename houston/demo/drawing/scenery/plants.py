"""What grows there? Trees with flat crowns, bushes, and grass in front of everything."""

import math

from PIL import Image, ImageDraw

from houston.demo.drawing.noise import Chance
from houston.demo.drawing.puppet import Colour


def tinted(colour: Colour, chance: Chance, spread: float) -> tuple[int, int, int]:
    """The colour, a little lighter or darker by chance."""
    factor = float(chance.normal(1.0, spread))
    red, green, blue = (max(0, min(255, round(part * factor))) for part in colour)
    return red, green, blue


def acacia(
    draw: ImageDraw.ImageDraw, chance: Chance, x: float, foot: float, height: float, colour: Colour
) -> None:
    """An umbrella thorn: a forked stem under flat layers of leaves."""
    bark = tuple(round(part * 0.6) for part in colour)
    width = max(2, round(height * 0.035))
    fork = foot - height * 0.45
    draw.line([(x, foot), (x + height * 0.03, fork)], fill=bark, width=width)
    for lean in (-0.34, -0.1, 0.16, 0.38):
        tip = (x + height * lean, foot - height * 0.84)
        draw.line([(x + height * 0.03, fork), tip], fill=bark, width=max(1, width // 2))
    for _ in range(46):
        across, up = chance.normal(0, 0.27), chance.normal(0, 0.05)
        middle_x, middle_y = x + height * across, foot - height * (0.88 + up - abs(across) * 0.12)
        radius = height * chance.uniform(0.07, 0.14)
        box = (
            middle_x - radius,
            middle_y - radius * 0.42,
            middle_x + radius,
            middle_y + radius * 0.42,
        )
        draw.ellipse(box, fill=tinted(colour, chance, 0.12))


def bush(
    draw: ImageDraw.ImageDraw, chance: Chance, x: float, foot: float, size: float, colour: Colour
) -> None:
    """A round bush of many leaves, darker below."""
    for _ in range(150):
        angle, out = chance.uniform(0, math.pi), abs(chance.normal(0, 0.45))
        middle_x = x + size * out * math.cos(angle)
        middle_y = foot - size * 0.8 * min(1.0, out) * math.sin(angle)
        radius = size * chance.uniform(0.05, 0.13)
        low = max(0.0, 1 - (foot - middle_y) / size)
        shade = tinted(tuple_scaled(colour, 1.1 - 0.45 * low), chance, 0.12)
        draw.ellipse(
            (
                middle_x - radius,
                middle_y - radius * 0.7,
                middle_x + radius,
                middle_y + radius * 0.7,
            ),
            fill=shade,
        )


def grass(
    image: Image.Image,
    chance: Chance,
    foot: tuple[float, float],
    height: tuple[float, float],
    count: int,
    colour: Colour,
) -> None:
    """Tufts of blades across the picture, standing between two heights of it."""
    draw = ImageDraw.Draw(image)
    for y in sorted(chance.uniform(*foot, count)):
        x = chance.uniform(-20, image.width + 20)
        tall = chance.uniform(*height)
        for _ in range(int(chance.integers(3, 8))):
            lean, bow = chance.normal(0, 0.26), chance.normal(0, 0.12)
            length = tall * chance.uniform(0.5, 1.1)
            base = x + chance.normal(0, 6)
            middle = (base + lean * length * 0.45, y - length * 0.55)
            tip = (base + (lean + bow) * length, y - length)
            thick = max(1.2, length * 0.022)
            shade = (*tinted(colour, chance, 0.16), 255)
            draw.polygon(
                [(base - thick, y), middle, tip, (middle[0] + thick, middle[1]), (base + thick, y)],
                fill=shade,
            )


def tuple_scaled(colour: Colour, factor: float) -> Colour:
    """The colour made lighter or darker."""
    return colour[0] * factor, colour[1] * factor, colour[2] * factor
