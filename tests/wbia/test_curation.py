"""Few questions lead to the true grouping, also where the machine is often, and a person sometimes, wrong."""

import numpy as np
import pytest

from acm_wbia.wbia.curation.comparisons import AGAINST, Look, machine_weights
from acm_wbia.wbia.curation.curator import CurationParameters, Curator
from acm_wbia.wbia.curation.grouping import best_grouping, weakest_division, worth
from acm_wbia.wbia.curation.weights import MACHINE_LIMIT, Weights, log_odds

CAREFUL = CurationParameters(margin=3.5)


def table(nodes: int, **pairs: float) -> Weights:
    """``_0_1=2.5`` says that 0 and 1 are one animal, with a weight of 2.5."""
    weights = Weights(nodes)
    for name, weight in pairs.items():
        first, second = map(int, name.strip("_").split("_"))
        weights.compare(first, second, weight)
    return weights


def herd(animals: int = 12, seen: int = 4, seed: int = 1) -> tuple[Weights, list[int]]:
    """Of pairs of one animal the machine likes two thirds, faintly; of others one in a hundred."""
    random = np.random.default_rng(seed)
    truth = [number // seen for number in range(animals * seen)]
    weights = Weights(len(truth))
    for first in range(len(truth)):
        for second in range(first):
            same = truth[first] == truth[second]
            liked = random.uniform() < (0.67 if same else 0.01)
            weights.compare(first, second, float(random.normal(0.8 if liked else -0.2, 0.4)))
    return weights, truth


def ask_through(curator: Curator, truth: list[int], error: float) -> int:
    random = np.random.default_rng(9)
    asked = 0
    while questions := curator.questions():
        for each in questions:
            wrong = random.uniform() < error
            curator.answer(
                each.first, each.second, (truth[each.first] == truth[each.second]) != wrong
            )
            asked += 1
    return asked


def by_truth(truth: list[int]) -> list[frozenset[int]]:
    return [
        frozenset(node for node, animal in enumerate(truth) if animal == each)
        for each in sorted(set(truth))
    ]


def test_the_best_grouping_has_the_largest_sum() -> None:
    weights = table(5, _0_1=3, _1_2=3, _0_2=-1, _3_4=2, _2_3=0.3)
    groups = best_grouping(weights, range(5), 0.5)
    assert groups == [frozenset({0, 1, 2}), frozenset({3, 4})]
    assert worth(weights, groups, 0.5) == pytest.approx(3 + 3 - 1 + 2 - 3 * 0.5)


def test_a_group_divides_where_it_is_held_together_by_least() -> None:
    weights = table(4, _0_1=3, _2_3=3, _1_2=1)
    division = weakest_division(weights, frozenset(range(4)))
    assert division is not None
    assert (division[0], set(division[1:])) == (1, {frozenset({0, 1}), frozenset({2, 3})})
    assert weakest_division(weights, frozenset({2})) is None


def test_only_what_could_change_the_grouping_is_asked_and_the_closest_call_first() -> None:
    weights = table(6, _0_1=4, _2_3=0.9, _4_5=-3)
    parameters = CurationParameters(apart=0.5, margin=1.5)
    questions = Curator(weights, parameters).questions(5)
    assert [(each.first, each.second) for each in questions] == [(2, 3)]


def test_no_answer_is_asked_for_twice_once_it_agrees_with_the_machine() -> None:
    curator = Curator(table(2, _0_1=0.9))
    (question,) = curator.questions()
    curator.answer(question.first, question.second, True)
    assert curator.questions() == []
    assert curator.groups == [frozenset({0, 1})]


def test_a_no_divides_what_the_machine_had_joined() -> None:
    curator = Curator(table(2, _0_1=1.2))
    assert curator.groups == [frozenset({0, 1})]
    curator.answer(0, 1, False)
    assert curator.groups == [frozenset({0}), frozenset({1})]


def test_the_true_grouping_is_found_by_a_tenth_of_all_comparisons() -> None:
    weights, truth = herd()
    curator = Curator(weights, CAREFUL)
    assert curator.groups != by_truth(truth)
    asked = ask_through(curator, truth, 0.0)
    assert curator.groups == by_truth(truth)
    assert asked < len(truth) * (len(truth) - 1) / 2 / 10


def test_a_reviewer_who_errs_in_two_per_cent_spoils_little() -> None:
    weights, truth = herd()
    curator = Curator(weights, CAREFUL)
    ask_through(curator, truth, 0.02)
    right = set(curator.groups) & set(by_truth(truth))
    assert len(right) >= len(by_truth(truth)) - 1


def test_the_same_answers_lead_to_the_same_grouping() -> None:
    groups = []
    for _ in range(2):
        weights, truth = herd(seed=4)
        curator = Curator(weights)
        asked = ask_through(curator, truth, 0.02)
        groups.append((asked, curator.groups))
    assert groups[0] == groups[1]


def test_looks_from_both_encounters_are_one_comparison_and_sides_are_added() -> None:
    looks = [
        Look(0, "left", {1: 0.9, 2: 0.1}),
        Look(1, "left", {0: 0.8, 2: 0.1}),
        Look(2, "left", {1: 0.1}),
        Look(0, "right", {1: 0.7}),
        Look(1, "right", {0: 0.7}),
    ]
    weights = machine_weights(3, looks)
    usual = log_odds((0.9 + 0.1 + 0.8 + 0.1 + 0.1 + 0.7 + 0.7) / 7)
    left = (log_odds(0.9) + log_odds(0.8)) / 2 - usual
    assert weights.machine(0, 1) == pytest.approx(min(MACHINE_LIMIT, left + log_odds(0.7) - usual))
    assert weights.machine(1, 2) == pytest.approx(AGAINST * (log_odds(0.1) - usual))


def test_sides_that_only_one_of_two_shows_say_nothing() -> None:
    weights = machine_weights(3, [Look(0, "left", {2: 0.9}), Look(1, "right", {2: 0.2})])
    assert weights.machine(0, 2) == 0
    assert machine_weights(2, []).machine(0, 1) == 0


def test_a_certain_probability_is_refused() -> None:
    with pytest.raises(ValueError, match="leaves no doubt"):
        log_odds(1.0)
