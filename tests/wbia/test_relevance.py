"""Is it warm where features matched, as wide as they were, and nowhere else?"""

import numpy as np
import pytest

from acm_wbia.wbia.errors import InvalidBox
from acm_wbia.wbia.relevance import LONGER_SIDE, Area, MatchedFeatures

WIDE = Area((100, 50, 200, 100), 0.0)


def matches(*rows):
    return np.array(rows, dtype=np.float32).reshape(len(rows), -1)


def warmest(relevance):
    """In pixels of the original."""
    row, column = np.unravel_index(relevance.values.argmax(), relevance.values.shape)
    rows, columns = relevance.values.shape
    box = relevance.bbox
    return box.x + (column + 0.5) * box.width / columns, box.y + (row + 0.5) * box.height / rows


def test_each_side_is_warm_where_its_own_points_lie():
    explained = MatchedFeatures(matches((150, 80, 250, 120, 1.0, 8, 8)))
    first, second = explained.relevance(WIDE, WIDE)
    assert warmest(first) == pytest.approx((150, 80), abs=5)
    assert warmest(second) == pytest.approx((250, 120), abs=5)
    assert first.values.shape == (LONGER_SIDE // 2, LONGER_SIDE)
    assert (float(first.values.min()), float(first.values.max())) == pytest.approx((0, 1))


def test_a_large_feature_warms_more_than_a_small_one():
    small, large = MatchedFeatures(matches((200, 100, 200, 100, 1.0, 4, 40))).relevance(WIDE, WIDE)
    assert (large.values > 0.5).sum() > 4 * (small.values > 0.5).sum()


def test_a_heavy_match_is_warmer_than_a_light_one():
    table = matches((150, 100, 150, 100, 1.0, 8, 8), (250, 100, 250, 100, 0.25, 8, 8))
    values = MatchedFeatures(table).relevance(WIDE, WIDE)[0].values
    half = values.shape[1] // 2
    assert values[:, half:].max() == pytest.approx(0.5, abs=0.03), "the root of a quarter"
    assert values[:, :half].max() == pytest.approx(1)


def test_a_turned_box_has_the_upright_rectangle_around_it():
    turned = Area((100, 50, 200, 100), np.pi / 2)
    relevance, _ = MatchedFeatures(matches((200, 20, 0, 0, 1.0, 8, 8))).relevance(turned, WIDE)
    assert tuple(relevance.bbox) == pytest.approx((150, 0, 100, 200))
    assert warmest(relevance) == pytest.approx((200, 20), abs=5)


def test_nothing_matched_is_cold_all_over_and_older_evidence_without_sizes_is_read():
    cold, _ = MatchedFeatures(np.zeros((0, 7), dtype=np.float32)).relevance(WIDE, WIDE)
    assert not cold.values.any()
    older, _ = MatchedFeatures(matches((150, 80, 250, 120, 1.0))).relevance(WIDE, WIDE)
    assert warmest(older) == pytest.approx((150, 80), abs=5)


def test_a_box_that_is_none_says_so():
    with pytest.raises(InvalidBox):
        MatchedFeatures(matches((1, 1, 1, 1, 1.0))).relevance(Area((0, 0, 0, 5), 0.0), WIDE)
