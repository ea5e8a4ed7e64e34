"""How is an animal put together so that it can move? Like a puppet cut from card, limb by limb.

A body is drawn facing left on a canvas of its own. Each part is an outline on that canvas; it is
cut out of the coat, shaded as if it were round, turned about its joint, and laid over the others.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from houston.demo.drawing.noise import Chance, Field

Point = tuple[float, float]
Colour = tuple[float, float, float]

FINENESS = 2
"""Masks are drawn this much larger and then reduced, for smooth edges."""

STEPS = 8
"""Straight pieces between two points of an outline."""


@dataclass(frozen=True)
class Part:
    """One piece of the puppet."""

    name: str
    outline: tuple[Point, ...]
    joint: Point = (0.0, 0.0)
    """The point that stays where it is when the part turns."""
    colour: Colour | None = None
    """Of one colour instead of cut out of the coat."""
    shift: Point = (0.0, 0.0)
    """Drawn here, yet cut out of the coat where the outline says: for the legs of the far side."""
    brightness: float = 1.0
    sharp: bool = False
    """The outline's points are corners."""
    melt: tuple[Point, Point] | None = None
    """From the first point, where it has melted into what is below, to the second, where it is whole."""


@dataclass(frozen=True)
class Dab:
    """A soft-edged ellipse of colour on the coat: a muzzle, an eye, a hoof."""

    centre: Point
    radii: Point
    colour: Colour
    strength: float = 1.0
    softness: float = 0.25
    """How much of the radius is edge."""


@dataclass(frozen=True)
class Limb:
    """Parts that turn together."""

    parts: tuple[str, ...]
    least: float
    most: float
    """Degrees, counter-clockwise as seen in an animal that faces left."""


@dataclass(frozen=True)
class Body:
    """A kind of animal: its parts from the hindmost layer to the foremost."""

    size: tuple[int, int]
    """Width and height of the canvas."""
    parts: tuple[Part, ...]
    dabs: tuple[Dab, ...]
    limbs: tuple[Limb, ...]
    roundness: float = 26.0
    """How far from its edge a part still curves, in pixels."""


def pose(body: Body, chance: Chance) -> dict[str, float]:
    """Some way of standing that the body can take: degrees by part."""
    turns: dict[str, float] = {}
    for limb in body.limbs:
        degrees = float(chance.uniform(limb.least, limb.most))
        turns.update(dict.fromkeys(limb.parts, degrees))
    return turns


@dataclass(frozen=True)
class Light:
    """Where the light comes from and how hard it is."""

    direction: Point
    contrast: float


def curve(points: Sequence[Point]) -> list[Point]:
    """A smooth closed line through the points (a centripetal-like Catmull-Rom spline)."""
    ring = np.asarray(points, np.float64)
    before, after, next_but_one = (np.roll(ring, shift, axis=0) for shift in (1, -1, -2))
    pieces = []
    for t in np.linspace(0, 1, STEPS, endpoint=False):
        pieces.append(
            0.5
            * (
                2 * ring
                + (after - before) * t
                + (2 * before - 5 * ring + 4 * after - next_but_one) * t**2
                + (3 * ring - before - 3 * after + next_but_one) * t**3
            )
        )
    line = np.stack(pieces, axis=1).reshape(-1, 2)
    return [(float(x), float(y)) for x, y in line]


@dataclass(frozen=True)
class CutOut:
    """The mask of a part, and how its surface leans, both over ``box``."""

    box: tuple[int, int, int, int]
    mask: Image.Image
    lean_x: Field
    lean_y: Field
    depth: Field
    """0 at the edge, 1 well inside."""


@lru_cache(maxsize=128)
def cut_out(part: Part, size: tuple[int, int], roundness: float) -> CutOut:
    """Where a part lies on the canvas and how it bulges; the same for all animals of a kind."""
    line = list(part.outline) if part.sharp else curve(part.outline)
    xs, ys = zip(*line, strict=True)
    left, top = max(0, math.floor(min(xs)) - 2), max(0, math.floor(min(ys)) - 2)
    right, bottom = min(size[0], math.ceil(max(xs)) + 2), min(size[1], math.ceil(max(ys)) + 2)
    large = Image.new("L", ((right - left) * FINENESS, (bottom - top) * FINENESS))
    scaled = [((x - left) * FINENESS, (y - top) * FINENESS) for x, y in line]
    ImageDraw.Draw(large).polygon(scaled, fill=255)
    mask = large.reduce(FINENESS)
    soft = np.asarray(mask.filter(ImageFilter.GaussianBlur(roundness)), np.float32) / 255
    lean_y, lean_x = np.gradient(soft)
    if part.melt:
        mask = _melted(mask, part.melt, (left, top))
    return CutOut(
        (left, top, right, bottom),
        mask,
        np.asarray(lean_x * roundness, np.float32),
        np.asarray(lean_y * roundness, np.float32),
        np.clip((soft - 0.45) * 2.4, 0, 1).astype(np.float32),
    )


def _melted(mask: Image.Image, melt: tuple[Point, Point], corner: tuple[int, int]) -> Image.Image:
    (x0, y0), (x1, y1) = melt
    ys, xs = np.mgrid[0 : mask.height, 0 : mask.width].astype(np.float32)
    along = (xs + corner[0] - x0) * (x1 - x0) + (ys + corner[1] - y0) * (y1 - y0)
    whole = np.clip(along / ((x1 - x0) ** 2 + (y1 - y0) ** 2), 0, 1)
    return Image.fromarray((np.asarray(mask) * whole).astype(np.uint8))


def dress(body: Body, coat: Field) -> Field:
    """The coat with muzzle, eyes and hooves on it: what the parts are cut out of."""
    dressed = coat.copy()
    for dab in body.dabs:
        _dab(dressed, dab)
    return dressed


def assemble(
    body: Body, dressed: Field, turns: Mapping[str, float], light: Light, margin: int
) -> Image.Image:
    """The animal on a transparent canvas with ``margin`` around; ``turns``: degrees by part name."""
    width, height = body.size
    tone = tuple(int(value) for value in dressed[height // 3, width // 2])
    canvas = Image.new("RGBA", (width + 2 * margin, height + 2 * margin), (*tone, 0))
    for part in body.parts:
        piece, box = _piece(part, body, dressed, light)
        turned, place = _turned(piece, box, part.joint, turns.get(part.name, 0.0))
        x, y = place[0] + part.shift[0] + margin, place[1] + part.shift[1] + margin
        canvas.alpha_composite(turned, (max(0, round(x)), max(0, round(y))))
    return canvas


def _piece(
    part: Part, body: Body, dressed: Field, light: Light
) -> tuple[Image.Image, tuple[int, int, int, int]]:
    cut = cut_out(part, body.size, body.roundness)
    left, top, right, bottom = cut.box
    if part.colour is None:
        surface = dressed[top:bottom, left:right]
    else:
        surface = np.full((bottom - top, right - left, 3), part.colour, np.float32)
    towards = cut.lean_x * light.direction[0] + cut.lean_y * light.direction[1]
    bright = (0.74 + 0.26 * cut.depth) * (1 - light.contrast * towards) * part.brightness
    shaded = np.clip(surface * bright[..., None], 0, 255).astype(np.uint8)
    piece = Image.fromarray(shaded).convert("RGBA")
    piece.putalpha(cut.mask)
    return piece, cut.box


def _turned(
    piece: Image.Image, box: tuple[int, int, int, int], joint: Point, degrees: float
) -> tuple[Image.Image, Point]:
    """The piece turned counter-clockwise about its joint, and where its upper left corner is now."""
    if not degrees:
        return piece, (box[0], box[1])
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    corners = [(x - joint[0], y - joint[1]) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs = [joint[0] + x * cosine + y * sine for x, y in corners]
    ys = [joint[1] - x * sine + y * cosine for x, y in corners]
    left, top = math.floor(min(xs)), math.floor(min(ys))
    size = (math.ceil(max(xs)) - left, math.ceil(max(ys)) - top)
    right, down = left - joint[0], top - joint[1]
    start_x = joint[0] - box[0] + right * cosine - down * sine
    start_y = joint[1] - box[1] + right * sine + down * cosine
    matrix = (cosine, -sine, start_x, sine, cosine, start_y)
    turned = piece.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC)
    return turned, (left, top)


def _dab(image: Field, dab: Dab) -> None:
    height, width = image.shape[:2]
    (x, y), (rx, ry) = dab.centre, dab.radii
    left, right = max(0, int(x - rx * 1.4)), min(width, int(x + rx * 1.4) + 1)
    top, bottom = max(0, int(y - ry * 1.4)), min(height, int(y + ry * 1.4) + 1)
    ys, xs = np.mgrid[top:bottom, left:right].astype(np.float32)
    away = np.hypot((xs - x) / rx, (ys - y) / ry)
    weight = np.clip((1 - away) / dab.softness + 0.5, 0, 1)[..., None] * dab.strength
    patch = image[top:bottom, left:right]
    patch += (np.asarray(dab.colour, np.float32) - patch) * weight
