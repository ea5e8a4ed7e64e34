"""A chip shows what its box holds, upright and at a common area, and says where each place was."""

import math

import cv2
import numpy as np
import pytest

from acm_wbia.wbia import chips
from acm_wbia.wbia.errors import InvalidBox, NothingToMatch

AREA = 200 * 200


@pytest.fixture
def picture():
    """A grey field with one white dot, two pixels in radius, at (400, 300)."""
    field = np.full((600, 900, 3), 90, np.uint8)
    return cv2.circle(field, (400, 300), 2, (255, 255, 255), cv2.FILLED)


def brightest(chip):
    grey = cv2.GaussianBlur(chip.pixels[..., 0].astype(float), (0, 0), 2)
    down, across = np.unravel_index(grey.argmax(), grey.shape)
    return chip.to_picture @ (across, down, 1)


@pytest.mark.parametrize("theta", [0.0, 0.3, -1.2, math.pi / 2, 3.0])
@pytest.mark.parametrize("box", [(300, 200, 150, 180), (250, 150, 320, 280), (390, 270, 40, 60)])
def test_places_in_the_chip_lead_back_to_the_picture(picture, box, theta):
    chip = chips.cut(picture, box, theta, AREA)
    assert brightest(chip) == pytest.approx((400, 300), abs=2)


def test_chips_have_the_same_area_whatever_the_box(picture):
    for box in [(0, 0, 900, 600), (100, 100, 150, 100), (300, 0, 100, 400)]:
        width, height = chips.cut(picture, box, 0.0, AREA).size
        assert width * height == pytest.approx(AREA, rel=0.02)
        assert width / height == pytest.approx(box[2] / box[3], rel=0.02)


def test_a_turned_box_shows_its_animal_upright():
    upright = np.full((400, 400, 3), 60, np.uint8)
    upright[150:250, 100:200] = (200, 30, 30)
    upright[150:250, 200:300] = (30, 30, 200)
    turn = cv2.getRotationMatrix2D((199.5, 199.5), -math.degrees(0.5), 1.0)
    leaning = cv2.warpAffine(upright, turn, (400, 400), borderValue=(60, 60, 60))
    chip = chips.cut(leaning, (100, 150, 200, 100), 0.5, 200 * 100)
    assert chip.size == (200, 100)
    assert np.abs(chip.pixels.astype(int) - upright[150:250, 100:300]).mean() < 5


def test_fine_stripes_are_averaged_when_a_large_box_is_shrunk():
    stripes = np.zeros((2000, 2000, 3), np.uint8)
    stripes[:, ::2] = 200
    assert chips.cut(stripes, (0, 0, 2000, 2000), 0.1, AREA).pixels.std() < 10


def test_a_box_over_the_edge_is_cut_at_the_edge(picture):
    chip = chips.cut(picture, (-100, -100, 300, 300), 0.0, AREA)
    assert chip.to_picture @ (-0.5, -0.5, 1) == pytest.approx((-0.5, -0.5))


def test_a_tiny_box_is_refused_with_its_size(picture):
    with pytest.raises(NothingToMatch, match="20 × 200 pixels"):
        chips.cut(picture, (10, 10, 20, 200), 0.0, AREA)


def test_a_small_box_is_not_blown_up_without_end(picture):
    width, height = chips.cut(picture, (10, 10, 40, 40), 0.0, 1000 * 1000).size
    assert (width, height) == (160, 160)


@pytest.mark.parametrize("theta", [0.0, 0.4])
def test_a_box_outside_the_picture_is_refused(picture, theta):
    with pytest.raises(InvalidBox, match="900 × 600"):
        chips.cut(picture, (2000, 2000, 100, 100), theta, AREA)
