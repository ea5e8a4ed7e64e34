"""Groups, what lies between them and what holds them together, reckoned anew only where something changed."""

import math

import numpy as np
import pytest

from acm_wbia.wbia.curation.comparisons import COLUMNS, ROOM, Table
from acm_wbia.wbia.curation.grouping import Grouping
from acm_wbia.wbia.curation.looks import standing_out
from acm_wbia.wbia.curation.sayings import Sayings
from acm_wbia.wbia.curation.weights import Votes, log_odds
from tests.wbia.curation.herds import herd, lists, one


def grouping_of(looks, nodes, names=None):
    sayings = Sayings(names or [None] * nodes, 0.02, 0.01)
    return Grouping(nodes, looks.sides, sayings), sayings


def table_of(grouping):
    """By the groups' nodes, whatever their numbers."""
    table, groups = grouping.table, grouping.groups
    return {
        frozenset({groups[int(first)], groups[int(second)]}): tuple(
            round(float(table.column(name)[row]), 9) for name in COLUMNS
        )
        for row, (first, second) in enumerate(table.keys())
    }


def test_groups_stand_out_by_the_mean_of_all_pairs_between_them():
    looks = lists(6, _0_2=4.0, _1_2=9.0)
    (side,) = looks.sides
    grouping, _ = grouping_of(looks, 6)
    grouping.join(grouping.home(0), grouping.home(1), 0.0)
    values = table_of(grouping)[frozenset({one(0, 1), one(2)})]
    mean = (side.likeness[0, 2] + side.likeness[1, 2]) / 2
    assert values[:3] == pytest.approx((standing_out(mean, 2, 1), 0.0, math.log(2)))
    assert len(table_of(grouping)) == 5 * 4 // 2


def test_what_is_joined_and_dissolved_is_as_before_and_in_any_order_the_same():
    looks, truth = herd(animals=5)
    grouping, _ = grouping_of(looks, len(truth))
    before = table_of(grouping)
    tables = []
    for order in ((0, 1, 2), (2, 0, 1)):
        grouping, _ = grouping_of(looks, len(truth))
        for node in order[1:]:
            if (
                key := tuple(sorted((grouping.home(order[0]), grouping.home(node))))
            ) in grouping.table:
                grouping.join(*key, 0.0)
        tables.append((set(grouping.groups.values()), table_of(grouping)))
        grouping.dissolve(grouping.home(order[0]))
        assert table_of(grouping) == pytest.approx(before)
    assert tables[0][0] == tables[1][0]
    assert tables[0][1] == pytest.approx(tables[1][1])


def test_what_people_say_is_heard_between_groups_and_within_them():
    grouping, sayings = grouping_of(lists(6), 6)
    grouping.join(grouping.home(0), grouping.home(1), 0.7)
    grouping.join(grouping.home(0), grouping.home(2), 0.0)
    sayings.votes.cast(0, 2, True)
    grouping.hear(0, 2)
    join = grouping.join_between(0, 2)
    assert (join.first | join.second, join.asked) == (one(0, 1, 2), 1)
    assert join.said == pytest.approx(log_odds(0.98))
    assert (grouping.join_between(0, 1).said, grouping.join_between(0, 1).elsewhere) == (0, 0.7)
    sayings.votes.cast(1, 5, False)
    grouping.hear(1, 5)
    assert grouping.join_between(1, 5) is None
    assert table_of(grouping)[frozenset({one(0, 1, 2), one(5)})][3:5] == pytest.approx(
        (-log_odds(0.98), 1), abs=1e-6
    )


def test_a_name_that_is_shared_often_counts_once_and_holds_what_no_list_does():
    grouping, sayings = grouping_of(lists(0), 6, [None, None, "A", "A", "A", "B"])
    assert set(table_of(grouping)) == {
        frozenset({one(2), one(3)}),
        frozenset({one(3), one(4)}),
    }
    grouping.join(grouping.home(2), grouping.home(3), 0.0)
    assert sayings.said(one(2, 3), one(4)) == sayings.said(one(2), one(3))
    assert table_of(grouping)[frozenset({one(2, 3), one(4)})][3] == pytest.approx(log_odds(0.99))


def test_votes_have_no_direction_and_add_up():
    votes = Votes(0.02)
    votes.cast(1, 0, True)
    votes.cast(0, 1, True)
    votes.cast(0, 2, False)
    votes.cast(2, 0, None)
    assert votes.between(one(0), one(1, 2)) == pytest.approx(log_odds(0.98))
    assert (votes.asked(one(0), one(1)), votes.asked(one(0), one(1, 2))) == (2, 4)
    assert (votes.asked(one(1), one(2)), set(votes.about(2))) == (0, {0})


def test_of_what_was_denied_the_likeliest_is_remembered_for_all_that_it_comes_to_be_part_of():
    votes = Votes(0.02)
    for first, second, looked in [(0, 3, (1.0, 0.0)), (3, 0, (0.5, 2.0)), (1, 4, (2.0, 0.7))]:
        votes.deny(first, second, looked)
    assert votes.denied({3}, {0, 2}) == (1.0, 0.0)
    assert votes.denied({0, 1, 2}, {3, 4}) == votes.denied({3, 4}, {0, 1, 2}) == (2.0, 0.7)
    assert votes.denied({0}, {4}) is None


def test_a_certain_probability_is_refused():
    with pytest.raises(ValueError, match="leaves no doubt"):
        log_odds(1.0)


def test_a_table_keeps_what_lives_and_grows():
    table, rest = Table(), [0.0] * (len(COLUMNS) - 1)
    for number in range(3 * ROOM):
        table.put((number, number + 1), (float(number), *rest))
    for number in range(0, 3 * ROOM, 2):
        table.drop((number, number + 1))
    assert len(table) == 3 * ROOM // 2
    assert np.array_equal(np.sort(table.column("standing_out")), np.arange(1, 3 * ROOM, 2))
    assert np.array_equal(table.keys()[:, 0], table.column("standing_out"))
    table.put((1, 2), (0.5, *rest))
    assert table.value((1, 2), "standing_out") == 0.5
    assert table.column("standing_out")[table.row((1, 2))] == 0.5
    assert (0, 1) not in table
    with pytest.raises(KeyError):
        table.drop((0, 1))
