"""How do animals get into a place? Turned, bent, sized and set on their feet, with light and shadow."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from houston.demo.drawing.noise import Chance, Field
from houston.demo.drawing.puppet import Body, assemble
from houston.demo.drawing.scenery.scene import Scene, as_image

MARGIN = 130
"""Pixels around the body's canvas for limbs that reach out of it."""

MESH = (12, 8)
"""Columns and rows of the net with which an animal is bent."""

Box = tuple[float, float, float, float]
"""x, y, width, height in pixels of the photo."""


@dataclass(frozen=True)
class Appearance:
    """One animal as it is in one photo."""

    body: Body
    dressed: Field
    turns: Mapping[str, float]
    mirrored: bool
    """Seen from its right: it faces right."""
    length: float
    """Of the body's canvas in the photo, in pixels."""
    place: float
    """The middle of the animal, as a share of the photo's width."""
    foot: float
    """Where the feet stand: 0 is the far end of the scene's ground, 1 the near end."""
    tilt: float
    """Degrees."""
    bend: float
    """How much nose and tail are lifted, as a share of the length."""
    narrowing: float
    """Turned a little towards or away from us: 1 is side-on."""


def compose(
    scene: Scene, appearances: list[Appearance], chance: Chance
) -> tuple[Image.Image, list[Box]]:
    """The photo before any camera, and the box around what can be seen of each animal."""
    height, width = scene.background.shape[:2]
    photo = as_image(scene.background).convert("RGBA")
    boxes: dict[int, Box] = {}
    for index in sorted(range(len(appearances)), key=lambda each: appearances[each].foot):
        appearance = appearances[index]
        animal = _warped(_lit(appearance, scene), appearance)
        low, high = scene.ground
        feet = low + (high - low) * appearance.foot
        scale = appearance.length / appearance.body.size[0]
        left = round(appearance.place * width - animal.width / 2)
        top = round(feet - animal.height + MARGIN * scale)
        if scene.shadow:
            _cast_shadow(photo, animal, (left, top), feet, scene.shadow)
        photo.alpha_composite(animal, (max(0, left), max(0, top)), (max(0, -left), max(0, -top)))
        boxes[index] = _visible(animal, (left, top), (width, height))
    photo.alpha_composite(scene.foreground)
    return photo.convert("RGB"), [boxes[index] for index in range(len(appearances))]


def _lit(appearance: Appearance, scene: Scene) -> Image.Image:
    tint = np.asarray(scene.tint, np.float32)
    haze = np.asarray(scene.haze, np.float32)
    coloured = appearance.dressed * tint
    coloured += (haze - coloured) * np.float32(scene.haze_strength)
    light = scene.light
    if appearance.mirrored:
        light = type(light)((-light.direction[0], light.direction[1]), light.contrast)
    return assemble(appearance.body, coloured, appearance.turns, light, MARGIN)


def _warped(animal: Image.Image, appearance: Appearance) -> Image.Image:
    scale = appearance.length / appearance.body.size[0]
    width = max(1, round(animal.width * scale * appearance.narrowing))
    height = max(1, round(animal.height * scale))
    small = animal.resize((width, height), Image.Resampling.BICUBIC)
    sine, cosine = (f(math.radians(appearance.tilt)) for f in (math.sin, math.cos))
    lift = appearance.bend * width

    def source(x: float, y: float) -> tuple[float, float]:
        right, down = x - width / 2, y - height / 2
        across, along = right * cosine - down * sine, right * sine + down * cosine
        along += lift * (2 * across / width) ** 2 - lift * 0.25
        if appearance.mirrored:
            across = -across
        return across + width / 2, along + height / 2

    mesh = []
    columns = np.linspace(0, width, MESH[0] + 1).round().astype(int).tolist()
    rows = np.linspace(0, height, MESH[1] + 1).round().astype(int).tolist()
    for top, bottom in pairwise(rows):
        for left, right in pairwise(columns):
            corners = (
                source(left, top),
                source(left, bottom),
                source(right, bottom),
                source(right, top),
            )
            mesh.append(
                ((left, top, right, bottom), tuple(value for corner in corners for value in corner))
            )
    return small.transform(small.size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)


def _cast_shadow(
    photo: Image.Image, animal: Image.Image, corner: tuple[int, int], feet: float, darkness: float
) -> None:
    box = animal.getchannel("A").getbbox()
    if box is None:
        return
    left, right = corner[0] + box[0], corner[0] + box[2]
    inset, deep = (right - left) * 0.1, (right - left) * 0.035
    shadow = Image.new("L", photo.size)
    ImageDraw.Draw(shadow).ellipse(
        (left + inset, feet - deep * 1.6, right - inset, feet + deep), fill=round(255 * darkness)
    )
    shadow = shadow.reduce(4).filter(ImageFilter.GaussianBlur(deep / 8)).resize(photo.size)
    photo.paste((24, 20, 16, 255), (0, 0), shadow)


def _visible(animal: Image.Image, corner: tuple[int, int], size: tuple[int, int]) -> Box:
    solid = animal.getchannel("A").point(lambda value: 255 * (value > 100))
    left, top, right, bottom = solid.getbbox() or (0, 0, animal.width, animal.height)
    left, right = max(0, left + corner[0]), min(size[0], right + corner[0])
    top, bottom = max(0, top + corner[1]), min(size[1], bottom + corner[1])
    return float(left), float(top), float(max(1, right - left)), float(max(1, bottom - top))
