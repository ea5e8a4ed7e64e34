"""A large picture is looked at in parts, and what a seam cut becomes one animal again."""

import itertools

import numpy as np
import pytest

from acm_wbia.wbia.boxes import PictureSize
from acm_wbia.wbia.detection.candidates import Candidates
from acm_wbia.wbia.detection.tiles import Tile, cut_at_seam, merged, tiles_of
from acm_wbia.wbia.models.network import Tiling

PICTURE = PictureSize(1000, 300)


def candidates(*boxes, scores=None):
    scores = scores or [0.9] * len(boxes)
    return Candidates(np.float32(boxes), np.float32(scores), np.zeros(len(boxes), np.int64))


def merged_boxes(cut, *boxes, scores=None):
    groups = np.zeros(len(boxes), np.int64)
    found = merged(candidates(*boxes, scores=scores), np.array(cut), groups, 0.45)
    return [tuple(box) for box in found.boxes.tolist()]


@pytest.mark.parametrize("size", [(1000, 300), (3000, 2000), (641, 640), (1281, 100)])
def test_tiles_cover_the_picture_and_neighbours_share_a_strip(size):
    tiles = tiles_of(PictureSize(*size), (320, 320), Tiling(above=1, overlap=0.2))
    assert tiles[0] == Tile(0, 0, *size)
    covered = np.zeros(size[::-1], bool)
    for tile in tiles[1:]:
        covered[tile.top : tile.bottom, tile.left : tile.right] = True
        assert max(tile.right - tile.left, tile.bottom - tile.top) <= 320
    assert covered.all()
    starts = sorted({tile.left for tile in tiles[1:]})
    assert all(later - earlier <= 320 * 0.8 + 1 for earlier, later in itertools.pairwise(starts))


@pytest.mark.parametrize("tiling", [None, Tiling(above=4)])
def test_a_picture_that_is_not_large_is_looked_at_once(tiling):
    assert tiles_of(PICTURE, (320, 320), tiling) == [Tile(0, 0, 1000, 300)]


def test_a_box_is_cut_where_its_tile_ends_and_the_picture_goes_on():
    tile = Tile(0, 0, 400, 300)
    boxes = candidates((0, 0, 50, 50), (350, 100, 399, 200), (100, 250, 200, 300))
    assert cut_at_seam(boxes, tile, PICTURE).tolist() == [False, True, False]


def test_two_parts_of_one_animal_become_one_box():
    found = merged_boxes([True, True], (200, 50, 400, 150), (340, 55, 700, 150))
    assert found == [(200, 50, 700, 150)]


def test_a_part_goes_where_the_whole_animal_was_seen_even_less_surely():
    boxes = (200, 50, 400, 150), (190, 45, 710, 160)
    assert merged_boxes([True, False], *boxes, scores=[0.9, 0.5]) == [boxes[1]]


def test_animals_side_by_side_stay_two():
    boxes = (200, 50, 400, 150), (410, 50, 600, 150)
    assert merged_boxes([True, True], *boxes) == [*boxes]


def test_a_herd_s_box_does_not_swallow_its_animals():
    boxes = (0, 0, 900, 300), (100, 100, 200, 200), (300, 100, 400, 200)
    assert len(merged_boxes([False] * 3, *boxes)) == 3
