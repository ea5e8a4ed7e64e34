"""Are pictures kept as Houston tells of them, and only by those who may?"""

from __future__ import annotations

import pytest

from service_kit.identity import new_id
from service_kit.scope import NOTHING, Reach, Scope
from tests.acm.conftest import Acm, scope_of
from tests.acm.photos import flank


def test_a_picture_told_of_twice_is_there_once(acm: Acm) -> None:
    document = acm.asset(str(new_id()), flank(1))
    for _ in range(2):
        answer = acm.call("PUT", "/assets", {"assets": [document]})
        assert (answer.status_code, answer.json) == (200, {"assets": [document["id"]]})


def test_a_picture_that_becomes_public_is_seen_by_everybody(acm: Acm) -> None:
    document = acm.asset(str(new_id()), flank(1))
    acm.call("PUT", "/assets", {"assets": [document]})
    annotation = acm.keep_annotation(document["id"], [0, 0, 320, 240])
    public = Scope(read=Reach(public=True))
    assert acm.call("GET", f"/annotations/{annotation}", scope=public).status_code == 404
    opened = {**document, "visibility": "public", "state": "approved"}
    acm.call("PUT", "/assets", {"assets": [opened]})
    assert acm.call("GET", f"/annotations/{annotation}", scope=public).status_code == 200


def test_the_projects_of_a_picture_open_it_to_their_members_until_it_leaves(acm: Acm) -> None:
    document = acm.asset(str(new_id()), flank(1), projects=["p1", "p2"])
    acm.call("PUT", "/assets", {"assets": [document]})
    annotation = acm.keep_annotation(document["id"], [0, 0, 320, 240])
    member = Scope(read=Reach(projects=frozenset({"p2"})))
    assert acm.call("GET", f"/annotations/{annotation}", scope=member).status_code == 200
    acm.call("PUT", "/assets", {"assets": [{**document, "projects": ["p1"]}]})
    assert acm.call("GET", f"/annotations/{annotation}", scope=member).status_code == 404


def test_nobody_keeps_pictures_in_the_name_of_another(acm: Acm) -> None:
    mine = acm.asset(str(new_id()), flank(1), owner="me")
    answer = acm.call("PUT", "/assets", {"assets": [mine]}, scope=scope_of("you"))
    assert (answer.status_code, answer.json["code"]) == (403, "not_yours")
    assert acm.call("PUT", "/assets", {"assets": [mine]}, scope=scope_of("me")).status_code == 200
    taken = {**mine, "owner": "you"}
    answer = acm.call("PUT", "/assets", {"assets": [taken]}, scope=scope_of("you"))
    assert (answer.status_code, answer.json["code"]) == (403, "not_yours")


def test_a_bad_picture_among_good_ones_keeps_all_from_being_kept(acm: Acm) -> None:
    good, bad = (acm.asset(str(new_id()), flank(view)) for view in range(2))
    bad["uri"] = "https://elsewhere.example/steal"
    answer = acm.call("PUT", "/assets", {"assets": [good, bad]})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/assets/1/uri")
    unknown = {"id": str(new_id()), "asset": good["id"], "bbox": [0, 0, 9, 9]}
    answer = acm.call("PUT", "/annotations", {"annotations": [unknown]})
    assert answer.json["errors"][0]["code"] == "asset_unknown"


@pytest.mark.parametrize(
    "uri", ["file:///etc/passwd", "http://127.0.0.1/internal/../secret", "/api/v1/users", ""]
)
def test_originals_are_read_within_houstons_internal_api_only(acm: Acm, uri: str) -> None:
    document = {**acm.asset(str(new_id()), flank(1)), "uri": uri}
    answer = acm.call("PUT", "/assets", {"assets": [document]})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/assets/0/uri")


def test_a_removed_picture_takes_its_annotations_along_and_may_be_removed_again(acm: Acm) -> None:
    asset = acm.keep_asset(flank(1))
    annotation = acm.keep_annotation(asset, [0, 0, 320, 240])
    assert acm.call("DELETE", f"/assets/{asset}").status_code == 204
    assert acm.call("GET", f"/annotations/{annotation}").status_code == 404
    assert acm.call("DELETE", f"/assets/{asset}").status_code == 204


def test_who_may_read_a_picture_may_not_remove_it_for_that(acm: Acm) -> None:
    asset = acm.keep_asset(flank(1), owner="me")
    annotation = acm.keep_annotation(asset, [0, 0, 320, 240])
    reader = Scope(read=Reach(owners=frozenset({"me"})))
    assert acm.call("DELETE", f"/assets/{asset}", scope=reader).json["code"] == "not_yours"
    stranger = Scope(read=NOTHING)
    assert acm.call("DELETE", f"/assets/{asset}", scope=stranger).status_code == 204
    assert acm.call("GET", f"/annotations/{annotation}").status_code == 200
