"""Two looks at the same two pictures, one by descriptors and one by a network, are one evidence."""

import numpy as np
import pytest

pytest.importorskip("torch")

from acm_wbia.wbia.matching.pairing import together
from acm_wbia.wbia.matching.verification import NOTHING, Verified


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
