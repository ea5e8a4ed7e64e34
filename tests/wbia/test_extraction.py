"""Features are the same every time, lie on the animal, and survive being stored."""

import dataclasses

import cv2
import numpy as np
import pytest

from acm_wbia.wbia.errors import InvalidParameters, NothingToMatch
from acm_wbia.wbia.extraction import extract
from acm_wbia.wbia.features import DamagedFeatures, Features
from acm_wbia.wbia.foreground import centred, outlined
from acm_wbia.wbia.parameters.extraction import ExtractionParameters
from tests.wbia.conftest import HEIGHT, WIDTH, features_of, picture_of

WHOLE = (0, 0, WIDTH, HEIGHT)


def test_the_same_picture_gives_the_same_bytes_on_any_number_of_threads():
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    alone = extract(picture_of(1), WHOLE)
    cv2.setNumThreads(threads)
    assert alone.to_bytes() == features_of(1).to_bytes()


def test_features_have_the_promised_shapes():
    features = features_of(1)
    count = len(features)
    assert 100 < count <= ExtractionParameters().features
    assert features.keypoints.shape == (count, 4)
    assert features.descriptors.shape == (count, 128)
    assert features.descriptors.dtype == np.uint8
    assert features.weights.shape == (count,)
    assert 0 < features.weights.min() <= features.weights.max() <= 1


def test_descriptors_are_about_512_long():
    lengths = np.linalg.norm(features_of(1).descriptors.astype(float), axis=1)
    assert lengths == pytest.approx(np.full(len(lengths), 512), rel=0.05)


def test_the_strongest_features_lie_on_the_animal_and_not_in_the_grass():
    points = features_of(1).points_in_picture()[:100]
    from_centre = (points - (WIDTH / 2, HEIGHT / 2)) / (WIDTH * 0.42, HEIGHT * 0.32)
    assert (np.hypot(*from_centre.T) < 1).all()


def test_features_of_a_part_are_told_in_pixels_of_the_whole():
    x, y, width, height = 100, 60, 300, 240
    points = extract(picture_of(1), (x, y, width, height)).points_in_picture()
    assert (points >= (x - 1, y - 1)).all()
    assert (points <= (x + width, y + height)).all()


def test_no_more_features_are_kept_than_asked_for():
    assert len(extract(picture_of(1), WHOLE, parameters=ExtractionParameters(features=60))) == 60


def test_upright_features_have_no_direction_and_free_ones_one_each():
    assert (features_of(1).keypoints[:, 3] == 0).all()
    free = extract(picture_of(1), WHOLE, parameters=ExtractionParameters(upright=False))
    assert len(np.unique(free.keypoints[:, 3])) > 50
    assert len(np.unique(free.keypoints[:, :3], axis=0)) == len(free)


def test_an_even_surface_has_nothing_to_match():
    fog = np.full((300, 400, 3), 170, np.uint8)
    with pytest.raises(NothingToMatch, match="too little pattern"):
        extract(fog, (0, 0, 400, 300))


def test_stored_features_come_back_without_a_copy():
    features = features_of(1)
    data = features.to_bytes()
    back = Features.from_bytes(data)
    for field in dataclasses.fields(Features):
        assert np.array_equal(getattr(back, field.name), getattr(features, field.name))
    assert not back.descriptors.flags.owndata


def test_stored_features_can_stay_on_the_disk(tmp_path):
    path = tmp_path / "features"
    path.write_bytes(features_of(1).to_bytes())
    mapped = np.memmap(path, dtype=np.uint8, mode="r")
    assert np.array_equal(Features.from_bytes(mapped).weights, features_of(1).weights)


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda data: b"x" + data[1:], lambda _: b""]
)
def test_damaged_bytes_are_refused(damage):
    with pytest.raises(DamagedFeatures):
        Features.from_bytes(damage(features_of(1).to_bytes()))


def test_the_fingerprint_changes_with_any_parameter():
    plain = ExtractionParameters()
    assert plain.fingerprint() == ExtractionParameters().fingerprint()
    assert plain.fingerprint() != ExtractionParameters(upright=False).fingerprint()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"feature": 10}, "Did you mean features"),
        ({"features": 1}, "between 50 and 5000"),
        ({"features": "many"}, "whole number"),
        ({"upright": 1}, "true or false"),
        ({"centre_sigma": True}, "a number"),
    ],
)
def test_parameters_out_of_their_range_are_refused_with_a_sentence(values, words):
    with pytest.raises(InvalidParameters, match=words):
        ExtractionParameters.from_mapping(values)


def test_the_centre_counts_most():
    bell = centred(90, 120, 0.25)
    assert bell.shape == (90, 120)
    assert bell[45, 60] == pytest.approx(1, abs=0.01)
    assert bell[0, 0] < 0.1


def test_the_outline_tells_an_animal_from_plain_grass():
    scene = np.full((200, 300, 3), (60, 160, 60), np.uint8)
    scene[:] += np.random.default_rng(0).integers(0, 20, scene.shape).astype(np.uint8)
    cv2.ellipse(scene, (150, 100), (100, 60), 0, 0, 360, (40, 80, 150), cv2.FILLED)
    weights = outlined(scene)
    assert weights[100, 150] == pytest.approx(1)
    assert weights[100, 70] > 0.9
    assert weights[10, 10] < 0.2


def test_where_no_outline_is_found_everything_counts():
    assert (outlined(np.full((200, 300, 3), 120, np.uint8)) > 0).all()
