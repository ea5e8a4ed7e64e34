"""Few questions lead to the true grouping, also where the machine is often, and a person sometimes, wrong."""

import math

import numpy as np
import pytest

from acm_wbia.wbia.curation.curator import CurationParameters, Curator
from acm_wbia.wbia.curation.grouping import joined
from acm_wbia.wbia.curation.looks import Look, Looks
from acm_wbia.wbia.curation.trust import Trust
from acm_wbia.wbia.curation.weights import Votes, log_odds

LISTED = 20


class Plain:
    """The contrast itself is the logarithm of the odds."""

    def probability(self, contrasts):
        return 1 / (1 + np.exp(-contrasts))


def one(*nodes):
    return frozenset(nodes)


def flat(node, nodes, **likes):
    """Node's list: all others score 1 but ``_3=5``, which stands out so many times."""
    stand_out = {int(name.strip("_")): score for name, score in likes.items()}
    return {other: stand_out.get(other, 1.0) for other in range(nodes) if other != node}


def beyond_chance(looks, first, second):
    """In log-odds."""
    return looks.between(first, second) - looks.chance


def herd(animals=12, seen=4, seed=1, liked=0.6):
    """Lists of twenty, as a matcher makes them: of pairs of one animal it likes some, of others some by chance."""
    random = np.random.default_rng(seed)
    truth = [number // seen for number in range(animals * seen)]
    scores = np.exp(random.normal(0, 0.4, (len(truth), len(truth))))
    for first in range(len(truth)):
        for second in range(first):
            if truth[first] == truth[second] and random.uniform() < liked:
                scores[first, second] *= math.exp(random.normal(1.8, 0.6))
                scores[second, first] *= math.exp(random.normal(1.8, 0.6))
    looks = []
    for node, own in enumerate(scores):
        own[node] = 0
        best = np.argsort(-own)[: min(LISTED, len(truth) - 1)]
        looks.append(Look(node, "left", {int(each): float(own[each]) for each in best}))
    return Looks(looks, Shifted()), truth


def ask_through(curator, truth, error, seed=9):
    random = np.random.default_rng(seed)
    asked = 0
    while questions := curator.questions():
        for each in questions:
            wrong = random.uniform() < error
            curator.answer(
                each.first, each.second, (truth[each.first] == truth[each.second]) != wrong
            )
            asked += 1
    return asked


def nameless(looks, nodes, **parameters):
    return Curator(looks, [None] * nodes, CurationParameters(**parameters))


def test_groups_are_joined_from_the_likeliest_on_while_any_two_belong_together():
    odds = {(0, 1): 3.0, (1, 2): 2.0, (0, 2): -1.0, (3, 4): 0.5}

    def above(least):
        def pull(first, second):
            value = sum(
                weight
                for (one, other), weight in odds.items()
                if (one in first and other in second) or (one in second and other in first)
            )
            return value if value >= least else None

        return pull

    single = [one(node) for node in range(5)]
    found = joined(single, odds, above(1.0))
    assert found.groups == [one(0, 1, 2), one(3), one(4)]
    assert found.joins == [(one(0), one(1)), (one(0, 1), one(2))]
    assert found.left == [(one(3), one(4))]
    assert joined(single, odds, above(1.5)).groups == [one(0, 1), one(2), one(3), one(4)]


def test_groups_that_nothing_connects_are_never_looked_at():
    def never(first, second):
        raise AssertionError("there is no such pair")

    found = joined([one(0), one(1)], [], never)
    assert (found.groups, found.joins, found.left) == ([one(0), one(1)], [], [])


def test_what_stands_out_from_both_ways_is_one_comparison():
    looks = Looks([Look(0, "left", flat(0, 6, _1=math.e**2)), Look(1, "left", flat(1, 6))], Plain())
    assert beyond_chance(looks, one(0), one(1)) == pytest.approx(1.0), "the mean of 2 and 0"
    assert looks.between(one(1), one(0)) == looks.between(one(0), one(1))


def test_the_pictures_of_a_group_are_asked_and_compared_with_as_one():
    looks = Looks(
        [
            Look(0, "left", flat(0, 9, _2=4.0)),
            Look(1, "left", flat(1, 9, _2=4.0)),
            Look(2, "left", flat(2, 9, _0=4.0, _1=4.0)),
        ],
        Plain(),
    )
    expected = math.log(4.0) * 2**0.25
    assert beyond_chance(looks, one(0, 1), one(2)) == pytest.approx(expected, abs=1e-4)
    assert looks.between(one(0, 1), one(2)) > looks.between(one(0), one(2))


def test_a_large_group_is_not_likelier_for_being_large():
    looks = Looks([Look(node, "left", flat(node, 9)) for node in range(9)], Plain())
    for others in (one(1), one(1, 2, 3, 4)):
        assert beyond_chance(looks, one(0), others) == pytest.approx(0, abs=1e-6)


def test_where_others_get_next_to_nothing_twenty_times_as_much_is_nothing_too():
    nearly = {2: 0.002, 3: 0.002, 4: 0.002, 5: 0.04}
    looks = Looks(
        [Look(0, "left", {1: 100.0, **nearly}), Look(1, "left", {0: 100.0, **nearly})], Plain()
    )
    assert beyond_chance(looks, one(0), one(1)) > 1
    assert beyond_chance(looks, one(0), one(5)) < 0


def test_sides_are_added_and_one_that_only_one_of_two_shows_says_nothing():
    left = [Look(node, "left", flat(node, 6, **{f"_{1 - node}": 9.0})) for node in (0, 1)]
    left += [Look(node, "left", flat(node, 6)) for node in (2, 5)]
    both = [*left, *(Look(each.node, "right", each.scores) for each in left)]
    once, twice = Looks(left, Shifted()), Looks(both, Shifted())
    assert twice.between(one(0), one(1)) > once.between(one(0), one(1)) + 1
    right = [Look(3, "right", flat(3, 6)), Look(4, "right", flat(4, 6))]
    apart = Looks([*left, *right], Plain())
    assert apart.between(one(0), one(3)) == apart.between(one(1), one(4)), "the usual, no more"


def test_what_is_only_compared_with_is_told_by_the_one_way_there_is():
    looks = Looks([Look(0, "left", flat(0, 6, _1=math.e**2))], Plain())
    assert beyond_chance(looks, one(0), one(1)) == pytest.approx(2.0)


def test_where_there_is_nothing_to_compare_chance_with_nothing_is_said():
    looks = Looks([Look(0, "left", {1: 9.0, 2: 1.0}), Look(1, "left", {0: 9.0})], Plain())
    assert looks.between(one(0), one(1)) == 0


class Steps:
    """As fitted on many pairs: nothing more is known from a contrast of 2 on, and little below 1."""

    def probability(self, contrasts):
        return np.clip(0.01 + 0.9 * (contrasts - 1), 0.01, 0.9)


def test_what_stands_out_further_than_any_pair_a_curve_was_fitted_on_is_likelier_still():
    looks = Looks(
        [Look(0, "left", flat(0, 9, _1=9.0, _2=30.0, _3=0.5)), Look(4, "left", flat(4, 9))], Steps()
    )
    likeness = [looks.between(one(0), one(other)) for other in (3, 5, 1, 2)]
    assert likeness == sorted(likeness)
    assert len(set(likeness)) == 4


def test_a_median_leaves_out_the_two_that_are_compared():
    scores = {1: 9.0, 2: 8.0, 3: 1.0, 4: 2.0, 5: 3.0, 6: 4.0}
    looks = Looks([Look(0, "left", scores)], Plain())
    assert beyond_chance(looks, one(0), one(1)) == pytest.approx(math.log(9.0 / 3.0))
    both = beyond_chance(looks, one(0), one(1, 2))
    assert both == pytest.approx(math.log(8.5 / 2.5) * 2**0.25)


def lists(nodes, **pairs):
    """``_0_1=4.0``: to 0 and 1 each other stand out four times."""
    scores = [flat(node, nodes) for node in range(nodes)]
    for name, score in pairs.items():
        first, second = map(int, name.strip("_").split("_"))
        scores[first][second] = scores[second][first] = score
    return Looks([Look(node, "left", own) for node, own in enumerate(scores)], Shifted())


def test_only_what_is_uncertain_is_asked_and_the_likeliest_first():
    curator = nameless(lists(9, _0_1=30.0, _2_3=2.0, _4_5=6.0, _6_7=0.05), 9)
    questions = curator.questions(9)
    assert [(each.first, each.second) for each in questions] == [(4, 5), (2, 3)]
    assert questions[0].same > questions[1].same
    assert (curator.open, curator.groups[0]) == (2, one(0, 1))


class Shifted:
    """As a matcher's: what does not stand out is unlikely."""

    def probability(self, contrasts):
        return 1 / (1 + np.exp(3.2 - 1.84 * contrasts))


def test_one_yes_joins_and_one_no_parts_where_the_machine_could_not_tell():
    for same, expected in ((True, one(0, 1)), (False, one(0))):
        curator = nameless(lists(6, _0_1=4.0), 6)
        (question,) = curator.questions()
        curator.answer(question.first, question.second, same)
        assert (curator.questions(), curator.groups[0]) == ([], expected)


def test_who_doubts_more_is_asked_about_the_unlikely_too():
    looks = lists(9, _0_1=30.0, _2_3=2.0, _4_5=6.0)
    usual, more = nameless(looks, 9), nameless(looks, 9, doubt=4.5)
    assert (usual.open, more.open > 20) == (2, True)
    assert more.questions(1) == usual.questions(1)
    assert usual.groups == more.groups


def test_what_a_person_cannot_tell_is_not_asked_for_ever():
    curator = nameless(lists(6, _0_1=4.0), 6)
    for _ in range(2):
        (question,) = curator.questions()
        curator.answer(question.first, question.second, None)
    assert (curator.questions(), curator.open) == ([], 0)


def test_a_name_stands_until_the_pictures_and_a_person_speak_against_it():
    names = ["A", "A", "B", "B", None, None, None, None]
    curator = Curator(lists(8, _0_1=0.3), names)
    assert {one(0, 1), one(2, 3)} <= set(curator.groups)
    asked = {(each.first, each.second) for each in curator.questions(1)}
    assert asked == {(0, 1)}, "where the pictures speak against the name most"
    curator.answer(0, 1, False)
    assert {one(0), one(1), one(2, 3)} <= set(curator.groups)


def test_the_machine_is_trusted_as_far_as_the_answers_bear_it_out():
    said = [-1.0, -0.5, 0.0, 0.5] * 5
    trust = Trust(-3.0)
    more = trust.learned([(each, True) for each in said], 0.02)
    less = trust.learned([(each, False) for each in said], 0.02)
    assert less.read(0.0) < -1 < 1 < more.read(0.0)
    assert more.read(-3.0) == less.read(-3.0) == -3.0, "chance is chance"
    assert trust.learned([], 0.02).read(1.5) == 1.5
    backward = trust.learned([(-3.0, True), (3.0, False)] * 20, 0.02)
    assert backward.read(1.0) > backward.read(0.0), "never the other way round"


def alike(groups, truth):
    """Of the pairs in one group, here or in truth, how many are in both; 1: the true grouping."""
    home = {node: number for number, group in enumerate(groups) for node in group}
    pairs = [(a, b) for a in range(len(truth)) for b in range(a)]
    there = {(a, b) for a, b in pairs if home[a] == home[b]}
    true = {(a, b) for a, b in pairs if truth[a] == truth[b]}
    return len(there & true) / len(there | true)


@pytest.mark.parametrize("error", [0.0, 0.02])
def test_a_tenth_of_all_comparisons_leads_to_almost_the_true_grouping(error):
    looks, truth = herd()
    curator = nameless(looks, len(truth))
    before = alike(curator.groups, truth)
    asked = ask_through(curator, truth, error)
    assert before < 0.4
    assert alike(curator.groups, truth) > 0.7
    assert asked < len(truth) * (len(truth) - 1) / 2 / 10


def test_the_same_answers_lead_to_the_same_grouping():
    groups = []
    for _ in range(2):
        looks, truth = herd(seed=4)
        curator = nameless(looks, len(truth))
        asked = ask_through(curator, truth, 0.02)
        groups.append((asked, curator.groups))
    assert groups[0] == groups[1]


def test_answers_taken_in_together_say_what_they_say_one_by_one():
    looks, truth = herd(seed=2)
    first, second = nameless(looks, len(truth)), nameless(looks, len(truth))
    answers = [(q.first, q.second, truth[q.first] == truth[q.second]) for q in first.questions(5)]
    for each in answers:
        first.answer(*each)
    second.answer_all(answers)
    assert first.groups == second.groups
    assert first.questions(3) == second.questions(3)


def test_votes_have_no_direction_and_add_up():
    votes = Votes(0.02)
    votes.cast(1, 0, True)
    votes.cast(0, 1, True)
    votes.cast(0, 2, False)
    assert votes.between(one(0), one(1, 2)) == pytest.approx(log_odds(0.98))
    assert (votes.asked(0, 1), votes.asked(1, 2)) == (2, 0)


def test_a_certain_probability_is_refused():
    with pytest.raises(ValueError, match="leaves no doubt"):
        log_odds(1.0)
