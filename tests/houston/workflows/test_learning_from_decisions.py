"""How sure is it, and what do people's decisions change? Told, learned from, and never asked again."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from acm_wbia.wbia.curation import curator
from acm_wbia.wbia.models.algorithms import HOTSPOTTER
from houston.models import CurationAnswer, IdentificationDecision, Job, RefusedPair
from houston.operations import calibration
from tests.houston.sending import open_draft, sighting, upload
from tests.houston.workflows.herd import photo
from tests.houston.workflows.reports import identify, report
from tests.houston.workflows.test_curating import answer, begin

pytestmark = pytest.mark.usefixtures("installation")


def decide(browser, found, annotation, decision, **more):
    answer = browser.post(
        f"/identifications/{found['id']}/decisions",
        json={"annotation": annotation, "decision": decision, **more},
    )
    assert answer.status_code == 201, answer.text
    return answer.json["id"]


def burst_of(browser, work, *photos):
    """The encounter of several pictures of one animal."""
    draft = open_draft(browser)
    names = [f"{number}.jpg" for number in range(len(photos))]
    for name, content in zip(names, photos, strict=True):
        upload(browser, draft, name, content)
    sent = browser.post(f"/submissions/{draft}/commit", json={"sightings": [sighting(*names)]})
    assert sent.status_code == 202, sent.text
    work()
    (encounter,) = browser.get(f"/submissions/{draft}").json["encounters"]
    return encounter


def judged_of(house, found):
    """What the decisions that hold teach of this identification's algorithm."""
    algorithm = found["algorithm"]
    return calibration.judged_answers(
        house, found["species"], algorithm["name"], algorithm["version"]
    )


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
    about = (found["species"], "hotspotter", HOTSPOTTER.version)
    scores = [each["score"] for each in query["individuals"]]
    pair = {"scores": scores, "place": 0, "same": False, "group": asked.encounter}
    assert calibration.judged_pairs(installation.house, *about) == [pair]
    assert calibration.judged_answers(installation.house, *about) == []
    again = identify(researcher, work, encounter=asked.encounter)["queries"][0]
    assert first.annotation not in [each["annotation"] for each in again["individuals"]]
    assert len(again["individuals"]) == 2
    other_way = identify(researcher, work, encounter=first.encounter)["queries"][0]
    assert asked.annotation not in [each["annotation"] for each in other_way["individuals"]]
    undone = researcher.delete(f"/identifications/{found['id']}/decisions/{refusal}")
    assert undone.status_code == 204
    assert calibration.judged_pairs(installation.house, *about) == []
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
    assert calibration.judged_answers(house, species, "hotspotter", HOTSPOTTER.version) == [
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


@pytest.mark.parametrize("kind", ["no_match", "new_individual"])
def test_said_of_pictures_asked_as_one_it_holds_for_all_of_them_and_is_undone_as_one(
    researcher, work, house, kind
):
    known = [report(researcher, work, photo(animal, 1)) for animal in (1, 2)]
    for animal, name in zip(known, ("Asha", "Bahari"), strict=True):
        found = identify(researcher, work, encounter=animal.encounter)
        decide(researcher, found, animal.annotation, "new_individual", name=name)
    encounter = burst_of(researcher, work, photo(1, 2), photo(2, 2))
    found = identify(researcher, work, encounter=encounter)
    first, second = found["queries"]
    best = [query["individuals"][0]["annotation"] for query in (first, second)]
    assert best == [each.annotation for each in known], "each picture resembles another most"
    # The person looks at those that both pictures resemble, and decides at the one that does not resemble the first most.
    (seen, *_) = first["together"]["individuals"]
    other = next(each for each in (first, second) if each["annotation"] != seen["query"])

    def offered():
        asked = identify(researcher, work, encounter=encounter)["queries"]
        return [[x["annotation"] for x in query["individuals"]] for query in asked]

    assert [seen["annotation"] in each for each in offered()] == [True, True]
    before = judged_of(house, found)
    made = decide(researcher, found, other["annotation"], kind, together=True)
    assert offered() == [[], []]
    assert len(judged_of(house, found)) == len(before) + 1, "one decision is one answer"
    with house.database.read() as session:
        kept = session.get_one(IdentificationDecision, uuid.UUID(made))
        pairs = session.scalars(
            select(RefusedPair.other).where(RefusedPair.decision_id == kept.id)
        ).all()
    assert kept.evidence["together"][0]["annotation"] == seen["annotation"]
    assert kept.evidence["judged"]["scores"] == [each["score"] for each in other["individuals"]]
    assert {str(each) for each in pairs} == {each.encounter for each in known}
    path = f"/identifications/{found['id']}/decisions/{made}"
    assert researcher.delete(path).status_code == 204
    assert [seen["annotation"] in each for each in offered()] == [True, True]
    assert judged_of(house, found) == before


@pytest.fixture
def asked(researcher, work, monkeypatch):
    """A curation of three animals seen twice each; what it asks first, and whether that is one animal."""
    monkeypatch.setattr(curator, "MACHINE_LIMIT", 2.0)  # else drawn animals leave no doubt
    reports = {
        report(researcher, work, photo(animal, view)).annotation: animal
        for animal in (1, 2, 3)
        for view in (1, 2)
    }
    curation = begin(researcher, work)
    questions = []
    for each in curation["questions"]:
        sides = (each["first"]["annotation"], each["second"]["annotation"])
        same = reports[sides[0]] == reports[sides[1]]
        questions.append((sides, "same" if same else "different"))
    return curation, questions


def test_answers_to_comparisons_teach_what_the_scores_of_a_pair_are_worth(
    researcher, work, house, asked, monkeypatch
):
    monkeypatch.setattr(calibration, "EVERY", 2)
    curation, (first, second, *_) = asked
    about = (curation["species"], "hotspotter", curation["algorithm"]["version"])

    def same():
        return [each["same"] for each in calibration.judged_pairs(house, *about)]

    def jobs():
        work()
        with house.database.read() as session:
            rows = session.scalars(select(Job).where(Job.kind == calibration.CALIBRATE))
            return [(job.state, job.result["fitted"]) for job in rows]

    # What a pair's scores were is kept with the answer.
    assert answer(researcher, curation, *first[0], first[1]).status_code == 201
    (told,) = calibration.judged_pairs(house, *about)
    assert told["same"] == (first[1] == "same")
    assert told["scores"] == sorted(told["scores"], reverse=True)
    assert 0 <= told["place"] < len(told["scores"])
    assert calibration.judged_pairs(house, about[0], "hotspotter", "0") == []

    # Who cannot tell teaches nothing; the second that tells has the species fitted anew.
    answer(researcher, curation, *second[0], "cannot_tell")
    assert (len(same()), jobs()) == (1, [])
    last = answer(researcher, curation, *second[0], second[1]).json
    assert same() == [first[1] == "same", second[1] == "same"]
    assert jobs() == [("done", False)]

    # The last word about two counts, whichever way round, and one taken back does not.
    other = {"same": "different", "different": "same"}[second[1]]
    changed = answer(researcher, curation, *reversed(second[0]), other).json
    assert same() == [first[1] == "same", other == "same"]
    for each in (changed, last):
        path = f"/curations/{curation['id']}/answers/{each['id']}"
        assert researcher.delete(path).status_code == 204
    assert same() == [first[1] == "same"]
    assert jobs() == [("done", False)] * 2, "an undoing counts as an answer does"


def test_a_pair_that_was_never_asked_about_teaches_nothing(researcher, work, house, asked):
    curation, questions = asked
    one = report(researcher, work, photo(4, 1)).annotation
    assert answer(researcher, curation, one, questions[0][0][0], "different").status_code == 201
    with house.database.read() as session:
        assert session.scalars(select(CurationAnswer.evidence)).all() == [None]


def test_what_was_compared_and_found_different_stays_so_until_it_is_undone(researcher, work, asked):
    curation, ((sides, _), *_) = asked
    told = answer(researcher, curation, *sides, "different").json
    work()

    def offered():
        pairs = (sides, tuple(reversed(sides)))
        found = {a: identify(researcher, work, annotations=[a])["queries"][0] for a, _ in pairs}
        return [other in [x["annotation"] for x in found[a]["individuals"]] for a, other in pairs]

    researcher.post(f"/curations/{curation['id']}/renew")
    work()
    assert offered() == [False, False]
    researcher.delete(f"/curations/{curation['id']}/answers/{told['id']}")
    work()
    assert offered() == [True, True]
