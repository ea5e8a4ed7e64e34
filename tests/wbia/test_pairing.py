"""Two looks at the same two pictures, one by descriptors and one by a network, are one evidence."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from acm_wbia.wbia.features import Features  # noqa: E402
from acm_wbia.wbia.matching.pairing import SHARE, paired, together  # noqa: E402
from acm_wbia.wbia.matching.verification import NOTHING, Verified  # noqa: E402

COUNT = 20


class Known:
    """A network that is as sure as it is told to be of each feature with each."""

    def __init__(self, surely):
        self._surely = surely

    def assignment(self, points, described):
        sizes = [each.shape[1] for each in points]
        return torch.from_numpy(self._surely[: sizes[0], : sizes[1]])[None]


def features(weight=1.0):
    random = np.random.default_rng(7)
    points = random.uniform(0, 100, (COUNT, 2))
    return Features(
        keypoints=np.column_stack([points, np.full((COUNT, 2), 4.0)]).astype(np.float32),
        descriptors=random.integers(0, 255, (COUNT, 128), dtype=np.uint8),
        weights=np.full(COUNT, weight, dtype=np.float32),
        chip_size=(100, 100),
        to_picture=np.eye(2, 3),
    )


def of_itself(surely, weight=1.0, most=COUNT):
    (found,) = paired(Known(surely.astype(np.float32)), features(weight), [features(weight)], most)
    return found


def test_pairs_are_each_others_surest_and_agree_on_one_map():
    """The second is surest of itself, but the first is surer of it; and no map that holds for the others takes it there."""
    surely = 0.8 * np.eye(COUNT)
    surely[0, 1] = 0.9
    assert shown(of_itself(surely)).keys() == {(row, row) for row in range(2, COUNT)}


def test_a_pair_counts_a_share_of_how_sure_and_how_far_on_the_animal_it_is():
    found = of_itself(0.8 * np.eye(COUNT), weight=0.5)
    assert len(found.weights) == COUNT
    assert np.allclose(found.weights, SHARE * 0.8 * 0.5)


def test_who_is_not_sure_says_nothing():
    assert len(of_itself(0.05 * np.eye(COUNT)).weights) == 0


def test_only_the_strongest_are_looked_at():
    assert len(of_itself(0.8 * np.eye(COUNT), most=8).weights) == 8


def look(*pairs):
    rows, partners, weights = zip(*pairs, strict=True)
    return Verified(np.array(rows), np.array(partners), np.array(weights, dtype=np.float64))


def shown(verified):
    return {
        (int(row), int(partner)): float(weight)
        for row, partner, weight in zip(
            verified.first_rows, verified.second_rows, verified.weights, strict=True
        )
    }


def test_what_both_see_counts_for_both_and_what_one_sees_for_one():
    found = together(look((0, 5, 0.5), (1, 6, 0.25)), look((1, 6, 0.125), (2, 7, 0.0625)))
    assert shown(found) == {(0, 5): 0.5, (1, 6): 0.375, (2, 7): 0.0625}


@pytest.mark.parametrize("other", [(0, 9, 0.1), (9, 5, 0.1)], ids=["its row", "its partner"])
def test_a_feature_keeps_the_partner_that_stands_out(other):
    first = look((0, 5, 0.5))
    assert shown(together(first, look(other))) == shown(first)


def test_one_look_may_see_nothing():
    one = look((3, 4, 0.5))
    assert shown(together(one, NOTHING)) == shown(together(NOTHING, one)) == shown(one)
    assert shown(together(NOTHING, NOTHING)) == {}
