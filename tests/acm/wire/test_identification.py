"""Is a client's query compared with what it named, as it asked, and refused with the reason where it cannot be?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.acm.photos import plain as fog
from tests.acm.wire.conftest import OldClient, plain

Uuid = dict[str, str]


@pytest.fixture
def query(client: OldClient) -> Uuid:
    return client.annot(1, 1)


@pytest.fixture
def known(client: OldClient) -> list[Uuid]:
    return [client.annot(animal, name=f"animal {animal}") for animal in range(3)]


def asked(client: OldClient, query: Uuid, database: Any, **said: Any) -> dict[str, Any]:
    body = {"query_annot_uuid_list": [query], "database_annot_uuid_list": database, **said}
    result: dict[str, Any] = client.result(client.post("engine/query/graph/", **body))
    return result


def refused(client: OldClient, query: Uuid, database: Any, **said: Any) -> tuple[int, str]:
    body = {"query_annot_uuid_list": [query], "database_annot_uuid_list": database, **said}
    _, status, _ = client.refused("POST", "engine/query/graph/", json=body)
    return status["code"], status["message"]


def names(answer: dict[str, Any]) -> list[str]:
    (match,) = answer["cm_dict"].values()
    return list(match["unique_name_list"])


def test_null_is_all_of_the_species_and_nothing_else(
    client: OldClient, query: Uuid, known: list[Uuid]
) -> None:
    client.annot(4, species="giraffe", name="Gina")
    for everything in (None, [None]):
        answer = asked(client, query, everything)
        assert sorted(map(plain, answer["database_annot_uuid_list"])) == sorted(map(plain, known))
        assert names(answer)[0] == "animal 1"


def test_names_said_with_a_query_hold_for_that_query(
    client: OldClient, query: Uuid, known: list[Uuid]
) -> None:
    answer = asked(
        client, query, known, database_annot_name_list=["a", "b", "____"],
        query_annot_name_list=["q"],
    )  # fmt: skip
    (match,) = answer["cm_dict"].values()
    assert (match["qname"], match["unique_name_list"][0]) == ("q", "b")
    assert client.get("annot/name/uuid/json/", uuid_list=[known[1]]) == ["animal 1"]
    again = asked(client, query, known)
    assert names(again)[0] == "animal 1"


def test_an_animal_without_a_name_is_one_of_its_own(client: OldClient, query: Uuid) -> None:
    nameless = client.annot(1)
    (best,) = asked(client, query, [nameless])["summary_name"]
    assert best["dnid"] == -best["daid"]


def test_an_annotation_that_is_there_twice_has_one_name(
    client: OldClient, query: Uuid, known: list[Uuid]
) -> None:
    twice = [known[1], known[1]]
    answer = asked(client, query, twice, database_annot_name_list=["a", "____"])
    assert names(answer) == ["a"]
    code, message = refused(client, query, twice, database_annot_name_list=["a", "b"])
    assert code == 606
    assert "a, b" in message


def test_what_was_ruled_out_is_not_offered_again_and_no_picture_of_that_animal_is(
    client: OldClient, query: Uuid, known: list[Uuid]
) -> None:
    other = client.annot(1, 2, name="animal 1")
    for state, pair in (
        ("notmatched", [query, known[1]]),
        ("notmatched", [known[1], query]),
        ("notcomparable", [query, known[1]]),
        ("matched", [query, known[1]]),
        ("notmatched", [known[0], known[1]]),
    ):
        answer = asked(client, query, [*known, other], matching_state_list=[[*pair, state]])
        left = [plain(each) for each in answer["database_annot_uuid_list"]]
        of_the_query = query in pair
        assert (plain(known[1]) in left) is (state == "matched" or not of_the_query)
        assert (plain(other) in left) is not (state == "notmatched" and of_the_query)
    _, message = refused(client, query, known, matching_state_list=[[query, known[0], "perhaps"]])
    assert "matching_state_list" in message


def test_what_was_ruled_out_rules_out_its_animal_also_where_it_is_not_in_the_database_itself(
    client: OldClient, query: Uuid, known: list[Uuid]
) -> None:
    other = client.annot(1, 2, name="animal 1")
    for state, is_left in (("notmatched", False), ("notcomparable", True)):
        states = [[query, known[1], state]]
        answer = asked(client, query, [known[0], other], matching_state_list=states)
        left = [plain(each) for each in answer["database_annot_uuid_list"]]
        assert left == sorted(map(plain, [known[0], *([other] if is_left else [])]))


def test_nothing_to_compare_with_is_refused_with_what_left_nothing(
    client: OldClient, query: Uuid, known: list[Uuid]
) -> None:
    assert refused(client, query, [])[0] == 609
    assert "The database is empty" in refused(client, query, [])[1]
    assert "nothing but the query itself" in refused(client, query, [query])[1]
    states = [[query, each, "notmatched"] for each in known]
    message = refused(client, query, known, matching_state_list=states)[1]
    assert "matching states rule out" in message
    lonely = client.annot(4, species="giraffe")
    assert "no other annotation of the query's species" in refused(client, lonely, None)[1]


def test_a_query_without_a_species_needs_a_database(client: OldClient, known: list[Uuid]) -> None:
    nobody = client.annot(1, 1, species="____")
    code, message = refused(client, nobody, None)
    assert code == 400
    assert "species is not known" in message
    assert names(asked(client, nobody, known))[0] == "animal 1"


def test_the_same_request_is_the_same_job_also_where_the_species_has_grown(
    client: OldClient, query: Uuid, known: list[Uuid]
) -> None:
    body = {"query_annot_uuid_list": [query], "database_annot_uuid_list": None, "jobid": "q"}
    assert client.post("engine/query/graph/", **body) == "q"
    client.annot(4, name="animal 4")
    assert client.post("engine/query/graph/", **body) == "q"
    assert client.post("engine/query/graph/", **body, lane="slow") == "q"
    before = client.result("q")["database_annot_uuid_list"]
    assert sorted(map(plain, before)) == sorted(map(plain, known))
    other = {**body, "query_config_dict": {"pipeline_root": "HotSpotter", "K": 3}}
    for changed in ({**body, "database_annot_uuid_list": known[:2]}, other):
        _, status, _ = client.refused("POST", "engine/query/graph/", json=changed)
        assert status["code"] == 409


def test_one_query_a_job(client: OldClient, query: Uuid, known: list[Uuid]) -> None:
    body = {"query_annot_uuid_list": known, "database_annot_uuid_list": [query]}
    _, status, _ = client.refused("POST", "engine/query/graph/", json=body)
    assert "One query a job" in status["message"]


def test_settings_of_wbia_are_ours_by_other_names(
    client: OldClient, query: Uuid, known: list[Uuid]
) -> None:
    config = {"K": 2, "Knorm": 1, "sv_on": False, "n": 1, "pipeline_root": "HotSpotter"}
    config |= {"rotation_invariance": True, "fg_on": False, "features": 200}
    answer = asked(client, query, known, query_config_dict=config, echo_query_params=False)
    assert len(answer["summary_annot"]) == len(answer["summary_name"]) == 1
    assert "query_config_dict" not in answer
    assert "database_annot_uuid_list" not in answer
    job = client.acm.call("GET", f"/jobs/{_reference(answer)}").json
    assert job["result"]["algorithm"]["name"] == "hotspotter"
    used = job["result"]["algorithm"]["parameters"]
    assert (used["neighbours"], used["verify"], used["upright"]) == (2, False, False)
    assert (used["outline"], used["features"]) == (False, 200)


def _reference(answer: dict[str, Any]) -> str:
    (match,) = answer["cm_dict"].values()
    return str(match["dannot_extern_reference"])


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ({"colour": 1}, "no parameter colour"),
        ({"Knorm": 3}, "Knorm is 1 here"),
        ({"K": 99}, "neighbours"),
        ({"sv_on": "yes"}, "verify"),
        ({"n": 0}, "n is a whole number"),
        ({"pipeline_root": "CurvRankFluke"}, "no algorithm CurvRankFluke here. There are:"),
    ],
)
def test_a_setting_that_cannot_be_had_is_refused_by_its_name(
    client: OldClient, query: Uuid, known: list[Uuid], config: dict[str, Any], told: str
) -> None:
    assert told in refused(client, query, known, query_config_dict=config)[1]


def test_a_query_that_shows_too_little_ends_with_the_reason(
    client: OldClient, known: list[Uuid]
) -> None:
    small = client.annot(1, 1, bbox=[5, 5, 10, 10])
    body = {"query_annot_uuid_list": [small], "database_annot_uuid_list": known}
    job = client.post("engine/query/graph/", **body)
    client.work()
    assert client.get("engine/job/status/", jobid=job)["jobstatus"] == "exception"
    answer = client.send("GET", "engine/job/result/", query_string={"jobid": job}).json
    assert answer is not None
    assert answer["response"] == {"jobid": job, "status": "exception", "json_result": None}
    assert "10 × 10" in answer["status"]["message"]


def test_where_nobody_resembles_the_query_the_answer_says_why(
    client: OldClient, query: Uuid
) -> None:
    path = client.folder / "fog.jpg"
    path.write_bytes(fog())
    image = client.post("image/json/", image_uri_list=[str(path)])
    nothing = client.post("annot/json/", image_uuid_list=image, annot_bbox_list=[[0, 0, 320, 240]])
    answer = asked(client, query, nothing)
    assert (answer["summary_annot"], names(answer)) == ([], [])
    assert "None of the 1 annotations" in answer["reason"]


def test_an_answer_stays_what_it_was(client: OldClient, query: Uuid, known: list[Uuid]) -> None:
    body = {"query_annot_uuid_list": [query], "database_annot_uuid_list": known}
    job = client.post("engine/query/graph/", **body)
    before = client.result(job)
    client.annot(1, name="another name")
    assert client.result(job) == before
