"""The machine is believed as far as it is known, and as the answers bear it out."""

import numpy as np
import pytest

from acm_wbia.wbia.curation.trust import LEVEL, Answers, Trust

ERROR = 0.02


def answers(standing_out, same, smaller=0.0, besides=0.0):
    standing_out = np.array(standing_out, dtype=float)
    return Answers(
        standing_out,
        np.full(len(standing_out), smaller),
        np.full(len(standing_out), besides),
        np.array(same),
    )


def read(trust, standing_out, smaller=0.0):
    return float(trust.read(np.array([standing_out]), np.array([smaller]))[0])


def test_a_line_that_is_not_known_says_less_and_the_less_the_further_out():
    before = Trust.before(2.0)
    assert LEVEL < read(before, 0.0) < LEVEL / 2
    assert 0 < read(before, 6.0) < LEVEL + 12
    many = answers([0.0, 6.0] * 100, [False, True] * 100)
    assert read(before.learned(many, ERROR), 6.0) > read(before, 6.0) + 1


def test_more_that_are_one_animal_raise_the_line_and_fewer_lower_it():
    said = [0.5, 1.0, 1.5, 2.0] * 10
    before = Trust.before(2.0)
    more = before.learned(answers(said, [True] * 40), ERROR)
    less = before.learned(answers(said, [False] * 40), ERROR)
    assert read(less, 1.5) < read(before, 1.5) < read(more, 1.5)
    assert before.learned(answers([], []), ERROR).weights == pytest.approx(before.weights)


def test_whatever_is_answered_what_looks_likelier_is_not_thought_less_likely():
    backward = Trust.before(2.0).learned(answers([-1.0, 4.0] * 50, [True, False] * 50), ERROR)
    assert read(backward, 2.0) > read(backward, 1.0)


def test_large_groups_have_a_level_of_their_own():
    small = answers([1.0] * 40, [True, False] * 20)
    large = answers([1.0] * 40, [False] * 40, smaller=2.0)
    both = Answers(
        *(np.concatenate(two) for two in zip(_columns(small), _columns(large), strict=True))
    )
    trust = Trust.before(2.0).learned(both, ERROR)
    assert read(trust, 1.0, smaller=2.0) < read(trust, 1.0) - 1


def test_a_rare_yes_among_the_hopeless_is_taken_for_an_error():
    said = [-3.0] * 200
    none = Trust.before(2.0).learned(answers(said, [False] * 200), ERROR)
    some = Trust.before(2.0).learned(answers(said, ([True] + [False] * 49) * 4), ERROR)
    assert read(some, -3.0) < -4
    assert read(some, -3.0) == pytest.approx(read(none, -3.0), abs=1)


def test_what_was_known_besides_is_not_put_down_to_the_machine():
    alone = Trust.before(2.0).learned(answers([1.0] * 30, [True] * 30), ERROR)
    helped = Trust.before(2.0).learned(answers([1.0] * 30, [True] * 30, besides=4.0), ERROR)
    assert read(helped, 1.0) < read(alone, 1.0) - 1


def _columns(given):
    return given.standing_out, given.smaller, given.besides, given.same
