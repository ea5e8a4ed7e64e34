"""Whether an animal can be told from others is said with what is in the way."""

import cv2
import numpy as np
import pytest

from acm_wbia.wbia.errors import InvalidBox
from acm_wbia.wbia.identifiability import HARD, Hindrance, identifiability

SIZE = (600, 800)


@pytest.fixture(scope="module")
def sharp():
    """Blotches of many sizes, as a coat has them."""
    grain = np.random.default_rng(1)
    coat = sum(
        cv2.resize(grain.normal(size=(side, side)), SIZE[::-1], interpolation=cv2.INTER_CUBIC)
        for side in (20, 60, 180)
    )
    grey = np.clip(120 + 40 * coat, 0, 255).astype(np.uint8)
    return np.repeat(grey[:, :, None], 3, axis=2)


def test_a_large_sharp_whole_animal_can_be_told(sharp):
    found = identifiability(sharp, (100, 100, 400, 300))
    assert found.score > 0.9
    assert (found.hindrance, found.reason) == (None, None)


@pytest.mark.parametrize("side", [10, 40, 60])
def test_a_small_one_is_told_with_its_size(sharp, side):
    found = identifiability(sharp, (100, 100, 2 * side, side))
    assert found.hindrance == Hindrance.SMALL
    assert f"{2 * side} × {side} pixels" in found.reason
    assert found.score <= HARD


def test_a_blurred_one_is_told(sharp):
    found = identifiability(cv2.GaussianBlur(sharp, (0, 0), 12), (100, 100, 400, 300))
    assert (found.hindrance, found.reason) == (Hindrance.BLURRED, "The animal is blurred.")


@pytest.mark.parametrize(
    ("box", "edges"),
    [
        ((0, 100, 300, 300), "left"),
        ((100, -50, 300, 300), "top"),
        ((600, 400, 250, 250), "right, bottom"),
    ],
)
def test_one_that_is_cut_off_is_told_with_where(sharp, box, edges):
    found = identifiability(sharp, box)
    assert found.hindrance == Hindrance.CUT_OFF
    assert found.reason == f"The animal is cut off at the edge of the picture ({edges})."


def test_a_picture_that_was_cut_to_the_animal_cuts_nothing_off(sharp):
    assert identifiability(sharp, (0, 0, 800, 600)).hindrance is None


def test_one_in_the_dark_is_told(sharp):
    dark = (sharp * 0.02).astype(np.uint8)
    assert identifiability(dark, (100, 100, 400, 300)).hindrance == Hindrance.EVEN
    plain = np.full_like(sharp, 90)
    assert identifiability(plain, (100, 100, 400, 300)).score == 0


def test_the_worst_is_what_is_told(sharp):
    found = identifiability(sharp, (0, 100, 40, 40))
    assert found.hindrance == Hindrance.SMALL
    assert found.score < HARD


def test_a_turned_box_is_looked_at_as_it_lies(sharp):
    assert identifiability(sharp, (100, 200, 400, 200), 0.4).score > 0.8


def test_a_box_outside_the_picture_is_refused(sharp):
    with pytest.raises(InvalidBox):
        identifiability(sharp, (900, 100, 40, 40))
