"""A rough box is drawn anew around what lies in it, the same every time."""

import numpy as np
import pytest

from acm_wbia.wbia.detection.outlines import INWARD, outlined

HEIGHT, WIDTH = 300, 400
ANIMAL = (80, 120, 320, 200)


def field(*animals):
    """Grass with plain bodies on it, corners in pixels."""
    grass = np.random.default_rng(3).integers(60, 110, (HEIGHT, WIDTH, 1)) * np.array([0.4, 1, 0.6])
    for left, top, right, bottom in animals:
        grass[top:bottom, left:right] = (60, 90, 190)
    return grass.astype(np.uint8)


@pytest.mark.parametrize(
    "rough", [(90, 115, 220, 208), (200, 118, 330, 205), (75, 115, 325, 205)], ids=str
)
def test_a_box_around_a_part_becomes_the_box_of_the_whole(rough):
    (box,) = outlined(field(ANIMAL), np.float32([rough]))
    np.testing.assert_allclose(box, ANIMAL, atol=6)


def test_a_box_loses_no_more_than_what_a_rough_box_is_wrong_by():
    rough = np.float32([40, 90, 360, 230])
    (box,) = outlined(field(ANIMAL), rough[None])
    inward = np.array([WIDTH, HEIGHT]) * INWARD
    np.testing.assert_allclose(box, rough + np.append(inward, -inward), atol=1)


def test_each_box_keeps_to_its_own_animal():
    other = (40, 20, 120, 70)
    rough = np.float32([(90, 115, 220, 208), (45, 15, 100, 72)])
    first, second = outlined(field(ANIMAL, other), rough)
    np.testing.assert_allclose(first, ANIMAL, atol=6)
    np.testing.assert_allclose(second, other, atol=6)


def test_no_box_is_no_box_and_one_without_an_outline_stays():
    assert outlined(field(), np.zeros((0, 4), np.float32)).shape == (0, 4)
    plain = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    (box,) = outlined(plain, np.float32([[100, 100, 200, 200]]))
    assert box[0] <= 100 + WIDTH * INWARD
    assert box[2] >= 200 - WIDTH * INWARD
