"""Several algorithms' rankings of one query become one."""

import numpy as np
import pytest
from scipy.special import expit

from acm_wbia.wbia.calibration.priors import prior
from acm_wbia.wbia.errors import InvalidParameters
from acm_wbia.wbia.matching.fused import Fusion
from acm_wbia.wbia.matching.fusion import contrasts_of, fused
from acm_wbia.wbia.matching.hotspotter import HotSpotter
from acm_wbia.wbia.matching.ranking import RankedAnnotation, RankedIndividual, Ranking
from acm_wbia.wbia.models.algorithms import ALIKED, XFEAT
from acm_wbia.wbia.parameters.fusion import FusionParameters

NO_MATCHES = np.zeros((0, 5), dtype=np.float32)


def ranking(**scores):
    """Of individuals by name, each on one picture of its own."""
    order = sorted(scores, key=lambda name: -scores[name])
    individuals = tuple(RankedIndividual(name, scores[name], f"of {name}") for name in order)
    annotations = tuple(
        RankedAnnotation(f"of {name}", name, scores[name], NO_MATCHES) for name in order
    )
    return Ranking(individuals, annotations, len(scores))


def trusted(contrasts):
    return expit(2 * contrasts - 1)


def says_nothing(contrasts):
    return np.full(len(contrasts), 0.3)


def names_of(found):
    return [each.name for each in found.individuals]


def test_a_score_counts_by_how_far_it_stands_out_over_the_upper_quartile_of_the_others():
    found = contrasts_of(ranking(ada=8.0, bob=3.0, eve=2.0, ivy=1.0, kay=0.5, lea=0.4))
    assert found["ada"] == pytest.approx(np.log(8 / 2))
    assert found["lea"] == pytest.approx(np.log(0.4 / 3))


def test_whether_half_of_the_others_were_looked_at_again_or_fewer_makes_no_difference():
    few = contrasts_of(
        ranking(ada=90.0, **{f"a{n}": 8.0 for n in range(7)}, **{f"b{n}": 0.5 for n in range(12)})
    )
    more = contrasts_of(
        ranking(ada=90.0, **{f"a{n}": 8.0 for n in range(12)}, **{f"b{n}": 0.5 for n in range(7)})
    )
    assert few["ada"] == more["ada"] == pytest.approx(np.log(90 / 8))


def test_of_two_candidates_the_best_does_not_stand_out():
    assert contrasts_of(ranking(ada=8.0, bob=2.0)) == {"ada": 0, "bob": pytest.approx(-np.log(4))}


def test_candidates_beyond_the_first_page_stand_out_less_and_less():
    found = contrasts_of(ranking(**{f"animal {n}": 1 / (1 + n) for n in range(60)}))
    values = list(found.values())
    assert values == sorted(values, reverse=True)
    assert len(values) == 60


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


def with_matches(found, name, count):
    """As it is, but that the picture of one shows what was matched."""
    matches = np.ones((count, 5), dtype=np.float32)
    annotations = tuple(
        RankedAnnotation(each.annotation, each.name, each.score, matches)
        if each.name == name
        else each
        for each in found.annotations
    )
    return Ranking(found.individuals, annotations, found.compared)


def test_what_is_shown_comes_from_who_says_most_and_has_something_to_show():
    sure = with_matches(ranking(ada=9.0, bob=1.0, eve=0.9), "ada", 3)
    unsure = with_matches(ranking(ada=2.0, bob=1.9, eve=1.8), "ada", 8)
    shown = fused([unsure, sure], [trusted, trusted], 3).annotations[0]
    assert (shown.annotation, len(shown.matches)) == ("of ada", 3)
    wordless = ranking(ada=90.0, bob=1.0, eve=0.9)
    shown = fused([wordless, unsure], [trusted, trusted], 3).annotations[0]
    assert (shown.annotation, len(shown.matches)) == ("of ada", 8)


def test_an_algorithm_that_finds_nobody_says_nothing():
    one = ranking(ada=5.0, bob=1.0, eve=0.9)
    nobody = Ranking((), (), 3, "No annotation of the match set resembles the query.")
    alone = fused([one], [trusted], 3)
    assert fused([nobody, one], [trusted, trusted], 3).individuals == alone.individuals


class Sure:
    """What a score is worth, as a calibration says it."""

    def __init__(self, probability):
        self.same = self
        self.probability = probability


def test_an_algorithm_that_could_not_describe_the_query_is_passed_over():
    fusion = Fusion(FusionParameters(), [HotSpotter(), HotSpotter()])
    one = ranking(ada=5.0, bob=1.0, eve=0.9)
    found = fusion.joined([None, one], [None, Sure(trusted)], 2)
    assert found.individuals == fused([one], [trusted], 2).individuals


def test_what_was_measured_of_an_algorithm_decides_how_much_it_says():
    fusion = Fusion(FusionParameters(), [HotSpotter(), HotSpotter()])
    one, other = ranking(ada=9.0, bob=2.0, eve=1.0), ranking(eve=9.0, bob=2.0, ada=1.0)
    for curves, first in (([trusted, says_nothing], "ada"), ([says_nothing, trusted], "eve")):
        found = fusion.joined([one, other], [Sure(each) for each in curves], 3)
        assert found.individuals[0].name == first
    unmeasured = fusion.joined([one, other], [Sure(trusted), None], 3)
    assert unmeasured.individuals[0].name == "ada"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("hotspotter", "a list of two"),
        (["hotspotter"], "a list of two"),
        (["hotspotter", "hotspotter"], "asked once"),
        (["hotspotter", "alikd"], "Did you mean aliked"),
        (["hotspotter", "fusion"], "no algorithm to be asked fusion"),
        (["aliked", {"name": "hotspotter", "parameters": {"upwright": True}}], "upright"),
        (["aliked", {"name": "hotspotter", "weight": 2}], "no parameter weight"),
        (["aliked", {"name": "hotspotter", "parameters": 3}], "names and values"),
        (["aliked", 3], "has a name"),
    ],
)
def test_algorithms_that_cannot_be_asked_together_are_refused(given, said):
    with pytest.raises(InvalidParameters, match=said):
        FusionParameters.from_mapping({"algorithms": given})


def test_an_algorithm_may_be_asked_twice_with_other_parameters():
    given = ["hotspotter", {"name": "hotspotter", "parameters": {"upright": False}}]
    told = FusionParameters.from_mapping({"algorithms": given}).to_mapping()
    assert [each["parameters"]["upright"] for each in told["algorithms"]] == [True, False]


def test_parts_are_told_with_all_their_parameters():
    given = ["aliked", {"name": "hotspotter", "parameters": {"upright": False}}]
    told = FusionParameters.from_mapping({"algorithms": given}).to_mapping()
    assert [each["name"] for each in told["algorithms"]] == ["aliked", "hotspotter"]
    assert told["algorithms"][1]["parameters"]["upright"] is False
    assert FusionParameters.from_mapping(told).to_mapping() == told


class Aliked(HotSpotter):
    """In its name only: the network is not needed to know its version."""

    card = ALIKED


class XFeat(HotSpotter):
    card = XFEAT


def test_a_prior_is_shipped_for_what_is_asked_unless_something_else_is_said_and_for_no_other_parts():
    usual = Fusion(FusionParameters(), [HotSpotter(), Aliked()])
    others = Fusion(FusionParameters(), [HotSpotter(), XFeat()])
    shipped = prior("fusion", usual.version)
    assert shipped is not None
    assert shipped.same.provenance.algorithm_version == usual.version
    assert prior("fusion", others.version) is None


def test_no_prior_is_shipped_where_one_species_misleads_about_the_other():
    assert prior("hotspotter", HotSpotter().version) is not None
    assert prior("aliked", Aliked().version) is None
