"""Does a client that was written for WB-IA get all the way, from its picture to the animal in it?"""

from __future__ import annotations

import io

import cv2
import numpy as np

from tests.acm.photos import flank
from tests.acm.wire.conftest import OldClient, plain


def test_an_old_client_uploads_detects_queries_and_sees_why(client: OldClient) -> None:
    images = []
    for animal in range(3):
        sent = {"image": (io.BytesIO(flank(animal)), "a.jpg")}
        answer = client.send("POST", "upload/image/json/", data=sent)
        images.append(answer.json["response"])
    images.append(client.image(1, 1))

    job = client.post("engine/detect/cnn/lightnet/", image_uuid_list=images, jobid="detect-1")
    assert job == "detect-1"
    assert client.get("engine/job/status/", jobid=job)["jobstatus"] == "queued"
    found = client.result(job)
    assert found["image_uuid_list"] == images
    assert found["has_assignments"] is False
    boxes = [one for some in found["results_list"] for one in some]
    assert [(each["xtl"], each["top"], each["width"], each["height"]) for each in boxes] == [
        (0, 0, 320, 240)
    ] * 4
    annots = [each["uuid"] for each in boxes]
    assert client.get("annot/rowid/uuid/json/", uuid_list=annots) == [each["id"] for each in boxes]

    named = client.post(
        "annot/json/",
        image_uuid_list=images,
        annot_bbox_list=[[0, 0, 320, 240]] * 4,
        annot_viewpoint_list=["left", "frontleft", "unknown", None],
        annot_quality_list=[5, 3, None, -1],
        annot_species_list=["zebra_plains"] * 4,
        annot_name_list=["Zoe", "Yan", "____", None],
        annot_uuid_list=annots,
    )
    assert named == annots
    assert client.get("annot/name/uuid/json/", uuid_list=annots) == ["Zoe", "Yan", "____", "____"]

    job = client.post(
        "engine/query/graph/",
        query_annot_uuid_list=[annots[3]],
        query_annot_name_list=["____"],
        database_annot_uuid_list=None,
        matching_state_list=[],
        query_config_dict={"sv_on": True},
    )
    answer = client.result(job)
    query = plain(annots[3])
    assert answer["query_annot_uuid_list"] == [annots[3]]
    assert sorted(map(plain, answer["database_annot_uuid_list"])) == sorted(map(plain, annots[:3]))
    assert answer["query_config_dict"] == {"sv_on": True}
    match = answer["cm_dict"][query]
    assert match["qannot_uuid"] == annots[3]
    assert (match["qname"], match["unique_name_list"][0]) == ("____", "Yan")
    assert match["dannot_uuid_list"][0] == annots[1]
    lists = ("dname_list", "score_list", "annot_score_list", "fm_list", "fsv_list", "point_list")
    assert {len(match[name]) for name in lists} == {len(match["dannot_uuid_list"])}
    assert len(match["fm_list"][0]) == len(match["point_list"][0]) > 10
    assert len(match["name_score_list"]) == len(match["unique_name_list"])
    best = answer["summary_name"][0]
    assert set(best) == {"score", "duuid", "daid", "dnid", "species", "viewpoint"}
    assert (best["duuid"], best["species"], best["viewpoint"]) == (
        annots[1], "zebra_plains", "frontleft",
    )  # fmt: skip
    assert best["dnid"] > 0
    assert answer["summary_annot"][0]["daid"] == boxes[1]["id"]
    (pairs,) = [answer["inference_dict"]["annot_pair_dict"]]
    assert pairs["review_pair_list"][0] == {"annot_uuid_1": annots[3], "annot_uuid_2": annots[1]}

    pictures = {}
    for version in ("clean", "matches", "heatmask"):
        said = {
            "extern_reference": match["dannot_extern_reference"],
            "query_annot_uuid": query,
            "database_annot_uuid": plain(annots[1]),
            "version": version,
        }
        shown = client.send("GET", "query/graph/match/thumb/", query_string=said)
        assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
        pictures[version] = cv2.imdecode(np.frombuffer(shown.data, np.uint8), cv2.IMREAD_COLOR)
    assert {each.shape for each in pictures.values()} == {pictures["clean"].shape}
    assert np.abs(pictures["clean"].astype(int) - pictures["matches"]).max() > 60
    assert pictures["heatmask"].mean() < pictures["clean"].mean()


def test_an_old_client_sends_forms_as_well(client: OldClient) -> None:
    answer = client.send(
        "POST",
        "image/json/",
        data={"image_uri_list": f'["{client.photo(1)}"]', "image_unixtime_list": "[1700000000]"},
    )
    image = answer.json["response"][0]
    assert "not kept" in answer.json["status"]["message"]
    job = client.send(
        "POST",
        "engine/detect/cnn/",
        data={"image_uuid_list": f'["{plain(image)}"]', "callback_detailed": "False", "jobid": "7"},
    ).json["response"]
    assert client.result(job)["image_uuid_list"] == [image]


def test_the_picture_of_a_pair_is_drawn_once(client: OldClient) -> None:
    known, query = client.annot(1, name="Yan"), client.annot(1, 1)
    job = client.post(
        "engine/query/graph/", query_annot_uuid_list=[query], database_annot_uuid_list=[known]
    )
    match = client.result(job)["cm_dict"][plain(query)]
    said = {
        "extern_reference": match["dannot_extern_reference"],
        "query_annot_uuid": plain(query),
        "database_annot_uuid": plain(known),
    }
    first = client.send("GET", "query/graph/match/thumb/", query_string=said).data
    for picture in client.acm.foundation.settings.files.glob("pictures/*/*"):
        picture.unlink()
    again = client.send("GET", "query/graph/match/thumb/", query_string=said)
    assert (again.status_code, again.data) == (200, first)
    other = {**said, "version": "clean"}
    code, status, _ = client.refused("GET", "query/graph/match/thumb/", query_string=other)
    assert (code, status["code"]) == (404, 607)


def test_the_same_picture_and_box_have_the_same_ids_whenever_they_are_sent(
    client: OldClient,
) -> None:
    first, again = client.annot(1), client.annot(1)
    assert first == again
    assert client.annot(1, bbox=[0, 0, 300, 200]) != first
    numbers = client.get("annot/rowid/uuid/json/", uuid_list=[first])
    client.annot(2)
    assert client.get("annot/rowid/uuid/json/", uuid_list=[again]) == numbers
    image = client.image(1)
    (number,) = client.get("image/rowid/uuid/json/", uuid_list=[image])
    assert isinstance(number, int)
    assert client.get("image/rowid/uuid/json/", uuid_list=[image]) == [number]


def test_a_client_learns_the_version_and_how_much_there_is_to_do(client: OldClient) -> None:
    assert client.get("version/")
    client.post("engine/detect/cnn/", image_uuid_list=[client.image(1)])
    status = client.get("engine/process/status/")
    assert (status["jobs"]["queued"], status["jobs"]["completed"]) == (1, 0)
    client.work()
    assert client.get("engine/process/status/")["jobs"]["completed"] == 1
