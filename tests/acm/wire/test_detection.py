"""Is a client's detection done by the detector that it names, and told as it asked?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from acm_wbia.acm.wire import detection
from tests.acm.photos import plain as fog
from tests.acm.tiny_detector import install_tiny
from tests.acm.wire.conftest import OldClient, plain
from tests.wbia.detection.networks import rows_of

FOUND = [
    {"bbox": [10.4, 10.6, 100.2, 80.1], "confidence": 0.9, "class": "zebra"},
    {"bbox": [12.0, 12.0, 100.0, 80.0], "confidence": 0.8, "class": "zebra"},
    {"bbox": [12.0, 12.0, 100.0, 80.0], "confidence": 0.7, "class": "giraffe"},
    {"bbox": [200.0, 100.0, 50.0, 60.0], "confidence": 0.3, "class": "zebra"},
]


def published(client: OldClient, image: dict[str, str]) -> dict[str, Any]:
    """What a client is told when a detector has found those."""
    found = [{**each, "theta": 0.0, "viewpoint": "front_left"} for each in FOUND]
    outcome = {"asset": plain(image), "reason": None, "annotations": found}
    asked, scope = {"image_uuid_list": [plain(image)]}, client.scope
    return detection.publish_detection(client.acm.foundation, scope, asked, {"assets": [outcome]})


SEEN = rows_of(
    (0, 16, 32, 32, 0.9, 0),
    (0, 16, 32, 30, 0.8, 0),
    (0, 16, 32, 30, 0.7, 1),
    (40, 20, 60, 40, 0.3, 0),
    (40, 40, 60, 46, 0.1, 0),
)
"""The card of `tiny` wants 0.2 of an animal and 0.6 of a lynx, and no two that share 0.45."""


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, [0.9, 0.7, 0.3]),
        ({"sensitivity": None, "nms_thresh": None}, [0.9, 0.7, 0.3]),
        ({"sensitivity": 0.5}, [0.9, 0.7]),
        ({"sensitivity": 0.05}, [0.9, 0.7, 0.3, 0.1]),
        ({"nms_thresh": 0.95}, [0.9, 0.8, 0.7, 0.3]),
        ({"nms_thresh": 0.95, "nms": False}, [0.9, 0.7, 0.3]),
        ({"sensitivity": 0.05, "nms_thresh": 0.95}, [0.9, 0.8, 0.7, 0.3, 0.1]),
    ],
    ids=str,
)
def test_a_client_says_how_sure_boxes_are_and_how_far_apart(
    client: OldClient, tmp_path: Path, said: dict[str, Any], told: list[float]
) -> None:
    card = {
        "detects": {"animal": "animal", "human": "lynx"},
        "thresholds": {"default": 0.2, "lynx": 0.6},
    }
    install_tiny(client.acm.foundation.models, tmp_path, SEEN, **card)
    body = {"image_uuid_list": [client.image(1)], "model_tag": "tiny", **said}
    found = client.result(client.post("engine/detect/cnn/", **body))
    assert [round(each["confidence"], 2) for each in found["results_list"][0]] == told


def test_boxes_are_told_in_whole_pixels_and_wbias_words(client: OldClient) -> None:
    told = published(client, client.image(1))
    assert told["score_list"] == [0.9]
    assert told["results_list"][0][0] == {
        "id": told["results_list"][0][0]["id"],
        "uuid": told["results_list"][0][0]["uuid"],
        "xtl": 10, "ytl": 10, "left": 10, "top": 10, "width": 100, "height": 80,
        "theta": 0.0, "confidence": 0.9, "class": "zebra", "species": "zebra",
        "viewpoint": "frontleft", "quality": None, "multiple": None, "interest": None,
    }  # fmt: skip


def test_what_a_client_has_said_of_a_box_stands_when_it_is_found_again(client: OldClient) -> None:
    image = client.image(1)
    first = client.result(client.post("engine/detect/cnn/", image_uuid_list=[image]))
    annot = first["results_list"][0][0]["uuid"]
    client.post(
        "annot/json/",
        image_uuid_list=[image],
        annot_bbox_list=[[0, 0, 320, 240]],
        annot_uuid_list=[annot],
        annot_species_list=["zebra_plains"],
        annot_viewpoint_list=["upright"],
        annot_multiple_list=[False],
        annot_interest_list=[True],
        annot_quality_list=[4],
    )
    again = client.result(client.post("engine/detect/cnn/", image_uuid_list=[image]))
    (box,) = again["results_list"][0]
    assert (box["uuid"], box["class"], box["species"]) == (annot, "animal", "zebra_plains")
    assert (box["viewpoint"], box["quality"]) == ("upright", 4)
    assert (box["multiple"], box["interest"]) == (False, True)


def test_an_unknown_model_is_refused_and_those_that_there_are_named(client: OldClient) -> None:
    said = {"image_uuid_list": [client.image(1)], "model_tag": "candidacy"}
    code, status, _ = client.refused("POST", "engine/detect/cnn/", json=said)
    assert code == 422
    assert "candidacy" in status["message"]
    assert "whole_picture" in status["message"]


def test_parameters_of_wbias_own_models_are_told_to_have_no_effect(client: OldClient) -> None:
    said = {
        "image_uuid_list": [client.image(1)],
        "model_tag": "whole_picture",
        "labeler_algo": "densenet",
        "use_labeler_species": False,
        "species": "____",
    }
    answer = client.send("POST", "engine/detect/cnn/", json=said)
    assert answer.json is not None
    told = answer.json["status"]["message"]
    assert told == "Without effect here: labeler_algo, use_labeler_species."


@pytest.mark.parametrize(("name", "value"), [("sensitivity", 2), ("nms_thresh", -1), ("lane", "x")])
def test_a_parameter_out_of_its_range_is_refused(client: OldClient, name: str, value: Any) -> None:
    said = {"image_uuid_list": [client.image(1)], name: value}
    _, status, _ = client.refused("POST", "engine/detect/cnn/", json=said)
    assert name in status["message"]


def test_a_picture_that_cannot_be_looked_at_says_why_and_stops_no_other(
    client: OldClient,
) -> None:
    lost, good = client.image(1), client.image(2)
    (kept,) = [
        path
        for path in client.acm.foundation.settings.files.glob("pictures/*/*")
        if path.read_bytes() == client.photo(1).read_bytes()
    ]
    kept.write_bytes(fog())
    found = client.result(client.post("engine/detect/cnn/", image_uuid_list=[lost, good]))
    assert [len(each) for each in found["results_list"]] == [0, 1]
    assert found["score_list"] == [0.0, 1.0]
    assert "bytes changed" in found["reason_list"][0]
    kept.unlink()
    gone = client.result(client.post("engine/detect/cnn/", image_uuid_list=[lost]))
    assert gone["reason_list"] == ["The picture is no longer there."]
