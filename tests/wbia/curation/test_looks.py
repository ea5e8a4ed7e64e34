"""What lists say of pairs: how much more alike than others on the same list."""

import itertools
import math

import numpy as np
import pytest

from acm_wbia.wbia.curation.looks import HIDDEN, UNSEEN, Look, Looks, standing_out
from tests.wbia.curation.herds import Plain, flat, lists


def test_one_score_far_above_the_others_counts_by_its_root_and_both_ways_are_one():
    # The roots on 0's list are 3, 1, 1, 1, 1, and on 1's all 1; that 0 and 2 both resemble 1 counts a little too.
    looks = Looks([Look(0, "left", flat(0, 6, _1=9.0)), Look(1, "left", flat(1, 6))], Plain())
    (side,) = looks.sides
    assert side.likeness[0, 1] / side.likeness[0, 2] == pytest.approx(
        (3 / 1.4 + 1) / 2 / (1 / 1.4), rel=0.15
    ), "2 has no list of its own"
    assert looks.likeness(1, 0) == looks.likeness(0, 1) == side.likeness[0, 1]


def test_any_two_are_as_alike_as_any_two():
    (side,) = lists(8).sides
    assert set(np.round(list(side.likeness.values()), 9)) == {1.0}


def test_who_resembles_the_same_others_is_the_more_alike():
    apart = lists(9, _0_1=9.0, _2_3=9.0)
    shared = lists(9, _0_1=9.0, _1_2=9.0)
    assert shared.likeness(0, 2) > 1.2 * shared.likeness(0, 4), "1 resembles both 0 and 2"
    assert apart.likeness(0, 2) == pytest.approx(apart.likeness(0, 4), rel=0.2)


def test_who_is_on_no_list_is_as_unlike_as_the_last_on_them():
    short = Looks(
        [Look(0, "left", {1: 9.0, 2: 4.0, 3: 1.0}), Look(4, "left", {1: 4.0, 2: 4.0, 3: 4.0})],
        Plain(),
    )
    (side,) = short.sides
    assert (0, 4) not in side.likeness
    last = (1 / 2 + 1) / 2
    assert side.unlisted / side.likeness[0, 3] == pytest.approx(last / (1 / 2))


def test_where_others_get_next_to_nothing_twenty_times_as_much_is_nothing_too():
    nearly = {2: 0.002, 3: 0.002, 4: 0.002, 5: 0.04}
    looks = Looks(
        [Look(0, "left", {1: 100.0, **nearly}), Look(1, "left", {0: 100.0, **nearly})], Plain()
    )
    assert looks.likeness(0, 1) > 1 > looks.likeness(0, 5)


def test_sides_are_seen_on_their_own():
    looks = Looks([Look(0, "left", flat(0, 6)), Look(1, "right", flat(1, 6, _2=9.0))], Plain())
    assert [side.shown for side in looks.sides] == [frozenset(range(6))] * 2
    assert (1, 2) not in looks.sides[0].likeness
    assert (1, 2) in looks.sides[1].likeness


def test_a_list_of_two_says_nothing():
    looks = Looks([Look(0, "left", {1: 9.0, 2: 1.0})], Plain())
    assert looks.sides[0].likeness == {}


def test_many_comparisons_stand_out_further_than_one_but_not_as_often_as_they_are():
    once, often = standing_out(2.0, 1, 1), standing_out(2.0, 4, 4)
    assert once == pytest.approx(math.log(2**2 + 1))
    assert once * 2 < often < once * 4


def test_one_pair_that_is_not_seen_says_little_and_many_say_much():
    assert standing_out(0.01, 1, 1) == pytest.approx(standing_out(0.1, 1, 1), abs=0.02)
    assert standing_out(0.01, 1, 1) == pytest.approx(0, abs=0.01)
    assert standing_out(0.5, 4, 4) < standing_out(0.5, 2, 2) < standing_out(0.5, 1, 1)


def test_that_one_encounter_resembles_none_of_a_large_group_says_little():
    """It may be hidden, whatever it is compared with; five of five are not."""
    alone = [standing_out(0.001, 1, many) for many in (1, 2, 5, 50, 5000)]
    assert alone == sorted(alone, reverse=True)
    assert alone[-1] == pytest.approx(math.log(HIDDEN / UNSEEN), abs=0.01)
    assert standing_out(0.001, 5, 5) < alone[-1] - 5


@pytest.mark.parametrize(("first", "second"), [(1, 3), (2, 2), (3, 2)])
def test_what_nobody_sees_is_as_likely_as_counted_case_by_case(first, second):
    """Each encounter is hidden or not, and each pair of two that are not is seen or not."""
    seen = (1 - UNSEEN) / (1 - HIDDEN) ** 2
    likely = 0.0
    for hidden in itertools.product([True, False], repeat=first + second):
        shown = hidden[:first].count(False) * hidden[first:].count(False)
        chance = math.prod(HIDDEN if each else 1 - HIDDEN for each in hidden)
        likely += chance * (1 - seen) ** shown
    assert standing_out(1e-6, first, second) == pytest.approx(math.log(likely / UNSEEN), abs=0.01)


def test_groups_of_thousands_can_be_reckoned_with():
    assert -math.inf < standing_out(1e-6, 3000, 4000) < -1000


class Steps:
    """As fitted on many pairs: nothing more is known from a contrast of 2 on, and little below 1."""

    def probability(self, contrasts):
        return np.clip(0.01 + 0.9 * (contrasts - 1), 0.01, 0.9)


def test_of_a_curve_its_slope_is_taken():
    assert Looks([], Plain()).slope == pytest.approx(1.84)
    assert 2 < Looks([], Steps()).slope < 5
