"""A classifier says what its network says, and suggests a taxon or a side only where it is sure enough."""

import numpy as np
import pytest

from acm_wbia.wbia.classification.classifier import Classifier
from acm_wbia.wbia.classification.loading import Classifiers
from acm_wbia.wbia.errors import InvalidBox, ModelUnfit, UnknownModel
from acm_wbia.wbia.models.card import ModelCard
from acm_wbia.wbia.models.store import ModelStore
from tests.wbia.detection.networks import SIDE, always

PICTURE = np.full((200, 300, 3), 120, np.uint8)
BOX = (50, 50, 100, 100)


def card_of(**other):
    said = {
        "name": "kinds",
        "version": "1",
        "kind": "classifier",
        "description": "Kinds.",
        "licence": "MIT",
        "files": [{"name": "kinds.onnx"}],
        "input": {"size": [SIDE, SIDE], "resize": "stretch"},
        "scores": {"activation": "none"},
        "labels": ["zebra left", "zebra right", "dog", "wolf"],
        "taxa": {"zebra left": "Equus", "zebra right": "Equus", "wolf": "Canis lupus"},
        "viewpoints": {"zebra left": "left", "zebra right": "right"},
        "thresholds": {"default": 0.5, "Canis lupus": 0.8, "left": 0.6},
    }
    return ModelCard.model_validate({**said, **other})


@pytest.fixture
def suggestion(tmp_path):
    def made(*scores, **card):
        # The helper's networks have two axes a picture; a classifier has one, or three.
        answer = np.float32(scores).reshape(1, -1, 1, 1)
        network = always(tmp_path / "kinds.onnx", answer)
        return Classifier(card_of(**card), network)(PICTURE, BOX)

    return made


def test_labels_of_one_taxon_count_together(suggestion):
    found = suggestion(0.3, 0.35, 0.2, 0.1)
    assert (found.raw_class, found.raw_score) == ("zebra right", pytest.approx(0.35))
    assert (found.taxon, found.taxon_score) == ("Equus", pytest.approx(0.65))
    assert found.viewpoint is None


@pytest.mark.parametrize(
    ("wolf", "taxon"), [(0.7, None), (0.85, "Canis lupus")], ids=["unsure", "sure"]
)
def test_each_taxon_has_its_threshold(suggestion, wolf, taxon):
    found = suggestion(0.1, 0, 0, wolf)
    assert (found.raw_class, found.taxon) == ("wolf", taxon)
    assert (found.taxon_score is None) == (taxon is None)


@pytest.mark.parametrize(
    ("left", "right", "viewpoint"), [(0.55, 0, None), (0.65, 0, "left"), (0, 0.55, "right")]
)
def test_the_side_is_told_where_the_network_is_sure_of_it(suggestion, left, right, viewpoint):
    assert suggestion(left, right, 0, 0).viewpoint == viewpoint


def test_a_label_without_a_taxon_suggests_none(suggestion):
    found = suggestion(0.05, 0, 0.9, 0)
    assert (found.raw_class, found.taxon) == ("dog", None)


def test_raw_scores_become_shares_also_of_classes_that_have_no_label(suggestion):
    found = suggestion(0, 0, 0, 4, 4, scores={"activation": "softmax"})
    assert (found.raw_class, found.taxon) == ("wolf", None)
    assert found.raw_score == pytest.approx(0.487, abs=0.01)
    assert suggestion(0, 0, 0, 4, scores={"activation": "sigmoid"}).raw_score > 0.98


def test_places_are_taken_together(tmp_path):
    answer = np.zeros((1, 4, 2, 2), np.float32)
    answer[0, 3] = [[1, 1], [0.9, 0.7]]
    network = always(tmp_path / "kinds.onnx", answer)
    assert Classifier(card_of(), network)(PICTURE, BOX).taxon_score == pytest.approx(0.9)


def test_too_few_numbers_are_told(suggestion):
    with pytest.raises(ModelUnfit, match="each of 4 labels, this network 3"):
        suggestion(0.1, 0.2, 0.3)


def test_a_box_outside_the_picture_is_refused(tmp_path):
    network = always(tmp_path / "kinds.onnx", np.zeros((1, 4, 1, 1), np.float32))
    with pytest.raises(InvalidBox):
        Classifier(card_of(), network)(PICTURE, (400, 50, 10, 10))


def test_without_any_installed_there_is_none(tmp_path):
    classifiers = Classifiers(ModelStore(tmp_path))
    assert classifiers.get("default") is None
    with pytest.raises(UnknownModel, match="no classifier whole_picture"):
        classifiers.get("whole_picture")
