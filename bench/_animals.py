"""What is measured where no photos are at hand? Drawn animals: spotted flanks before ever new grass."""

import cv2
import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 1280, 960
"""About what a camera trap gives when set to its small size."""

SPOTS = 140

GRASS = 12
"""Pixels of a tuft."""


def jpeg(animal: int, photo: int = 0, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """A JPEG file of a drawn animal; the same numbers give the same bytes."""
    picture = drawn(animal, photo, width, height)
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 90])
    if not done:
        raise RuntimeError("the drawn picture could not be written as JPEG")
    return bytes(data)


def drawn(
    animal: int, photo: int = 0, width: int = WIDTH, height: int = HEIGHT
) -> NDArray[np.uint8]:
    """``(height, width, 3)``: the spots are the animal's; grass, stance and grain are the photo's."""
    circumstances = np.random.default_rng((animal, photo))
    tufts = circumstances.integers(60, 150, (height // GRASS, width // GRASS, 3)).astype(np.uint8)
    picture = cv2.resize(tufts, (width, height), interpolation=cv2.INTER_CUBIC)
    centre = np.array([width / 2, height / 2])
    axes = np.array([width * 0.4, height * 0.3]) * circumstances.uniform(0.85, 1.0)
    lean = circumstances.uniform(-0.08, 0.08)
    _ellipse(picture, centre, axes, lean, (90, 150, 190))
    turn = np.array([[np.cos(lean), -np.sin(lean)], [np.sin(lean), np.cos(lean)]])
    for place, size in _spots(animal):
        _ellipse(picture, centre + turn @ (place * axes), size * axes, lean, (40, 60, 80))
    noisy: NDArray[np.float64] = picture + circumstances.normal(0, 2, picture.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)


def _spots(animal: int) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Places and half axes, both as shares of the flank's half axes."""
    coat = np.random.default_rng(animal)
    angles, radii = coat.uniform(0, 2 * np.pi, SPOTS), np.sqrt(coat.uniform(0, 0.85, SPOTS))
    places = np.column_stack([np.cos(angles), np.sin(angles)]) * radii[:, None]
    return list(zip(places, coat.uniform(0.015, 0.07, (SPOTS, 2)), strict=True))


def _ellipse(
    picture: NDArray[np.uint8],
    centre: NDArray[np.float64],
    axes: NDArray[np.float64],
    lean: float,
    colour: tuple[int, int, int],
) -> None:
    x, y = (int(value) for value in centre)
    across, down = (max(1, int(value)) for value in axes)
    degrees = float(np.degrees(lean))
    cv2.ellipse(picture, (x, y), (across, down), degrees, 0, 360, colour, cv2.FILLED, cv2.LINE_AA)
