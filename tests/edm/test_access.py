"""Does what is outside of the caller's scope not exist, and is what is inside shown as exactly as it may be?"""

from __future__ import annotations

import time

import jwt
import pytest

from service_kit.identity import new_id
from service_kit.scope import EVERYTHING, Reach, Scope
from service_kit.tokens import signing_key
from tests.edm.service import NOBODY, PUBLIC, an_encounter, scope_of, sighting

MINE = scope_of("me")


@pytest.fixture
def mixed(edm):
    """My private, another's private, another's public and another's public but not yet approved encounter."""
    return {
        "mine": edm.one(visibility="private", state="unapproved"),
        "theirs": edm.one(owner="them", visibility="private", submission="s1", projects=["p1"]),
        "public": edm.one(owner="them"),
        "waiting": edm.one(owner="them", state="unapproved"),
    }


def seen(edm, scope):
    return {each["id"] for each in edm.get("/encounters", scope)["items"]}


@pytest.mark.parametrize(
    ("scope", "names"),
    [
        (NOBODY, []),
        (PUBLIC, ["public"]),
        (MINE, ["mine", "public"]),
        (Scope(read=Reach(projects=frozenset({"p1"}))), ["theirs"]),
        (Scope(read=Reach(submissions=frozenset({"s1"}))), ["theirs"]),
        (Scope(read=Reach(all=True, unapproved_only=True)), ["mine", "waiting"]),
        (Scope(read=EVERYTHING), ["mine", "theirs", "public", "waiting"]),
    ],
)
def test_lists_pages_counts_and_candidates_hold_what_may_be_read_and_nothing_else(
    edm, mixed, scope, names
):
    ids = {mixed[name] for name in names}
    assert seen(edm, scope) == ids
    assert edm.get("/encounters?total=true&limit=1", scope)["total"] == len(ids)
    assert edm.get("/sightings?total=true", scope)["total"] == len(ids)
    found = edm.post("/encounters/candidates", {"filter": None}, scope)
    assert {each["id"] for each in found["encounters"]} == ids
    counts = edm.get("/statistics", scope)
    assert (counts["encounters"], counts["sightings"]) == (len(ids), len(ids))
    assert sum(each["encounters"] for each in counts["species"]) == len(ids)


def test_a_record_outside_of_the_scope_does_not_exist(edm, mixed):
    whole = edm.get(f"/encounters/{mixed['theirs']}")
    for path in (f"/encounters/{whole['id']}", f"/sightings/{whole['sighting']}"):
        assert edm.call("GET", path, scope=MINE).status_code == 404
        assert edm.call("GET", f"{path}/history", scope=MINE).status_code == 404
        assert edm.call("DELETE", path, scope=MINE).status_code == 404
        change = edm.call("PATCH", path, {}, scope=MINE, headers={"If-Match": '"1"'})
        assert change.status_code == 404


def test_a_record_that_may_be_read_and_not_changed_says_so(edm, mixed):
    path = f"/encounters/{mixed['public']}"
    answers = [
        edm.patch(path, {"comments": "mine now"}, MINE),
        edm.call("DELETE", path, scope=MINE),
        edm.call("POST", f"{path}/state", {"state": "rejected"}, scope=MINE),
        edm.call("POST", f"{path}/duplicate", {"ids": [str(new_id())]}, scope=MINE),
        edm.identify([mixed["public"]], str(new_id()), MINE),
        edm.call(
            "POST",
            "/encounters/access",
            {"encounters": [mixed["public"]], "owner": "me"},
            scope=MINE,
        ),
    ]
    assert {(answer.status_code, answer.json["code"]) for answer in answers} == {(403, "not_yours")}


def test_a_sighting_shows_the_encounters_that_may_be_read_and_is_changed_by_who_may_change_all(edm):
    sent = sighting(encounters=[an_encounter(), an_encounter()])
    edm.report(sent, visibility="private")
    first, second = (one["id"] for one in sent["encounters"])
    edm.post("/encounters/access", {"encounters": [second], "owner": "them"})
    path = f"/sightings/{sent['id']}"
    assert [each["id"] for each in edm.get(path, MINE)["encounters"]] == [first]
    refused = edm.patch(path, {"comments": "x"}, MINE)
    assert refused.status_code == 403
    assert second not in str(refused.json), "what may not be read is not named either"


def test_an_individual_counts_the_encounters_that_may_be_read(edm):
    _, individual = edm.known("Zuri", visibility="private", time={"year": 2020})
    edm.known("Zuri", time={"year": 2021})
    edm.known("Zuri", owner="them", visibility="private", time={"year": 2022})
    counted = {
        name: edm.get(f"/individuals/{individual}", scope)
        for name, scope in (("public", PUBLIC), ("mine", MINE))
    }
    assert counted["public"]["encounters_count"] == 1
    assert (counted["public"]["first_seen"], counted["public"]["last_seen"]) == ("2021", "2021")
    assert counted["mine"]["encounters_count"] == 2
    assert counted["mine"]["last_seen"] == "2021"
    hidden = edm.known("Tamu", owner="them", visibility="private")[1]
    assert edm.call("GET", f"/individuals/{hidden}", scope=MINE).status_code == 404
    assert [each["name"] for each in edm.get("/individuals", MINE)["items"]] == ["Zuri"]


def test_a_scope_that_nobody_signed_is_refused(edm):
    moment = int(time.time())
    claims = {
        "iss": "houston",
        "aud": "edm",
        "iat": moment,
        "exp": moment + 60,
        "scope": Scope(read=EVERYTHING).as_dict(),
    }
    forged = jwt.encode(claims, "0" * 64, "HS256")
    old = jwt.encode(
        {**claims, "exp": moment - 60}, signing_key(edm.edm.secrets, "edm"), algorithm="HS256"
    )
    for token, code in ((forged, "token_invalid"), (old, "token_expired")):
        answer = edm._client.get("/edm/v1/encounters", headers={"Authorization": f"Bearer {token}"})
        assert (answer.status_code, answer.json["code"]) == (401, code)
    assert edm._client.get("/edm/v1/encounters").status_code == 401


# -- coordinates ------------------------------------------------------------------------------

LEOPARD = {"species": "panthera_pardus", "location": {"latitude": -1.43, "longitude": 35.12}}
COARSE = (-1.5, 35.0)  # the species' file says half a degree


def test_coordinates_outside_of_the_exact_reach_are_coarsened_as_the_species_says(edm):
    encounter = edm.one(
        **LEOPARD,
        verbatim_locality="-1.43, 35.12",
        encounters=[an_encounter(verbatim={"lat": "-1.43"})],
    )
    whole = edm.get(f"/encounters/{encounter}", PUBLIC)
    location = whole["location"]
    assert (location["latitude"], location["longitude"]) == COARSE
    assert location["exact"] is False
    assert location["uncertainty_metres"] > 39_000
    assert (whole["verbatim_locality"], whole["verbatim"]) == ("", {})
    seen_by_all = edm.get(f"/sightings/{whole['sighting']}", PUBLIC)
    assert seen_by_all["location"] == location
    mine = edm.get(f"/encounters/{encounter}", MINE)
    assert mine["location"]["latitude"] == -1.43
    assert mine["location"]["exact"] is True
    assert mine["verbatim"] == {"lat": "-1.43"}


def boxed(edm, west, south, east, north, scope, noun="encounters"):
    return len(edm.get(f"/{noun}?box={west},{south},{east},{north}", scope)["items"])


@pytest.mark.parametrize("noun", ["encounters", "sightings"])
def test_a_search_box_tells_no_more_of_a_place_than_the_record_shows(edm, noun):
    edm.one(**LEOPARD)
    around_the_truth = (35.1, -1.45, 35.14, -1.41)
    around_the_shown = (34.99, -1.51, 35.01, -1.49)
    assert boxed(edm, *around_the_truth, MINE, noun) == 1
    assert boxed(edm, *around_the_shown, MINE, noun) == 0
    assert boxed(edm, *around_the_truth, PUBLIC, noun) == 0
    assert boxed(edm, *around_the_shown, PUBLIC, noun) == 1


def test_the_contrary_of_a_search_tells_no_more_either(edm):
    edm.one(**LEOPARD, verbatim_locality="Leopard Gorge")
    box = {"west": 35.1, "south": -1.45, "east": 35.14, "north": -1.41}
    for condition in (
        {"field": "location", "op": "within", "value": box},
        {"field": "verbatim_locality", "op": "contains", "value": "gorge"},
    ):
        for tree, mine, public in ((condition, 1, 0), ({"not": condition}, 0, 1)):
            assert len(edm.post("/encounters/search", {"filter": tree}, MINE)["items"]) == mine
            assert len(edm.post("/encounters/search", {"filter": tree}, PUBLIC)["items"]) == public


def test_coordinates_are_nothing_to_sort_or_compare_by(edm):
    edm.one(**LEOPARD)
    assert edm.call("GET", "/encounters?sort=latitude", scope=PUBLIC).status_code == 422
    tree = {"field": "latitude", "op": "gt", "value": -1.44}
    assert edm.call("POST", "/encounters/search", {"filter": tree}).status_code == 422


def test_the_history_of_a_record_is_no_way_around(edm):
    encounter = edm.one(**LEOPARD, verbatim_locality="Leopard Gorge")
    assert (
        edm.patch(f"/encounters/{encounter}", {"location": {"latitude": -1.44}}).status_code == 200
    )
    told = str(edm.get(f"/encounters/{encounter}/history", PUBLIC))
    for secret in ("-1.43", "-1.44", "35.12", "Gorge"):
        assert secret not in told
    assert "-1.44" in str(edm.get(f"/encounters/{encounter}/history", MINE))
