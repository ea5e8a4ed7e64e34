"""A ranking puts the right animal first, shows why, and is the same every time."""

from dataclasses import replace

import faiss
import numpy as np
import pytest

from acm_wbia.wbia.matching.gallery import Gallery, Member
from acm_wbia.wbia.matching.hotspotter import HotSpotter
from acm_wbia.wbia.parameters.hotspotter import HotSpotterParameters
from acm_wbia.wbia.pictures import Picture
from tests.wbia.conftest import HEIGHT, WIDTH, features_of, member_of, picture_of

ANIMALS = range(5)


def ask(gallery, animal, photo, limit=20, **parameters):
    identify = HotSpotter(HotSpotterParameters.from_mapping(parameters))
    return identify(features_of(animal, photo), gallery, member_of(animal, photo), limit)


def told(ranking):
    """Everything a ranking says, comparable by ``==``."""
    annotations = [
        (found.annotation, found.name, found.score, found.matches.tolist())
        for found in ranking.annotations
    ]
    return ranking.individuals, annotations, ranking.compared, ranking.reason


@pytest.mark.parametrize("animal", ANIMALS)
@pytest.mark.parametrize("parameters", [{}, {"verify": False}, {"neighbours": 3}])
def test_the_right_animal_is_first(herd, animal, parameters):
    ranking = ask(herd, animal, 9, **parameters)
    first, second = ranking.individuals[:2]
    assert first.name == f"animal {animal}"
    assert first.score > 2 * second.score
    assert ranking.annotations[0].name == first.name
    assert ranking.compared == 10
    assert ranking.reason is None


@pytest.mark.parametrize("pictures", [1, 2, 7])
def test_only_the_pictures_with_the_most_votes_are_compared_again(herd, monkeypatch, pictures):
    looked_at = []
    verify = HotSpotter.verify

    def listening(self, features, others):
        looked_at.append(others)
        return verify(self, features, others)

    monkeypatch.setattr(HotSpotter, "verify", listening)
    ask(herd, 3, 9, verified_pictures=pictures)
    (others,) = looked_at
    assert len(others) == pictures
    own = [herd.stack[position] for position in (6, 7)]
    assert any(others[0] is each for each in own)


def test_every_individual_is_listed_once_and_best_first(herd):
    ranking = ask(herd, 2, 9)
    names = [found.name for found in ranking.individuals]
    assert len(set(names)) == len(names)
    scores = [found.score for found in ranking.individuals]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_the_limit_is_kept_and_each_individual_shows_a_picture(herd):
    ranking = ask(herd, 2, 9, limit=3)
    assert len(ranking.individuals) == 3
    shown = {found.annotation for found in ranking.annotations}
    assert {found.annotation for found in ranking.individuals} <= shown


def test_matches_are_one_to_one_and_lie_in_both_pictures(herd):
    for found in ask(herd, 1, 9).annotations:
        assert found.matches.shape[1] == 7
        assert found.matches.dtype == np.float32
        places = found.matches[:, :4]
        assert (places >= -1).all()
        assert (places <= (WIDTH, HEIGHT, WIDTH, HEIGHT)).all()
        assert len(np.unique(places[:, :2], axis=0)) == len(places)
        assert len(np.unique(places[:, 2:], axis=0)) == len(places)
        assert (np.diff(found.matches[:, 4]) <= 0).all()


def test_matches_of_the_right_animal_lead_to_the_same_spots():
    gallery = Gallery.build(
        [member_of(1, 0), member_of(2, 0)], [features_of(1, 0), features_of(2, 0)]
    )
    best = ask(gallery, 1, 9).annotations[0]
    here, there = best.matches[:, :2], best.matches[:, 2:4]
    homogeneous = np.column_stack([here, np.ones(len(here))])
    affine, *_ = np.linalg.lstsq(homogeneous, there, rcond=None)
    assert len(here) > 20
    assert np.median(np.linalg.norm(homogeneous @ affine - there, axis=1)) < 4


def test_the_answer_is_the_same_again_and_on_one_thread(herd):
    first = told(ask(herd, 3, 9))
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    alone = told(ask(herd, 3, 9))
    faiss.omp_set_num_threads(threads)
    assert first == alone == told(ask(herd, 3, 9))


def test_the_query_itself_its_encounter_and_its_picture_are_never_compared(herd):
    features = features_of(0, 0)
    for query in (
        Member("annotation 0-0"),
        Member("new", group="encounter 0-0"),
    ):
        found = HotSpotter()(features, herd, query).annotations
        assert "annotation 0-0" not in {each.annotation for each in found}
    pictured = Gallery.build(
        [member_of(0, 0, asset="p"), member_of(1, 0, asset="q")], [features, features_of(1, 0)]
    )
    ranking = HotSpotter()(features, pictured, Member("new", asset="p"))
    assert [each.name for each in ranking.individuals] == ["animal 1"]
    assert ranking.compared == 1


def test_a_whole_burst_of_the_query_does_not_crowd_out_the_others():
    burst = [replace(member_of(0, photo), group="burst") for photo in range(15)]
    others = [member_of(0, 20), member_of(1, 20)]
    features = [features_of(0, photo) for photo in range(15)] + [
        features_of(0, 20),
        features_of(1, 20),
    ]
    gallery = Gallery.build([*burst, *others], features)
    crowded = HotSpotter()(features_of(0, 0), gallery, burst[0])
    alone = HotSpotter()(features_of(0, 0), Gallery.build(others, features[-2:]), burst[0])
    assert told(crowded) == told(alone)
    assert crowded.individuals[0].name == "animal 0"


def test_unnamed_annotations_are_candidates_of_their_own():
    shown = [(0, 0), (0, 1), (1, 0)]
    gallery = Gallery.build(
        [member_of(*each, name=None) for each in shown], [features_of(*each) for each in shown]
    )
    ranking = ask(gallery, 0, 9)
    assert [found.name for found in ranking.individuals] == [None] * len(ranking.individuals)
    best = {found.annotation for found in ranking.individuals[:2]}
    assert best == {"annotation 0-0", "annotation 0-1"}


def test_an_empty_match_set_says_so():
    ranking = HotSpotter()(features_of(0), Gallery.build([], []))
    assert (ranking.individuals, ranking.annotations, ranking.compared) == ((), (), 0)
    assert "match set is empty" in ranking.reason


def test_a_match_set_of_the_own_encounter_only_says_so():
    gallery = Gallery.build([member_of(0, 0)], [features_of(0, 0)])
    ranking = HotSpotter()(features_of(0, 0), gallery, member_of(0, 0))
    assert ranking.compared == 0
    assert "own picture or encounter" in ranking.reason


def test_a_single_candidate_is_ranked_too():
    gallery = Gallery.build([member_of(0, 0)], [features_of(0, 0)])
    assert [found.name for found in ask(gallery, 0, 9).individuals] == ["animal 0"]


def test_extraction_and_ranking_share_their_parameters():
    picture: Picture = np.random.default_rng(0).integers(0, 255, (200, 200, 3)).astype(np.uint8)
    identify = HotSpotter(HotSpotterParameters.from_mapping({"features": 64}))
    assert len(identify.extract(picture, (0, 0, 200, 200))) == 64


def test_animals_seen_from_above_are_recognised_any_way_round():
    identify = HotSpotter(HotSpotterParameters.from_mapping({"upright": False}))
    shown = [(animal, 0) for animal in range(3)]
    gallery = Gallery.build(
        [member_of(*each) for each in shown],
        [identify.extract(picture_of(*each), (0, 0, WIDTH, HEIGHT)) for each in shown],
    )
    turned = np.ascontiguousarray(np.rot90(picture_of(1, 9)))
    ranking = identify(identify.extract(turned, (0, 0, HEIGHT, WIDTH)), gallery)
    assert ranking.individuals[0].name == "animal 1"
    assert ranking.individuals[0].score > 2 * ranking.individuals[1].score


def test_a_box_drawn_with_its_angle_stands_in_for_turning_the_picture():
    turned = np.ascontiguousarray(np.rot90(picture_of(1, 9), -1))
    x, y = (HEIGHT - WIDTH) / 2, (WIDTH - HEIGHT) / 2
    features = HotSpotter().extract(turned, (x, y, WIDTH, HEIGHT), theta=np.pi / 2)
    gallery = Gallery.build([member_of(a) for a in range(3)], [features_of(a) for a in range(3)])
    ranking = HotSpotter()(features, gallery)
    assert ranking.individuals[0].name == "animal 1"
    assert ranking.individuals[0].score > 2 * ranking.individuals[1].score
