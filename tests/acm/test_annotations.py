"""Are annotations kept where they were found, moved by those who may, and found by those who may see them?"""

from __future__ import annotations

import math

import pytest

from service_kit.identity import new_id
from service_kit.scope import Reach, Scope
from tests.acm.conftest import Acm, scope_of
from tests.acm.photos import flank


def test_an_annotation_is_given_back_as_it_was_kept(acm: Acm) -> None:
    asset = acm.keep_asset(flank(1))
    document = {
        "id": str(new_id()),
        "asset": asset,
        "bbox": [10.5, 20.0, 100.0, 50.25],
        "theta": 0.5,
        "class": "zebra",
        "viewpoint": "left",
        "confidence": 0.9,
        "raw_class": "sorrel",
        "raw_score": 0.4,
        "taxon": "Equus",
        "taxon_score": 0.7,
        "identifiability": 0.3,
        "hindrance": "blurred",
        "hindrance_reason": "The animal is blurred.",
        "model": "a detector 3",
    }
    for _ in range(2):
        answer = acm.call("PUT", "/annotations", {"annotations": [document]})
        assert (answer.status_code, answer.json) == (200, {"annotations": [document]})
    assert acm.call("GET", f"/annotations/{document['id']}").json == document


def test_what_was_seen_in_a_box_goes_with_it(acm: Acm) -> None:
    seen = {"raw_class": "sorrel", "taxon": "Equus", "identifiability": 0.3, "hindrance": "blurred"}
    annotation = acm.keep_annotation(acm.keep_asset(flank(1)), [0, 0, 100, 100], **seen)
    moved = acm.call("PATCH", f"/annotations/{annotation}", {"viewpoint": "left"}).json
    assert {name: moved[name] for name in seen} == seen
    moved = acm.call("PATCH", f"/annotations/{annotation}", {"bbox": [0, 0, 90, 100]}).json
    assert {name: moved[name] for name in seen} == dict.fromkeys(seen)
    assert (moved["class"], moved["viewpoint"]) == ("zebra", "left")


def test_what_is_not_said_is_not_known(acm: Acm) -> None:
    annotation = acm.keep_annotation(acm.keep_asset(flank(1)), [0, 0, 10, 10])
    found = acm.call("GET", f"/annotations/{annotation}").json
    assert (found["viewpoint"], found["confidence"], found["model"]) == (None, None, None)
    assert found["theta"] == 0


@pytest.mark.parametrize(
    "bbox", [[0, 0, 0, 10], [0, 0, -5, 10], [400, 0, 10, 10], [0, 0, 1e400, 10]]
)
def test_a_box_without_area_or_outside_its_picture_is_refused(acm: Acm, bbox: list[float]) -> None:
    asset = acm.keep_asset(flank(1), width=320, height=240)
    document = {"id": str(new_id()), "asset": asset, "bbox": bbox}
    answer = acm.call("PUT", "/annotations", {"annotations": [document]})
    assert answer.status_code in (400, 422)
    assert acm.call("GET", f"/annotations/{document['id']}").status_code == 404


def test_every_fault_of_many_annotations_is_told_and_none_is_kept(acm: Acm) -> None:
    asset = acm.keep_asset(flank(1), width=320, height=240)
    good, outside, lost = (
        {"id": str(new_id()), "asset": asset, "bbox": [0, 0, 10, 10]} for _ in range(3)
    )
    outside["bbox"], lost["asset"] = [900, 0, 10, 10], str(new_id())
    answer = acm.call("PUT", "/annotations", {"annotations": [good, outside, lost]})
    assert [(fault["pointer"], fault["code"]) for fault in answer.json["errors"]] == [
        ("/annotations/1/bbox", "box_invalid"),
        ("/annotations/2/asset", "asset_unknown"),
    ]
    assert acm.call("GET", f"/annotations/{good['id']}").status_code == 404


def test_an_annotation_stays_in_its_picture(acm: Acm) -> None:
    annotation = acm.keep_annotation(acm.keep_asset(flank(1)), [0, 0, 10, 10])
    other = {"id": annotation, "asset": acm.keep_asset(flank(2)), "bbox": [0, 0, 10, 10]}
    answer = acm.call("PUT", "/annotations", {"annotations": [other]})
    assert answer.json["errors"][0]["pointer"] == "/annotations/0/asset"


def test_a_change_changes_what_it_names(acm: Acm) -> None:
    annotation = acm.keep_annotation(acm.keep_asset(flank(1)), [0, 0, 10, 10], viewpoint="left")
    changes = {"bbox": [1, 2, 30, 40], "theta": math.pi / 2, "class": "giraffe"}
    answer = acm.call("PATCH", f"/annotations/{annotation}", changes)
    assert answer.status_code == 200
    assert {key: answer.json[key] for key in changes} == changes
    assert answer.json["viewpoint"] == "left"


def test_a_change_to_no_box_is_refused(acm: Acm) -> None:
    annotation = acm.keep_annotation(acm.keep_asset(flank(1)), [0, 0, 10, 10])
    answer = acm.call("PATCH", f"/annotations/{annotation}", {"bbox": [0, 0, 0, 0]})
    assert (answer.status_code, answer.json["errors"][0]["code"]) == (422, "box_invalid")


def test_annotations_are_found_by_id_and_by_picture_within_what_the_caller_may_read(
    acm: Acm,
) -> None:
    mine, yours = (acm.keep_asset(flank(1), owner=owner) for owner in ("me", "you"))
    in_mine = [acm.keep_annotation(mine, [0, 0, 10, size]) for size in (10, 20)]
    in_yours = acm.keep_annotation(yours, [0, 0, 10, 10])

    def found(query: dict[str, list[str]]) -> list[str]:
        answer = acm.call("POST", "/annotations/search", query, scope=scope_of("me"))
        return [each["id"] for each in answer.json["annotations"]]

    assert found({"assets": [mine, yours]}) == in_mine
    assert found({"ids": [in_yours, in_mine[1], in_mine[0]]}) == in_mine[::-1]
    assert found({"ids": in_mine, "assets": [yours]}) == []
    assert found({}) == []
    assert acm.call("GET", f"/annotations/{in_yours}", scope=scope_of("me")).status_code == 404


def test_who_may_read_an_annotation_may_not_change_it_for_that(acm: Acm) -> None:
    annotation = acm.keep_annotation(acm.keep_asset(flank(1), owner="me"), [0, 0, 10, 10])
    own = Reach(owners=frozenset({"me"}))
    reader, stranger = Scope(read=own), scope_of("you")
    for method in ("PATCH", "DELETE"):
        path = f"/annotations/{annotation}"
        assert acm.call(method, path, {"theta": 1}, scope=reader).json["code"] == "not_yours"
    changed = acm.call("PATCH", f"/annotations/{annotation}", {"theta": 1}, scope=stranger)
    assert (changed.status_code, changed.json["code"]) == (404, "annotation_unknown")
    asset = acm.call("GET", f"/annotations/{annotation}").json["asset"]
    new = {"id": str(new_id()), "asset": asset, "bbox": [0, 0, 10, 10]}
    answer = acm.call("PUT", "/annotations", {"annotations": [new]}, scope=reader)
    assert answer.json["code"] == "not_yours"


def test_a_removed_annotation_is_gone_and_may_be_removed_again(acm: Acm) -> None:
    annotation = acm.keep_annotation(acm.keep_asset(flank(1)), [0, 0, 10, 10])
    for _ in range(2):
        assert acm.call("DELETE", f"/annotations/{annotation}").status_code == 204
    assert acm.call("GET", f"/annotations/{annotation}").status_code == 404
