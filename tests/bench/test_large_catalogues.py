"""The crowd hides nobody and is nobody, and what is reckoned of a catalogue is true."""

import json

import numpy as np
import pytest

from acm_wbia.acm.files.feature_segments import FeatureSegments
from acm_wbia.wbia.features import Features
from bench import large_catalogues
from bench.__main__ import main
from bench._crowd import KEPT
from tests.wbia.conftest import features_of


@pytest.fixture
def two_animals_a_side(monkeypatch):
    monkeypatch.setattr(large_catalogues, "DRAWN", 2)


def test_animals_are_found_in_a_crowd_and_time_and_room_are_told(two_animals_a_side, capsys):
    sizes = ["--sizes", "6", "60", "--exhaustive-up-to", "6", "--queries", "3"]
    assert main(["large_catalogues", *sizes, "--no-results"]) == 0
    figures = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    small, large = figures["6 annotations"], figures["60 annotations"]
    assert small["top-1 %"] == large["top-1 %"] == 100
    assert small["feature by feature"]["top-1 %"] == 100
    assert "feature by feature" not in large
    assert large["features"] == small["features"] + 54 * KEPT
    assert large["disk, bytes an annotation"] > 148 * KEPT
    assert figures["times slower than at 6"] > 0


def test_nobody_in_the_crowd_is_a_copy_of_a_photo(tmp_path):
    segments = FeatureSegments(tmp_path)
    photos = [features_of(animal, 0) for animal in range(3)]
    crowd = [
        Features.from_bytes(segments.read(each))
        for each in large_catalogues._crowd(segments, photos, 4)
    ]
    assert [len(each) for each in crowd] == [KEPT] * 4
    places = [set(map(tuple, each.keypoints.tolist())) for each in photos]
    for each in crowd:
        own = set(map(tuple, each.keypoints.tolist()))
        assert all(own & photo and own - photo for photo in places)
    assert not np.array_equal(crowd[0].descriptors, crowd[1].descriptors)
