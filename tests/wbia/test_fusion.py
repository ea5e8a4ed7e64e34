"""Several algorithms' rankings of one query become one."""

import numpy as np
import pytest

from acm_wbia.wbia.matching.fusion import fused, shares
from acm_wbia.wbia.matching.ranking import RankedAnnotation, RankedIndividual, Ranking

NO_MATCHES = np.zeros((0, 5), dtype=np.float32)


def ranking(**scores):
    """Of individuals by name, each on one picture of its own."""
    order = sorted(scores, key=lambda name: -scores[name])
    individuals = tuple(RankedIndividual(name, scores[name], f"of {name}") for name in order)
    annotations = tuple(
        RankedAnnotation(f"of {name}", name, scores[name], NO_MATCHES) for name in order
    )
    return Ranking(individuals, annotations, len(scores))


def trusted(share):
    return 0.02 + 0.9 * share**2


def says_nothing(share):
    return np.full(len(share), 0.3)


def names_of(found):
    return [each.name for each in found.individuals]


def test_a_score_counts_as_a_share_of_the_best_one():
    assert shares(ranking(ada=8.0, bob=2.0)) == {"ada": 1.0, "bob": 0.25}


def test_whom_both_rank_high_comes_before_whom_one_ranks_first():
    one = ranking(ada=1.0, bob=0.9, eve=0.1)
    other = ranking(eve=50.0, bob=45.0, ada=1.0)
    found = fused([one, other], [trusted, trusted], 3)
    assert names_of(found)[0] == "bob"
    assert 0 < found.individuals[-1].score < found.individuals[0].score < 1


def test_an_algorithm_that_tells_nothing_has_no_voice():
    one = ranking(ada=1.0, bob=0.9, eve=0.1)
    other = ranking(eve=50.0, bob=45.0, ada=1.0)
    assert names_of(fused([one, other], [trusted, says_nothing], 3)) == ["ada", "bob", "eve"]


def test_whom_one_algorithm_does_not_find_is_still_found_by_the_other():
    found = fused([ranking(ada=1.0), ranking(bob=3.0)], [trusted, trusted], 5)
    assert set(names_of(found)) == {"ada", "bob"}
    assert {each.annotation for each in found.annotations} == {"of ada", "of bob"}


def test_the_picture_of_everybody_shown_is_among_the_annotations():
    one = ranking(ada=1.0, bob=0.9, eve=0.1)
    found = fused([one, one], [trusted, trusted], 2)
    shown = {each.annotation for each in found.annotations}
    assert {each.annotation for each in found.individuals} <= shown
    assert len(found.individuals) == 2


def test_without_any_candidate_the_reason_stays():
    nobody = Ranking((), (), 0, "The match set is empty.")
    assert fused([nobody, nobody], [trusted, trusted], 3).reason == "The match set is empty."


def test_each_ranking_needs_its_curve():
    with pytest.raises(ValueError, match="zip"):
        fused([ranking(ada=1.0), ranking(ada=1.0)], [trusted], 3)
