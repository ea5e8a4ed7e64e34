"""A catalogue is put in order: what to compare is asked, answered, taken back, and leads to proposals."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from acm_wbia.acm.operations import looking_alike
from acm_wbia.wbia.curation import curator
from houston.access import Role
from houston.models import AuditEntry
from houston.operations import curate
from tests.houston.workflows.herd import photo
from tests.houston.workflows.reports import identify, report

pytestmark = pytest.mark.usefixtures("installation")

SPECIES = "equus_quagga"


@pytest.fixture(autouse=True)
def never_sure(monkeypatch):
    """Drawn animals leave no doubt; what is asked takes a machine that is never sure."""
    monkeypatch.setattr(curator, "MACHINE_LIMIT", 2.0)


def begin(browser, work, **wishes):
    asked = browser.post("/curations", json={"species": SPECIES, **wishes})
    assert asked.status_code == 202, asked.text
    assert asked.json["state"] == "queued"
    work()
    return browser.get(f"/curations/{asked.json['id']}").json


def answer(browser, curation, first, second, said, **headers):
    return browser.post(
        f"/curations/{curation['id']}/answers",
        json={"first": first, "second": second, "answer": said},
        headers=headers,
    )


def again(browser, work, curation):
    work()
    return browser.get(f"/curations/{curation['id']}").json


def pairs_of(curation):
    return [
        {each["first"]["encounter"], each["second"]["encounter"]} for each in curation["questions"]
    ]


def test_a_catalogue_is_put_in_order(people, work, house):
    person = people.person(Role.RESEARCHER)
    browser = person.browser
    reports = {
        (animal, view): report(browser, work, photo(animal, view))
        for animal in (1, 2, 3)
        for view in (1, 2)
    }
    one, other = reports[1, 1], reports[1, 2]
    animal_of = {each.encounter: animal for (animal, _), each in reports.items()}

    # It is asked about what is not certain, with evidence and pictures.
    curation = begin(browser, work)
    assert (curation["state"], curation["encounters"]) == ("done", 6)
    assert curation["calibration"]["origin"] == "prior"
    assert not curation["under_way"]
    assert curation["open"] + curation["unlikely"] == 6 * 5 // 2, "each with each"
    assert curation["open"] > curation["unlikely"], "nobody has answered yet"
    assert curation["questions"]
    for each in curation["questions"]:
        path = "/curations/{}/evidence/{}/{}".format(
            curation["id"], each["first"]["annotation"], each["second"]["annotation"]
        )
        assert browser.get(path).json["matches"]
        assert browser.get(f"{path}/heat-map").json["query"]["values"]
        assert browser.get(f"{path}/points.webp").mimetype == "image/webp"
    assert browser.get(f"/curations/{curation['id']}/evidence/{one.annotation}/{one.annotation}").status_code == 404  # fmt: skip

    # An answer is a decision with who and when; the same key is one answer.
    said = answer(browser, curation, one.annotation, other.annotation, "same", **{"Idempotency-Key": "k"})  # fmt: skip
    assert said.status_code == 201, said.text
    twice = answer(browser, curation, one.annotation, other.annotation, "same", **{"Idempotency-Key": "k"})  # fmt: skip
    assert twice.json["id"] == said.json["id"]
    assert (said.json["decided_by"], said.json["answer"]) == (str(person.id), "same")
    with house.database.read() as session:
        trail = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "curation.answer")
        ).all()
    assert [each.actor for each in trail] == [person.id]

    # No identity changes by it, but what was answered is proposed.
    assert browser.get(f"/encounters/{one.encounter}").json["individual"] is None
    curation = again(browser, work, curation)
    assert {one.encounter, other.encounter} != pairs_of(curation)[0]
    names = [each for each in curation["proposals"] if each["kind"] == "name"]
    assert {one.encounter, other.encounter} in [set(p["parts"][0]["encounters"]) for p in names]
    assert all(each["parts"][0]["sample"]["asset"] for each in names)

    # Answered to the end, the groups are the animals.
    for _ in range(20):
        if not curation["open"]:
            break
        each = curation["questions"][0]
        same = animal_of[each["first"]["encounter"]] == animal_of[each["second"]["encounter"]]
        sides = (each["first"]["annotation"], each["second"]["annotation"])
        answer(browser, curation, *sides, "same" if same else "different")
        curation = again(browser, work, curation)
    assert (curation["open"], curation["animals"]) == (0, 3)

    # Done by the usual way, a proposal is gone.
    made = browser.post(
        "/individuals", json={"species": SPECIES, "encounters": [one.encounter, other.encounter]}
    )
    assert made.status_code == 201, made.text
    left = browser.get(f"/curations/{curation['id']}").json["proposals"]
    assert len(left) == len(curation["proposals"]) - 1
    renewed = browser.post(f"/curations/{curation['id']}/renew")
    assert (renewed.status_code, renewed.json["under_way"]) == (202, True)
    curation = again(browser, work, curation)
    assert (curation["under_way"], len(curation["proposals"])) == (False, len(left))

    # Taken back, it does not count; a second time nothing happens.
    path = f"/curations/{curation['id']}/answers/{said.json['id']}"
    assert [browser.delete(path).status_code for _ in "12"] == [204, 204]
    told = {each["id"]: each for each in again(browser, work, curation)["answers"]}
    assert told[said.json["id"]]["undone_by"] == str(person.id)


def test_what_was_found_different_is_not_offered_when_identifying_and_whose_it_is(
    people, work, stranger
):
    browser = people.person(Role.RESEARCHER).browser
    mine = [report(browser, work, photo(1, view)) for view in (1, 2)]
    report(browser, work, photo(2, 1))
    curation = begin(browser, work)
    pair = [each.annotation for each in mine]
    told = answer(browser, curation, *pair, "different").json
    found = identify(browser, work, encounter=mine[0].encounter)["queries"][0]
    assert mine[1].annotation not in [each["annotation"] for each in found["individuals"]]
    # The last word counts.
    answer(browser, curation, *pair, "same")
    found = identify(browser, work, encounter=mine[0].encounter)["queries"][0]
    assert mine[1].annotation in [each["annotation"] for each in found["individuals"]]

    # It is whose it is, and open to who may read everything.
    path = f"/curations/{curation['id']}"
    for role, status in ((Role.CONTRIBUTOR, 403), (Role.MANAGER, 403), (Role.RESEARCHER, 404)):
        other = people.person(role).browser
        assert other.get(path).status_code == status
        assert other.post(f"{path}/renew").status_code == status
        assert answer(other, curation, *pair, "same").status_code == status
        assert other.delete(f"{path}/answers/{told['id']}").status_code == status
        evidence = f"{path}/evidence/{pair[0]}/{pair[1]}"
        for end in ("", "/heat-map", "/points.webp"):
            assert other.get(evidence + end).status_code == status
    assert stranger.get(path).status_code == 401
    assert [each["id"] for each in browser.get("/curations").json["items"]] == [curation["id"]]
    assert people.person(Role.RESEARCHER).browser.get("/curations").json["items"] == []

    # What another may not see is neither compared nor told, and what nobody of the two owns is not decided.
    outsider = people.person(Role.RESEARCHER).browser
    theirs = begin(outsider, work)
    assert (theirs["state"], theirs["encounters"], theirs["questions"]) == ("done", 0, [])
    assert "no two encounters" in theirs["reason"]
    assert answer(outsider, theirs, *pair, "same").status_code == 404
    same = answer(browser, curation, pair[0], pair[0], "same")
    assert (same.status_code, same.json["errors"][0]["pointer"]) == (422, "/second")


def test_the_points_of_two_that_are_little_alike_are_found_when_somebody_comes_to_them(
    people, work, monkeypatch
):
    monkeypatch.setattr(looking_alike, "SHOWN", 1)
    browser = people.person(Role.RESEARCHER).browser
    for animal, view in ((1, 1), (1, 2), (2, 1), (2, 2)):
        report(browser, work, photo(animal, view))
    curation = begin(browser, work)
    paths = [
        f"/curations/{curation['id']}/evidence/{each['first']['annotation']}/{each['second']['annotation']}"
        for each in curation["questions"]
    ]
    waiting = [path for path in paths if browser.get(path).status_code == 503]
    assert 0 < len(waiting) < len(paths)
    for end in ("", "/heat-map", "/points.webp"):
        assert browser.get(waiting[0] + end).json["code"] == "points_in_the_making"
    work()
    for path in waiting:
        told = browser.get(path).json
        assert "once more" in told["note"] or "second look" in told["note"]
        assert browser.get(f"{path}/points.webp").mimetype == "image/webp"


def test_a_species_that_is_not_known_is_refused_with_the_nearest_and_a_name_is_understood(people):
    browser = people.person(Role.RESEARCHER).browser
    refused = browser.post("/curations", json={"species": "equus_qagga"})
    (fault,) = refused.json["errors"]
    assert (refused.status_code, fault["pointer"], fault["code"]) == (422, "/species", "unknown_species")  # fmt: skip
    assert fault["suggestion"] == SPECIES
    assert "plains zebra" in fault["message"]
    assert browser.get("/curations").json["items"] == []
    named = browser.post("/curations", json={"species": "Plains Zebra"})
    assert (named.status_code, named.json["species"]) == (202, SPECIES)


def test_who_may_read_everything_helps_with_another_s_curation(people, work):
    person = people.person(Role.RESEARCHER, name="Orla")
    owner, curator, admin = (
        person.browser,
        *(people.person(role).browser for role in (Role.CURATOR, Role.ADMIN)),
    )
    pair = [report(owner, work, photo(1, view)).annotation for view in (1, 2)]
    report(owner, work, photo(2, 1))
    curation = begin(owner, work)
    path = f"/curations/{curation['id']}"
    for each in (curator, admin):
        (found,) = each.get("/curations").json["items"]
        assert (found["id"], found["owner"]) == (curation["id"], str(person.id))
        assert found["owner_name"] == "Orla"
        assert each.get(path).json["questions"] == curation["questions"]
    theirs = answer(curator, curation, *pair, "different").json
    assert owner.get(path).json["answers"][0]["decided_by"] == theirs["decided_by"]
    assert curator.post(f"{path}/renew").status_code == 202
    # What is about one's own may be taken back, whoever said it.
    assert owner.delete(f"{path}/answers/{theirs['id']}").status_code == 204
    said = answer(owner, curation, *pair, "same").json
    assert curator.delete(f"{path}/answers/{said['id']}").status_code == 204


def test_another_s_answer_about_what_one_may_not_change_stays(people, work):
    owner, other = (people.person(Role.RESEARCHER).browser for _ in "12")
    curator = people.person(Role.CURATOR).browser
    shown = [
        report(owner, work, photo(1, view), visibility="public", approve=True) for view in (1, 2)
    ]
    curation = begin(other, work)
    said = answer(curator, curation, *(each.annotation for each in shown), "same").json
    refused = other.delete(f"/curations/{curation['id']}/answers/{said['id']}")
    assert (refused.status_code, refused.json["code"]) == (403, "not_yours")


def test_a_stranger_s_public_encounters_are_compared_but_not_decided_about(people, work):
    owner, other = (people.person(Role.RESEARCHER).browser for _ in "12")
    shown = [
        report(owner, work, photo(1, view), visibility="public", approve=True) for view in (1, 2)
    ]
    for view in (1, 2):
        report(owner, work, photo(2, view), visibility="public", approve=True)
    curation = begin(other, work)
    assert (curation["encounters"], curation["questions"]) == (4, [])
    assert (curation["open"], curation["unlikely"]) == (0, 0), "what the viewer may answer"
    assert sum(curation["for_others"].values()) == 4 * 3 // 2
    (kept,) = other.get("/curations").json["items"]
    assert (kept["open"], kept["for_others"]) == (0, curation["for_others"])
    seen = people.person(Role.CURATOR).browser.get(f"/curations/{curation['id']}").json
    assert (seen["open"] + seen["unlikely"], len(seen["questions"])) == (6, 6)
    assert seen["for_others"] == {"open": 0, "unlikely": 0}
    refused = answer(other, curation, *(each.annotation for each in shown), "same")
    assert (refused.status_code, refused.json["code"]) == (403, "not_yours")


def test_what_others_must_answer_does_not_hide_what_one_may(people, work, monkeypatch):
    monkeypatch.setattr(curate, "MOST_QUESTIONS", 1)
    owner, other = (people.person(Role.RESEARCHER).browser for _ in "12")
    for view in (1, 2, 3):
        report(owner, work, photo(1, view), visibility="public", approve=True)
    mine = report(other, work, photo(2, 1))
    curation = begin(other, work)
    (asked,) = pairs_of(curation)
    assert mine.encounter in asked
    assert curation["open"] + curation["unlikely"] == 3
    assert sum(curation["for_others"].values()) == 3
