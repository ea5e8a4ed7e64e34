"""Which animal is it? Asked, answered with evidence, decided, and taken back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from houston.access import Role
from tests.houston.sending import open_draft, sighting, upload
from tests.houston.workflows.herd import photo
from tests.houston.workflows.reports import identify, report
from tests.houston.workflows.seams import Through
from tests.wbia.embedding_networks import install

pytestmark = pytest.mark.usefixtures("installation")


def test_the_same_animal_is_found_decided_and_undone(researcher, work):
    first = report(researcher, work, photo(1, 1))
    second = report(researcher, work, photo(1, 2))
    report(researcher, work, photo(2, 1))

    found = identify(researcher, work, encounter=second.encounter)
    assert (found["state"], found["reason"]) == ("done", None)
    assert found["match_set"]["size"] == 2, "its own picture is not counted"
    (query,) = found["queries"]
    assert query["annotation"] == second.annotation
    best = query["annotations"][0]
    assert (best["annotation"], best["encounter"]) == (first.annotation, first.encounter)
    assert best["individual"] is None
    assert best["score"] > 0

    evidence = researcher.get(
        f"/identifications/{found['id']}/evidence/{second.annotation}/{first.annotation}"
    ).json
    assert evidence["query"]["asset"] == second.asset
    assert evidence["candidate"]["asset"] == first.asset
    assert (len(evidence["matches"]), evidence["note"]) == (best["matches_count"], None)
    path = f"/identifications/{found['id']}/evidence/{second.annotation}/{first.annotation}"
    heat = researcher.get(f"{path}/heat-map").json
    assert heat["candidate"]["annotation"] == first.annotation
    assert max(map(max, heat["query"]["values"])) == 1
    for kind in ("points", "heat-map"):
        drawn = researcher.get(f"{path}/{kind}.webp")
        assert (drawn.status_code, drawn.mimetype, drawn.data[8:12]) == (200, "image/webp", b"WEBP")
        assert b"EXIF" not in drawn.data, "a place would be in there"
    assert researcher.get(f"{path}/other.webp").status_code == 404

    decided = researcher.post(
        f"/identifications/{found['id']}/decisions",
        json={
            "annotation": second.annotation,
            "decision": "matched",
            "candidate": first.annotation,
            "name": "Amina",
        },
    )
    assert decided.status_code == 201, decided.text
    assert decided.json["individual"]["name"] == "Amina"
    for each in (first, second):
        individual = researcher.get(f"/encounters/{each.encounter}").json["individual"]
        assert individual["name"] == "Amina"

    undone = researcher.delete(f"/identifications/{found['id']}/decisions/{decided.json['id']}")
    assert undone.status_code == 204
    for each in (first, second):
        assert researcher.get(f"/encounters/{each.encounter}").json["individual"] is None
    again = researcher.get(f"/identifications/{found['id']}").json
    assert again["queries"][0]["review"] == "unreviewed"
    assert again["decisions"][0]["state"] == "undone"


def test_a_heat_map_of_whole_animals_is_asked_for_until_a_worker_has_made_it(
    researcher, work, installation, tmp_path
):
    install(installation.acm.models, tmp_path)
    first = report(researcher, work, photo(1, 1))
    second = report(researcher, work, photo(1, 2))
    by = {"name": "embedding", "parameters": {"network": "colours"}}
    found = identify(researcher, work, encounter=second.encounter, algorithm=by)
    path = f"/identifications/{found['id']}/evidence/{second.annotation}/{first.annotation}"
    assert researcher.get(path).json["matches"] == []
    for end in ("heat-map", "heat-map.webp"):
        waiting = researcher.get(f"{path}/{end}")
        assert (waiting.status_code, waiting.json["code"]) == (503, "heat_map_in_the_making")
    work()
    heat = researcher.get(f"{path}/heat-map").json
    assert max(map(max, heat["query"]["values"])) == 1
    assert researcher.get(f"{path}/heat-map.webp").data[8:12] == b"WEBP"
    third = report(researcher, work, photo(1, 3))
    found = identify(researcher, work, encounter=third.encounter, algorithm=by)
    install(installation.acm.models, tmp_path, 2.0)
    path = f"/identifications/{found['id']}/evidence/{third.annotation}/{first.annotation}"
    for end in ("heat-map", "heat-map.webp"):
        refused = researcher.get(f"{path}/{end}")
        assert (refused.status_code, refused.json["code"]) == (409, "network_replaced")


def test_two_that_are_asked_about_together_are_compared_with_each_other(researcher, work):
    first, second = (report(researcher, work, photo(1, occasion)) for occasion in (1, 2))
    found = identify(researcher, work, annotations=[first.annotation, second.annotation])
    assert (found["state"], found["reason"], found["encounter"]) == ("done", None, None)
    best = [query["annotations"][0]["annotation"] for query in found["queries"]]
    assert best == [second.annotation, first.annotation]


def test_pictures_of_one_encounter_are_asked_about_as_one_or_one_by_one(researcher, work):
    known = [report(researcher, work, photo(animal, 1)) for animal in (1, 2, 3)]
    draft = open_draft(researcher)
    names = ("a.jpg", "b.jpg")
    for occasion, name in enumerate(names, start=2):
        upload(researcher, draft, name, photo(1, occasion))
    researcher.post(f"/submissions/{draft}/commit", json={"sightings": [sighting(*names)]})
    work()
    (encounter,) = researcher.get(f"/submissions/{draft}").json["encounters"]
    burst = identify(researcher, work, encounter=encounter)
    own = [query["annotation"] for query in burst["queries"]]
    assert len(own) == 2
    one, other = (query["together"] for query in burst["queries"])
    assert one == other
    assert one["queries"] == own
    best = one["individuals"][0]
    assert best["annotation"] == known[0].annotation
    scores = [query["individuals"][0]["score"] for query in burst["queries"]]
    assert best["score"] == pytest.approx(sum(scores))
    assert best["query"] == own[scores.index(max(scores))]
    # One by itself is not compared with what was photographed together with it.
    alone = identify(researcher, work, annotations=[own[0]])
    (query,) = alone["queries"]
    assert (alone["encounter"], query["together"]) == (encounter, None)
    told = [each["annotation"] for each in query["annotations"]]
    assert told[0] == known[0].annotation
    assert own[1] not in told


def test_a_viewer_never_sees_candidates_that_are_not_open_to_them(people, work):
    owner, other = (people.person(Role.RESEARCHER).browser for _ in "12")
    hidden = report(other, work, photo(1, 1))
    mine = report(owner, work, photo(1, 2))
    curator = people.person(Role.CURATOR).browser
    found = identify(curator, work, encounter=mine.encounter)
    assert found["queries"][0]["annotations"][0]["annotation"] == hidden.annotation
    seen = owner.get(f"/identifications/{found['id']}")
    assert seen.status_code == 200
    assert seen.json["queries"][0]["annotations"] == []
    assert seen.json["queries"][0]["individuals"] == []
    assert hidden.annotation not in seen.text
    assert hidden.encounter not in seen.text
    evidence = f"/identifications/{found['id']}/evidence/{mine.annotation}/{hidden.annotation}"
    for end in ("", "/heat-map", "/points.webp", "/heat-map.webp"):
        assert owner.get(evidence + end).status_code == 404
        assert curator.get(evidence + end).status_code == 200
    assert other.get(f"/identifications/{found['id']}").status_code == 404


def test_who_may_ask(people, work, stranger):
    contributor = people.person(Role.CONTRIBUTOR).browser
    own = report(contributor, work, photo(1, 1))
    question = {"encounter": own.encounter}
    assert contributor.post("/identifications", json=question).status_code == 403
    assert stranger.post("/identifications", json=question).status_code == 401
    other = people.person(Role.RESEARCHER).browser
    assert other.post("/identifications", json=question).status_code == 404


def test_a_question_is_asked_once_with_one_key(researcher, work):
    own = report(researcher, work, photo(1, 1))
    asked = [
        researcher.post(
            "/identifications",
            json={"encounter": own.encounter},
            headers={"Idempotency-Key": "once"},
        ).json["id"]
        for _ in "12"
    ]
    assert asked[0] == asked[1]
    (listed,) = researcher.get(f"/identifications?encounter={own.encounter}").json["items"]
    assert listed["id"] == asked[0]
    assert [each["id"] for each in researcher.get("/identifications").json["items"]] == [asked[0]]


@pytest.mark.parametrize(
    "question",
    [{}, {"annotations": []}, {"encounter": "x"}, {"encounter": None}, {"annotations": ["x"]}],
)
def test_a_question_about_nothing_is_refused(researcher, question):
    assert researcher.post("/identifications", json=question).status_code == 422


def test_an_encounter_without_a_box_cannot_be_asked_about(researcher, work, house):
    own = report(researcher, work, photo(1, 1))
    researcher.delete(f"/annotations/{own.annotation}")
    answer = researcher.post("/identifications", json={"encounter": own.encounter})
    assert (answer.status_code, answer.json["code"]) == (422, "nothing_to_identify")
    assert "Draw a box" in answer.json["detail"]


def test_an_algorithm_that_there_is_not_fails_with_its_sentence(researcher, work, pair):
    _, second, _ = pair
    question = {"encounter": second.encounter, "algorithm": {"name": "crystal_ball"}}
    found = identify(researcher, work, **question)
    assert found["state"] == "failed"
    assert found["reason"]


def test_a_query_tells_how_well_it_can_be_told_and_why_it_cannot_be_compared(
    researcher, work, pair
):
    _, second, found = pair
    (query,) = found["queries"]
    assert query["comparable"]
    assert 0 <= query["identifiability"]["score"] <= 1
    patched = researcher.patch(f"/annotations/{second.annotation}", json={"bbox": [9, 9, 12, 12]})
    assert patched.status_code == 200, patched.text
    (query,) = identify(researcher, work, encounter=second.encounter)["queries"]
    assert (query["comparable"], query["individuals"]) == (False, [])
    assert "12 × 12 pixels" in query["reason"]
    assert query["identifiability"]["hindrance"] == "too_small"
    assert "only 12 × 12 pixels" in query["identifiability"]["reason"]
    # Where only the others are missing, it could be compared.
    (query,) = identify(
        researcher, work, encounter=second.encounter, filters={"regions": ["nowhere"]}
    )["queries"]
    assert (query["comparable"], query["identifiability"]) == (True, None)


def test_why_there_are_no_points_to_show_is_told(researcher, house, pair):
    first, second, found = pair

    class AsAWhole(Through):
        def send(self, method, path, **options):
            answer = super().send(method, path, **options)
            told = {**answer.json(), "matches": [], "note": "They were compared as a whole."}
            return replace(answer, body=json.dumps(told).encode())

    house.__dict__["acm"] = AsAWhole(house.acm)
    path = f"/identifications/{found['id']}/evidence/{second.annotation}/{first.annotation}"
    told = researcher.get(path)
    assert (told.status_code, told.json["matches"]) == (200, [])
    assert told.json["note"] == "They were compared as a whole."
