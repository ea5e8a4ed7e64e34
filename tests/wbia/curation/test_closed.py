"""Whoever asks is asked what they may answer, and told how much is left to others."""

from acm_wbia.wbia.curation.curator import Curator
from tests.wbia.curation.herds import lists

NODES = 8


def asked_by(curator, count):
    return [(each.first, each.second) for each in curator.questions(count)]


def counted(curator):
    return curator.open + curator.unlikely


def test_what_others_must_answer_takes_no_place_of_what_one_may_and_comes_in_turns():
    looks = lists(NODES, _0_1=9.0, _2_3=8.0, _4_5=2.0)
    open_to_all = Curator(looks, [None] * NODES)
    curator = Curator(looks, [None] * NODES, closed=[0, 1, 2, 3])
    assert asked_by(open_to_all, 2) == [(0, 1), (2, 3)]
    own, others = asked_by(curator, 2)[::2], asked_by(curator, 2)[1::2]
    assert others == [(0, 1), (2, 3)]
    assert own[0] == (4, 5)
    assert all(not {0, 1, 2, 3}.issuperset(pair) for pair in own)


def test_it_is_counted_how_many_others_must_answer():
    looks = lists(NODES, _0_1=9.0, _2_3=8.0)
    curator = Curator(looks, [None] * NODES, closed=[0, 1, 2, 3])
    assert counted(curator) == NODES * (NODES - 1) // 2
    assert sum(curator.of_closed) == 4 * 3 // 2
    assert Curator(looks, [None] * NODES).of_closed == (0, 0)


def test_of_two_groups_those_are_shown_about_whom_one_may_answer():
    looks = lists(NODES, _0_1=9.0, _1_2=9.0, _0_2=1.5)
    curator = Curator(looks, [None] * NODES, closed=[1, 2])
    curator.answer(0, 1, True)
    assert frozenset({0, 1}) in curator.groups
    pair = next(each for each in asked_by(curator, 40) if 2 in each and {0, 1} & {*each})
    assert pair == (0, 2), "1 and 2 are the likest, but not theirs who asks"
    assert curator.of_closed == (0, 0)
