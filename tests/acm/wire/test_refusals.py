"""Is each wrong request refused in WB-IA's envelope, with a code that its clients know and a sentence for people?"""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from service_kit.identity import new_id
from tests.acm.photos import bomb
from tests.acm.wire.conftest import OldClient, plain

STRANGER = {"__UUID__": str(new_id())}


def ask(client: OldClient, path: str, **body: Any) -> tuple[int, dict[str, Any], Any]:
    return client.refused("POST", path, json=body)


def annots(client: OldClient, **lists: Any) -> tuple[int, dict[str, Any], Any]:
    said = {"image_uuid_list": [client.image(1)], "annot_bbox_list": [[0, 0, 320, 240]], **lists}
    return ask(client, "annot/json/", **said)


def test_an_unknown_image_is_named_as_wbia_names_it(client: OldClient) -> None:
    for refused in (
        annots(client, image_uuid_list=[STRANGER]),
        ask(client, "engine/detect/cnn/", image_uuid_list=[STRANGER]),
        client.refused(
            "GET",
            "image/rowid/uuid/json/",
            query_string={"uuid_list": json.dumps([STRANGER])},
        ),
    ):
        code, status, response = refused
        assert (code, status["code"]) == (404, 600)
        assert plain(STRANGER) in status["message"]
        assert response["missing_image_uuid_list"] == [STRANGER]
        assert response["missing_annot_uuid_list"] == []


def test_an_unknown_annotation_is_named_as_wbia_names_it(client: OldClient) -> None:
    known = client.annot(1)
    states = (
        {
            "query_annot_uuid_list": [STRANGER],
            "database_annot_uuid_list": [known],
        },
        {"query_annot_uuid_list": [known], "database_annot_uuid_list": [STRANGER]},
    )
    for body in states:
        code, status, response = ask(client, "engine/query/graph/", **body)
        assert (code, status["code"]) == (404, 600)
        assert response["missing_annot_uuid_list"] == [STRANGER]
    for path in ("annot/rowid/uuid/json/", "annot/name/uuid/json/"):
        asked = {"uuid_list": json.dumps([plain(STRANGER)])}
        _, status, _ = client.refused("GET", path, query_string=asked)
        assert status["code"] == 600


@pytest.mark.parametrize(
    ("path", "lists"),
    [
        ("image/json/", {"image_uri_list": ["a", "b"], "image_gps_lat_list": [1.0]}),
        ("annot/json/", {"image_uuid_list": [STRANGER], "annot_bbox_list": []}),
        (
            "annot/json/",
            {
                "image_uuid_list": [STRANGER],
                "annot_bbox_list": [[0, 0, 1, 1]],
                "annot_name_list": ["a", "b"],
            },
        ),
        (
            "engine/query/graph/",
            {
                "query_annot_uuid_list": [STRANGER],
                "database_annot_uuid_list": [STRANGER],
                "database_annot_name_list": [],
            },
        ),
    ],
)
def test_lists_of_different_lengths_say_which_and_how_long(
    client: OldClient, path: str, lists: dict[str, Any]
) -> None:
    code, status, _ = ask(client, path, **lists)
    assert (code, status["code"]) == (400, 400)
    assert "places, where" in status["message"]


@pytest.mark.parametrize(
    ("lists", "told"),
    [
        ({"annot_bbox_list": [[0, 0, 320]]}, "annot_bbox_list"),
        ({"annot_bbox_list": [[0, 0, 0, 240]]}, "above zero"),
        ({"annot_bbox_list": [[5000, 5, 100, 100]]}, "outside the picture"),
        ({"annot_viewpoint_list": ["sideways"]}, "sideways is no viewpoint"),
        ({"annot_quality_list": [9]}, "annot_quality_list"),
        ({"annot_uuid_list": ["no uuid"]}, "annot_uuid_list"),
        ({"annot_colour_list": ["red"]}, "no parameter annot_colour_list"),
    ],
)
def test_what_is_wrong_with_an_annotation_is_said(
    client: OldClient, lists: dict[str, Any], told: str
) -> None:
    code, status, _ = annots(client, **lists)
    assert code in (400, 422)
    assert told in status["message"]


def test_a_form_field_that_is_not_json_is_named(client: OldClient) -> None:
    for field in ("[oops", '["a"', "NaN"):
        _, status, _ = client.refused("POST", "image/json/", data={"image_uri_list": field})
        assert status["code"] == 400
        assert "image_uri_list" in status["message"]


@pytest.mark.parametrize("body", ["[1, 2]", "oops", "7"])
def test_a_body_that_is_no_json_object_is_refused(client: OldClient, body: str) -> None:
    code, status, _ = client.refused("POST", "image/json/", data=body)
    assert (code, status["code"]) == (400, 400)


def test_a_parameter_that_is_unknown_missing_or_there_twice_is_named(client: OldClient) -> None:
    _, status, _ = client.refused("GET", "version/", query_string={"colour": "red"})
    assert "no parameter colour" in status["message"]
    _, status, _ = client.refused("GET", "engine/job/status/")
    assert "jobid is missing" in status["message"]
    twice = {"query_string": {"image_uri_list": "[]"}, "json": {"image_uri_list": []}}
    _, status, _ = client.refused("POST", "image/json/", **twice)
    assert "twice" in status["message"]


def test_an_address_that_is_not_there_is_refused_in_the_envelope_too(client: OldClient) -> None:
    for method, path in (("GET", "annot/"), ("GET", "engine/detect/cnn/"), ("POST", "")):
        code, status, _ = client.refused(method, path)
        assert (code, status["code"]) == (404, 404)


def test_an_unknown_job_is_an_answer_to_one_question_and_a_refusal_of_the_other(
    client: OldClient,
) -> None:
    unknown = str(new_id())
    assert client.get("engine/job/status/", jobid=unknown)["jobstatus"] == "unknown"
    code, status, _ = client.refused("GET", "engine/job/result/", query_string={"jobid": unknown})
    assert (code, status["code"]) == (404, 404)
    assert unknown in status["message"]


@pytest.mark.parametrize("data", [b"", b"no picture", bomb()])
def test_an_upload_that_is_no_picture_is_refused(client: OldClient, data: bytes) -> None:
    sent = {"image": (io.BytesIO(data), "a.jpg")}
    code, status, _ = client.refused("POST", "upload/image/json/", data=sent)
    assert (code, status["code"]) == ((415, 415) if data else (400, 400))


def test_a_form_without_the_picture_is_refused(client: OldClient) -> None:
    _, status, _ = client.refused("POST", "upload/image/json/", data={})
    assert "called image" in status["message"]


def test_a_job_id_stands_for_one_request(client: OldClient) -> None:
    image = client.image(1)
    for _ in range(2):
        assert client.post("engine/detect/cnn/", image_uuid_list=[image], jobid="a") == "a"
    code, status, _ = ask(
        client, "engine/detect/cnn/", image_uuid_list=[client.image(2)], jobid="a"
    )
    assert (code, status["code"]) == (409, 409)
    client.work()
    assert client.get("engine/process/status/")["jobs"]["completed"] == 1


def test_a_picture_that_is_gone_meanwhile_does_not_change_what_was_asked(
    client: OldClient,
) -> None:
    photo = client.photo(3)
    body: dict[str, Any] = {"image_uuid_list": [str(photo)], "jobid": "a"}
    assert client.post("engine/detect/cnn/", **body) == "a"
    photo.unlink()
    assert client.post("engine/detect/cnn/", **body) == "a"


def test_what_cannot_be_drawn_is_refused_as_wbia_does(client: OldClient) -> None:
    said = {
        "query_annot_uuid": plain(client.annot(1)),
        "database_annot_uuid": plain(client.annot(2)),
    }
    for reference in ("no reference", str(new_id())):
        asked = {**said, "extern_reference": reference}
        code, status, response = client.refused(
            "GET", "query/graph/match/thumb/", query_string=asked
        )
        assert (code, status["code"], response["reference"]) == (404, 607, reference)
    asked = {**said, "extern_reference": "x", "version": "sketch"}
    _, status, _ = client.refused("GET", "query/graph/match/thumb/", query_string=asked)
    assert status["code"] == 400
