"""What does the open plain look like? Sky, hills, thorn trees, and grass of the season."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from houston.demo.drawing.noise import Chance, Field, Shape, cloudy, mix, smooth, step
from houston.demo.drawing.puppet import Colour, Light
from houston.demo.drawing.scenery import plants
from houston.demo.drawing.scenery.scene import Scene, as_image, enlarged, half


@dataclass(frozen=True)
class Hour:
    """The light of one time of the day."""

    zenith: Colour
    horizon: Colour
    tint: Colour
    contrast: float


@dataclass(frozen=True)
class Season:
    """What the rain has left of the green."""

    grass: Colour
    far_grass: Colour
    leaves: Colour


HOURS = (
    Hour((112, 160, 206), (206, 222, 228), (1.0, 1.0, 0.98), 0.9),
    Hour((88, 138, 196), (190, 212, 226), (1.03, 1.0, 0.95), 1.2),
    Hour((150, 168, 190), (246, 214, 166), (1.08, 0.98, 0.82), 1.1),
    Hour((168, 176, 184), (206, 208, 206), (0.94, 0.96, 0.98), 0.55),
    Hour((126, 134, 170), (240, 186, 140), (1.06, 0.92, 0.8), 1.0),
)
SEASONS = (
    Season((176, 150, 88), (198, 178, 122), (88, 98, 58)),
    Season((124, 138, 70), (158, 166, 104), (70, 92, 48)),
    Season((152, 146, 80), (182, 174, 116), (80, 96, 54)),
    Season((164, 118, 78), (186, 150, 108), (92, 92, 58)),
)


def paint(chance: Chance, shape: Shape) -> Scene:
    """A plain, another one at every call."""
    height, width = shape
    small = half(shape)
    hour, season = HOURS[chance.integers(len(HOURS))], SEASONS[chance.integers(len(SEASONS))]
    horizon = small[0] * float(chance.uniform(0.34, 0.5))
    picture = _sky(chance, small, horizon, hour)
    picture = _hills(chance, picture, horizon, hour, season)
    picture = _ground(chance, picture, horizon, season)
    image = as_image(picture)
    _far_plants(chance, image, horizon, hour, season)
    image = image.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 1.3)))
    near = Image.new("RGBA", (width, height))
    tall = chance.uniform(0.05, 0.17) * height
    plants.grass(
        near, chance, (height * 0.88, height * 1.06), (tall * 0.4, tall), 210, season.grass
    )
    side = -1.0 if chance.random() < 0.5 else 1.0
    light = Light((side * chance.uniform(0.1, 0.6), -chance.uniform(0.6, 1.0)), hour.contrast)
    ground = (height * 0.84, height * 0.95)
    return Scene(enlarged(image, shape), near, ground, light, hour.tint, hour.horizon)


def _sky(chance: Chance, shape: Shape, horizon: float, hour: Hour) -> Field:
    height, width = shape
    down = np.clip(np.arange(height, dtype=np.float32) / horizon, 0, 1)[:, None, None]
    zenith, low = np.asarray(hour.zenith, np.float32), np.asarray(hour.horizon, np.float32)
    sky = np.broadcast_to(zenith + (low - zenith) * down**1.3, (height, width, 3)).copy()
    clouds = step(cloudy(chance, shape, 65, stretch=2.4), chance.uniform(0.3, 1.4), 1.0)
    return mix(sky, (244.0, 242.0, 238.0), clouds * 0.55)


def _hills(chance: Chance, picture: Field, horizon: float, hour: Hour, season: Season) -> Field:
    height, width = picture.shape[:2]
    ys = np.arange(height, dtype=np.float32)[:, None]
    for layer in range(2):
        tops = smooth(chance, (1, width), 5, chance.uniform(14, 40))[0] * height * 0.018
        line = horizon - height * (0.035 - 0.03 * layer) - np.abs(tops)
        haze = 0.65 - 0.25 * layer
        colour = np.asarray(season.leaves) * (1 - haze) + np.asarray(hour.horizon) * haze
        picture = mix(picture, tuple(colour), step(ys - line[None, :], 0, 2))
    return picture


def _ground(chance: Chance, picture: Field, horizon: float, season: Season) -> Field:
    height, width = picture.shape[:2]
    ys = np.arange(height, dtype=np.float32)[:, None]
    near = np.clip((ys - horizon) / (height - horizon), 0, 1)
    far_colour = np.asarray(season.far_grass, np.float32)
    colour = far_colour + (np.asarray(season.grass, np.float32) - far_colour) * near[..., None]
    patches = cloudy(chance, (height, width), 30, stretch=4)
    blades = cloudy(chance, (height, width), 10, octaves=3, stretch=0.35)
    texture = patches * 9 + blades * (4 + 18 * near)
    soil = colour + texture[..., None] * np.asarray((1.0, 0.95, 0.7), np.float32)
    return mix(picture, soil, np.broadcast_to(step(ys, horizon, 2), (height, width)))


def _far_plants(
    chance: Chance, image: Image.Image, horizon: float, hour: Hour, season: Season
) -> None:
    draw = ImageDraw.Draw(image)
    for depth in sorted(chance.uniform(0, 1, int(chance.integers(5, 15)))):
        foot = horizon + depth**2 * image.height * 0.16
        hazy = 0.5 * (1 - depth)
        leaves = np.asarray(season.leaves) * (1 - hazy) + np.asarray(hour.horizon) * hazy
        colour = (float(leaves[0]), float(leaves[1]), float(leaves[2]))
        x = chance.uniform(0, image.width)
        if chance.random() < 0.55:
            plants.acacia(draw, chance, x, foot, image.height * (0.06 + 0.3 * depth), colour)
        else:
            plants.bush(draw, chance, x, foot, image.height * (0.02 + 0.09 * depth), colour)
