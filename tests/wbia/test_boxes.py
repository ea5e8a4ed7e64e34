"""Every source's boxes become ours and back; what is no box is refused with a sentence."""

import math

import numpy as np
import pytest

from acm_wbia.wbia import boxes
from acm_wbia.wbia.boxes import Box, PictureSize
from acm_wbia.wbia.errors import InvalidBox

SIZE = PictureSize(2000, 1000)
BOX = Box(200.0, 100.0, 500.0, 300.0)


def test_corners_are_left_top_right_bottom():
    assert boxes.to_corners(BOX) == (200, 100, 700, 400)
    assert boxes.from_corners((200, 100, 700, 400)) == BOX


def test_centre_comes_before_size():
    assert boxes.to_centre(BOX) == (450, 250, 500, 300)
    assert boxes.from_centre((450, 250, 500, 300)) == BOX


def test_relative_boxes_are_shares_of_width_and_height():
    assert boxes.to_relative(BOX, SIZE) == pytest.approx((0.1, 0.1, 0.25, 0.3))
    assert boxes.from_relative((0.1, 0.1, 0.25, 0.3), SIZE) == pytest.approx(BOX)


def test_relative_centre_is_the_order_of_text_label_files():
    assert boxes.to_relative_centre(BOX, SIZE) == pytest.approx((0.225, 0.25, 0.25, 0.3))
    assert boxes.from_relative_centre((0.225, 0.25, 0.25, 0.3), SIZE) == pytest.approx(BOX)


def test_coco_boxes_are_pixels_in_our_order():
    assert boxes.to_coco(BOX) == [200, 100, 500, 300]
    assert boxes.from_coco([200, 100, 500, 300]) == BOX


def test_megadetector_boxes_are_relative():
    assert boxes.to_megadetector(BOX, SIZE) == pytest.approx([0.1, 0.1, 0.25, 0.3])
    assert boxes.from_megadetector([0.1, 0.1, 0.25, 0.3], SIZE) == pytest.approx(BOX)


def test_camtrap_dp_boxes_are_four_named_fields():
    observation = boxes.to_camtrap_dp(BOX, SIZE)
    assert observation == pytest.approx(
        {"bboxX": 0.1, "bboxY": 0.1, "bboxWidth": 0.25, "bboxHeight": 0.3}
    )
    assert boxes.from_camtrap_dp(observation, SIZE) == pytest.approx(BOX)


def test_an_observation_without_all_four_fields_is_told_which_are_missing():
    with pytest.raises(InvalidBox, match="bboxHeight"):
        boxes.from_camtrap_dp({"bboxX": 0.1, "bboxY": 0.1, "bboxWidth": 0.2}, SIZE)


@pytest.mark.parametrize(
    "values",
    [
        (0, 0, 0, 10),
        (0, 0, 10, -1),
        (0, 0, math.nan, 10),
        (0, math.inf, 10, 10),
        (0, 0, 1e300, 1e300),
        (-2e6, 0, 10, 10),
        (1, 2, 3),
    ],
)
def test_what_is_no_box_is_refused(values):
    with pytest.raises(InvalidBox):
        boxes.checked(values)


def test_clipping_keeps_the_part_within_the_picture():
    assert boxes.clip((-50, 900, 100, 300), SIZE) == Box(0, 900, 50, 100)


def test_a_box_beside_the_picture_is_refused_with_the_size_of_the_picture():
    with pytest.raises(InvalidBox, match="2000 × 1000"):
        boxes.clip((2000, 0, 100, 100), SIZE)


def test_a_turned_box_turns_clockwise_about_its_centre():
    first = boxes.corners(Box(0, 0, 4, 2), math.pi / 2)[0]
    assert first == pytest.approx((3, -1))
    assert boxes.corners(BOX, 1.3).mean(axis=0) == pytest.approx(BOX.centre)


def test_an_angle_is_brought_within_half_a_turn():
    assert boxes.checked_theta(2 * math.pi + 0.25) == pytest.approx(0.25)
    with pytest.raises(InvalidBox):
        boxes.checked_theta(math.nan)


def test_the_whole_picture_is_a_box():
    assert np.array_equal(boxes.whole(SIZE), (0, 0, 2000, 1000))
