"""How sure is it, and what do people's decisions change? Told, learned from, and never asked again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from houston.access import Role
from houston.models import IdentificationDecision, Job
from houston.operations import calibration
from tests.houston.workflows.herd import photo
from tests.houston.workflows.reports import identify, report

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def researcher(people):
    return people.person(Role.RESEARCHER).browser


def decide(browser, found, annotation, decision, **more):
    answer = browser.post(
        f"/identifications/{found['id']}/decisions",
        json={"annotation": annotation, "decision": decision, **more},
    )
    assert answer.status_code == 201, answer.text
    return answer.json["id"]


def test_probabilities_refusals_and_calibration(researcher, work, installation, monkeypatch):
    first = report(researcher, work, photo(1, 1))
    for animal in (2, 3):
        report(researcher, work, photo(animal, 1))
    asked = report(researcher, work, photo(1, 2))

    # It is told how sure the answer is, and on what that stands.
    found = identify(researcher, work, encounter=asked.encounter)
    (query,) = found["queries"]
    best = query["individuals"][0]
    assert best["annotation"] == first.annotation
    assert 0 < query["probability_new"] < 1
    assert [0 < each["probability"] < 1 for each in query["individuals"]] == [True] * 3
    assert query["calibration"]["origin"] == "prior"
    assert query["together"] is None

    # "Not a match" is never offered again, whichever of the two is asked about, until it is undone.
    monkeypatch.setattr(calibration, "EVERY", 2)
    refusal = decide(researcher, found, asked.annotation, "no_match", candidate=first.annotation)
    again = identify(researcher, work, encounter=asked.encounter)["queries"][0]
    assert first.annotation not in [each["annotation"] for each in again["individuals"]]
    assert len(again["individuals"]) == 2
    other_way = identify(researcher, work, encounter=first.encounter)["queries"][0]
    assert asked.annotation not in [each["annotation"] for each in other_way["individuals"]]
    undone = researcher.delete(f"/identifications/{found['id']}/decisions/{refusal}")
    assert undone.status_code == 204
    offered = identify(researcher, work, encounter=asked.encounter)
    assert offered["queries"][0]["individuals"][0]["annotation"] == first.annotation

    # What was seen is kept with the decision; enough of them have the species fitted anew, once.
    decide(researcher, offered, asked.annotation, "matched", candidate=first.annotation)
    work()
    house = installation.house
    with house.database.read() as session:
        kept = session.scalars(
            select(IdentificationDecision).where(IdentificationDecision.decision == "matched")
        ).one()
        jobs = session.scalars(select(Job).where(Job.kind == calibration.CALIBRATE)).all()
    assert kept.evidence["judged"]["same"] == [True, None, None]
    assert kept.evidence["individuals"][0]["probability"] == pytest.approx(best["probability"])
    assert kept.evidence["calibration"]["origin"] == "prior"
    species = jobs[0].arguments["species"]
    assert [(job.state, job.result["fitted"]) for job in jobs] == [("done", False)]
    assert calibration.judged_answers(house, species, "hotspotter", "1") == [
        kept.evidence["judged"]
    ]
    assert calibration.judged_answers(house, species, "hotspotter", "0") == []


def test_of_a_matched_animal_only_the_named_are_others(researcher, work, house):
    first = report(researcher, work, photo(1, 1))
    named = report(researcher, work, photo(2, 1))
    report(researcher, work, photo(3, 1))
    asked = report(researcher, work, photo(1, 2))
    decide(
        researcher,
        identify(researcher, work, encounter=named.encounter),
        named.annotation,
        "new_individual",
        name="Asha",
    )
    found = identify(researcher, work, encounter=asked.encounter)
    decide(researcher, found, asked.annotation, "matched", candidate=first.annotation)
    with house.database.read() as session:
        kept = session.scalars(
            select(IdentificationDecision).where(IdentificationDecision.decision == "matched")
        ).one()
    places = [each["annotation"] for each in found["queries"][0]["individuals"]]
    same = dict(zip(places, kept.evidence["judged"]["same"], strict=True))
    assert (same.pop(first.annotation), same.pop(named.annotation)) == (True, False)
    assert list(same.values()) == [None], "nobody has named it: it may be another picture"


def test_who_is_new_may_still_be_an_animal_without_a_name(researcher, work):
    first = report(researcher, work, photo(1, 1))
    for animal in (2, 3):
        report(researcher, work, photo(animal, 1))
    asked = report(researcher, work, photo(1, 2))
    found = identify(researcher, work, encounter=asked.encounter)
    decide(researcher, found, asked.annotation, "new_individual", name="Asha")
    work()
    other_way = identify(researcher, work, encounter=first.encounter)["queries"][0]
    assert other_way["individuals"][0]["individual"]["name"] == "Asha"
