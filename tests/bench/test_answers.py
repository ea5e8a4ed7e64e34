"""Whom is a photo compared with, and what are the answers worth, those of several algorithms together too?"""

import json
from dataclasses import replace

import cv2
import numpy as np
import pytest

from acm_wbia.wbia.calibration.quality import expected_calibration_error
from acm_wbia.wbia.detection.whole_picture import WholePicture
from acm_wbia.wbia.embedding import Embedding
from acm_wbia.wbia.errors import NothingToMatch
from acm_wbia.wbia.matching.embedding import EmbeddingMatching
from acm_wbia.wbia.matching.fused import Fusion
from acm_wbia.wbia.matching.gallery import Member
from acm_wbia.wbia.matching.hotspotter import HotSpotter
from acm_wbia.wbia.matching.ranking import RankedIndividual, Ranking
from acm_wbia.wbia.models.algorithms import HOTSPOTTER
from acm_wbia.wbia.models.store import ModelStore
from acm_wbia.wbia.parameters.embedding import EmbeddingParameters
from acm_wbia.wbia.parameters.fusion import FusionParameters
from acm_wbia.wbia.parameters.hotspotter import HotSpotterParameters
from bench import _answers, _galleries
from bench._animals import drawn
from bench._answers import Answered, Question
from bench._boxes import Boxes
from bench._manifest import ManifestRow
from bench._worth import Fitting

TODAY = "2026-11-26"

FEW = HotSpotterParameters.from_mapping({"features": 150, "verify": False})
QUICK = HotSpotter(FEW)
WHOLE = Boxes(WholePicture())


class Another(HotSpotter):
    """A second part for a fusion."""

    card = HOTSPOTTER.model_copy(update={"name": "another"})


class Forgetful(HotSpotter):
    """One that cannot make out animal 1."""

    def extract(self, picture, bbox, theta=0.0):
        if picture.shape[1] == 320:
            raise NothingToMatch("too little pattern")
        return super().extract(picture, bbox, theta)


def rows_of(folder, animals=3, photos=2):
    """Drawn animals, each on photos of days of their own; the second animal's are smaller."""
    rows = []
    for animal in range(animals):
        for photo in range(photos):
            path = folder / f"{animal} {photo}.png"
            width = 320 if animal == 1 else 400
            cv2.imwrite(str(path), drawn(animal, photo, width, 240))
            rows.append(ManifestRow(path, f"animal {animal}", "left", f"day {animal} {photo}"))
    return rows


def told(answers):
    return [each.rankings[0].individuals for each in answers]


def names_of(ranking):
    return {each.name for each in ranking.individuals}


def test_a_photo_is_asked_about_as_known_where_another_encounter_of_its_side_shows_the_animal():
    rows = [
        ManifestRow(None, name, side, encounter)
        for name, side, encounter in [
            ("ada", "left", "1"),
            ("ada", "left", "2"),
            ("bob", "left", "3"),
            ("bob", "right", "4"),
        ]
    ]
    known = [each.photo for each in _answers.questions(rows) if each.known]
    assert known == [0, 1]
    assert [each.photo for each in _answers.questions(rows) if not each.known] == [0, 1, 2, 3]
    assert _answers.questions(rows)[0] == Question(0, known=True)


def test_a_catalogue_without_the_animal_does_not_name_it(tmp_path):
    answers = _answers.answers([QUICK], rows_of(tmp_path), WHOLE, None)
    assert len(answers) == 12
    for each in answers:
        (ranking,) = each.rankings
        assert (each.name in names_of(ranking)) == each.known
        if each.known:
            assert ranking.individuals[0].name == each.name


def test_two_individuals_of_one_photo_are_never_compared(tmp_path):
    rows = rows_of(tmp_path, photos=1)
    copy = tmp_path / "copy.png"
    copy.write_bytes(rows[0].path.read_bytes())
    rows.append(ManifestRow(copy, "its calf", "left", "another day"))
    named = {
        each.name: names_of(each.rankings[0])
        for each in _answers.answers([QUICK], rows, WHOLE, None)
    }
    assert named["animal 0"] == named["its calf"] == {"animal 1", "animal 2"}


def test_what_was_answered_is_kept_for_each_matcher_as_it_is_steered(tmp_path):
    rows, kept = rows_of(tmp_path), tmp_path / "answers.json"
    first = _answers.answers([QUICK], rows, WHOLE, kept)
    both = _answers.answers([QUICK, Another(FEW)], rows, WHOLE, kept)
    assert told(both) == told(first)
    assert len(json.loads(kept.read_text(encoding="utf-8"))) == 2
    with pytest.raises(SystemExit, match="other questions"):
        _answers.answers([QUICK], rows[:4], WHOLE, kept)


class Corner(WholePicture):
    """One that finds the animal in the first 200 × 120 pixels."""

    card = WholePicture.card.model_copy(update={"name": "corner"})

    def __call__(self, picture, *_):
        (whole,) = super().__call__(picture)
        return [replace(whole, bbox=(0.0, 0.0, 200.0, 120.0))]


class Noting(HotSpotter):
    """One that notes which boxes it is shown."""

    def __init__(self):
        super().__init__(FEW)
        self.shown = set()

    def extract(self, picture, bbox, theta=0.0):
        self.shown.add(tuple(bbox))
        return super().extract(picture, bbox, theta)


def test_what_is_asked_about_is_what_the_detector_found(tmp_path):
    rows, kept, noting = rows_of(tmp_path), tmp_path / "answers.json", Noting()
    corner = Boxes(Corner())
    found = told(_answers.answers([noting], rows, corner, kept))
    assert noting.shown == {(0.0, 0.0, 200.0, 120.0)}
    assert found != told(_answers.answers([noting], rows, WHOLE, kept))
    assert found == told(_answers.answers([noting], rows, corner, kept))
    assert len(json.loads(kept.read_text(encoding="utf-8"))) == 2


def test_who_cannot_make_out_an_animal_is_silent_and_the_other_is_heard(tmp_path):
    rows = rows_of(tmp_path)
    assert {each.name for each in _answers.answers([Forgetful(FEW)], rows, WHOLE, None)} == {
        "animal 0",
        "animal 2",
    }
    both = _answers.answers([Forgetful(FEW), Another(FEW)], rows, WHOLE, None)
    silent = [each for each in both if each.rankings[0] is None]
    assert {each.name for each in silent} == {"animal 1"}
    assert all(each.rankings[1] is not None for each in silent)


def test_whole_animals_are_asked_about_as_local_features_are(tmp_path):
    random = np.random.default_rng(1)
    matcher = EmbeddingMatching(EmbeddingParameters("efficientnet_lite0"), ModelStore(tmp_path))
    rows = random.uniform(0, 1, (3, matcher.dimension))
    rows[1] = rows[0] + 0.01 * rows[2]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    described = [Embedding(row.astype(np.float16)) for row in rows]
    members = [Member(str(number), name) for number, name in enumerate(["ada", "ada", "bob"])]
    found = _galleries.asking(matcher, members, described)(0, 3)
    assert [each.name for each in found.individuals] == ["ada", "bob"]
    assert found.individuals[0].score == pytest.approx(1, abs=0.01)


def answered(count, animals, seed):
    """One matcher sees who it is, more or less; the other guesses."""
    random = np.random.default_rng(seed)
    found = []
    for number in range(count):
        own, known = f"animal {number % animals}", number % 2 == 0
        others = [f"other {at}" for at in range(9)]
        sees = {name: float(np.exp(random.normal(0, 0.3))) for name in others}
        guesses = {name: float(np.exp(random.normal(0, 0.3))) for name in others}
        if known:
            sees[own] = float(np.exp(random.normal(1.2, 0.6)))
            guesses[own] = float(np.exp(random.normal(0, 0.3)))
        rankings = (ranking(sees), ranking(guesses))
        found.append(Answered(rankings, own, known, own))
    return found


def ranking(scores):
    order = sorted(scores, key=lambda name: -scores[name])
    individuals = tuple(RankedIndividual(name, scores[name], name) for name in order)
    return Ranking(individuals, (), len(order))


def first_right(told):
    return np.mean([judged.same[0] for judged, _ in told if judged.known])


def test_a_fusion_is_fitted_by_the_curves_of_its_parts_and_then_as_a_whole():
    fusion = Fusion(FusionParameters(), [HotSpotter(), Another()])
    fitted = Fitting(fusion, TODAY, every_part=True).worth(answered(300, 31, 3))
    assert [each.same.provenance.algorithm for each in fitted.parts] == ["hotspotter", "another"]
    told = fitted.confidence.same.provenance
    assert (told.algorithm, told.algorithm_version) == ("fusion", fusion.version)
    assert first_right(fitted.told(answered(200, 31, 4))) > 0.8


def test_a_part_without_a_shipped_prior_has_no_curve_as_in_the_product():
    fusion = Fusion(FusionParameters(), [HotSpotter(), Another()])
    hotspotter, another = Fitting(fusion, TODAY).worth(answered(300, 31, 3)).parts
    assert hotspotter is not None
    assert another is None


def test_who_asks_only_itself_has_no_parts():
    alone = [replace(each, rankings=each.rankings[:1]) for each in answered(300, 31, 3)]
    assert Fitting(HotSpotter(), TODAY, every_part=True).worth(alone).parts == [None]


def test_what_is_said_of_a_fusion_with_individuals_held_out_comes_true():
    fusion = Fusion(FusionParameters(), [HotSpotter(), Another()])
    told = Fitting(fusion, TODAY, every_part=True).held_out(answered(300, 61, 5))
    first = np.array([said.candidates[0] for _, said in told])
    right = np.array([judged.same[0] for judged, _ in told])
    assert expected_calibration_error(first, right) < 0.1
