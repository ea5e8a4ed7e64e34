"""Without any model the whole picture is one animal."""

import numpy as np

from acm_wbia.wbia.detection.detector import Choosing
from acm_wbia.wbia.detection.loading import Detectors
from acm_wbia.wbia.models.store import ModelStore

PICTURE = np.zeros((300, 400, 3), np.uint8)


def test_the_whole_picture_is_one_animal(tmp_path):
    (found,) = Detectors(ModelStore(tmp_path)).get("whole_picture")(PICTURE)
    assert found.bbox == (0, 0, 400, 300)
    assert (found.theta, found.class_name, found.viewpoint) == (0, "animal", None)


def test_it_is_as_sure_as_anybody_may_ask(tmp_path):
    detector = Detectors(ModelStore(tmp_path)).get("whole_picture")
    assert detector(PICTURE, choosing=Choosing(1.0, 0.0)) == detector(PICTURE)


def test_nothing_found_is_an_answer(tmp_path):
    detector = Detectors(ModelStore(tmp_path)).get("whole_picture")
    assert detector(PICTURE, classes={"vehicle"}) == ()
