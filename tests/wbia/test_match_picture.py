"""Do the pictures of a match show both animals, and the matches where they are?"""

import numpy as np
import pytest

from acm_wbia.wbia.errors import NothingToMatch
from acm_wbia.wbia.match_picture import GAP, Sight, Version, as_jpeg, as_webp, match_picture

GREY = 128


@pytest.fixture
def sight():
    picture = np.full((300, 400, 3), GREY, dtype=np.uint8)
    return Sight(picture, (50, 50, 200, 100), 0.0)


def matches(*rows):
    return np.array(rows, dtype=np.float32).reshape(-1, 5)


def test_both_animals_are_shown_one_above_the_other(sight):
    drawn = match_picture(Version.CLEAN, sight, sight, matches())
    height, width = drawn.shape[:2]
    animal = (height - GAP) // 2
    assert width == pytest.approx(2 * animal, abs=2), "the box is twice as wide as high"
    assert (drawn[:animal] == GREY).all()
    assert (drawn[animal : animal + GAP] == 255).all()


def test_lines_join_the_places_that_were_matched(sight):
    drawn = match_picture(Version.MATCHES, sight, sight, matches((150, 100, 150, 100, 1.0)))
    touched = np.argwhere((drawn != match_picture(Version.CLEAN, sight, sight, matches())).any(2))
    assert touched[:, 1].mean() == pytest.approx(drawn.shape[1] / 2, abs=6)
    assert touched[:, 0].min() < drawn.shape[0] / 2 < touched[:, 0].max()


def test_it_is_brightest_where_most_was_matched(sight):
    drawn = match_picture(Version.HEATMASK, sight, sight, matches((100, 75, 200, 125, 1.0)))
    height, width = drawn.shape[:2]
    animal = (height - GAP) // 2
    first, second = drawn[:animal].sum(2), drawn[-animal:].sum(2)
    for lit, (across, down) in ((first, (0.25, 0.25)), (second, (0.75, 0.75))):
        row, column = np.unravel_index(lit.argmax(), lit.shape)
        assert (column / width, row / animal) == pytest.approx((across, down), abs=0.05)
    assert first[-1, -1] < GREY * 3 / 2


def test_points_outside_the_box_and_no_points_at_all_do_no_harm(sight):
    for some in (matches(), matches((0, 0, 399, 299, 1.0))):
        for version in Version:
            assert as_jpeg(match_picture(version, sight, sight, some))[:2] == b"\xff\xd8"


def test_it_is_written_as_webp_too(sight):
    written = as_webp(match_picture(Version.CLEAN, sight, sight, matches()))
    assert (written[:4], written[8:12]) == (b"RIFF", b"WEBP")


def test_a_box_that_shows_nothing_says_so(sight):
    small = Sight(sight.picture, (5, 5, 10, 10), 0.0)
    with pytest.raises(NothingToMatch, match="10 × 10"):
        match_picture(Version.CLEAN, sight, small, matches())
