"""A join is doubted where one part of it is a third and the other is not, and only there."""

import pytest

from acm_wbia.wbia.curation.doubts import doubts
from acm_wbia.wbia.curation.grouping import Grouping
from acm_wbia.wbia.curation.sayings import Sayings
from acm_wbia.wbia.curation.weights import log_odds
from tests.wbia.curation.herds import lists, nameless, one

SURE = log_odds(0.98)


def joined(nodes, answers, *pairs):
    """Each pair of nodes joined in turn; of each join, by its nodes, how far it is doubted."""
    sayings = Sayings([None] * nodes, 0.02, 0.01)
    grouping = Grouping(nodes, lists(nodes).sides, sayings)
    for first, second in pairs:
        grouping.join(grouping.home(first), grouping.home(second), 0.0)
    for answer in answers:
        sayings.votes.cast(*answer)
        grouping.hear(*answer[:2])
    joins = [join for held in grouping.joins.values() for join in held]
    found = doubts(grouping, sayings.votes, joins)
    return {
        join.first | join.second: doubt for join, doubt in zip(joins, found.tolist(), strict=True)
    }


def test_one_part_is_the_third_and_the_other_is_not():
    apart = joined(6, [(0, 2, True), (1, 2, False)], (0, 1))
    assert apart == {one(0, 1): pytest.approx(SURE)}
    together = joined(6, [(0, 2, True), (1, 2, False)], (0, 1), (0, 2))
    assert together == {one(0, 1): pytest.approx(SURE), one(0, 1, 2): 0}


def test_the_third_is_all_of_the_group_that_the_two_were_asked_about():
    found = joined(8, [(0, 2, True), (1, 3, False)], (0, 1), (2, 3), (0, 2))
    # Either of the two may be the one that does not belong.
    assert found[one(0, 1)] == found[one(2, 3)] == pytest.approx(SURE)
    assert found[one(0, 1, 2, 3)] == 0


def test_answers_that_agree_raise_no_doubt():
    assert joined(6, [(0, 2, False), (1, 2, False)], (0, 1)) == {one(0, 1): 0}
    assert joined(6, [(0, 2, True), (1, 2, True)], (0, 1), (0, 2)) == {
        one(0, 1): 0,
        one(0, 1, 2): 0,
    }


def test_what_is_doubted_is_asked_about():
    curator = nameless(lists(12, _0_1=9.0), 12)
    curator.answer(0, 1, True)
    for answer in [(0, 2, True), (1, 2, False)]:
        curator.answer(*answer)
    (question,) = curator.questions()
    assert (question.first, question.second) == (0, 1)


def test_the_more_a_join_is_doubted_the_sooner_it_is_asked_about():
    curator = nameless(lists(12, _0_1=9.0, _4_5=4.0), 12)
    curator.answer(0, 1, True)
    curator.answer_all([(0, 2, True), (1, 2, False)] * 3)
    (question,) = curator.questions()
    assert (question.first, question.second) == (0, 1)
    assert question.same < 0.01
    assert {0, 1} <= curator.unsettled
    assert curator.open > 0
