"""Does a report that comes in batches come into the world at one moment, or not at all?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from edm.models import Decision, Encounter, Job
from edm.tasks import all_handlers
from service_kit.clock import now
from service_kit.jobs import JobRunner, JobState
from tests.databases import on_postgresql
from tests.edm.plans import (
    count_rows,
    goes_through_a_table,
    plans,
    reads_every_name,
    statements,
)
from tests.edm.service import an_encounter, envelope, sighting

SUBMISSION = "01900000-0000-7000-8000-000000000001"


def named(name, **details):
    return sighting(encounters=[an_encounter(individual_name=name, **details)])


def stage(edm, *sightings, submission=SUBMISSION, **tags):
    return edm.post(
        "/sightings", envelope(*sightings, submission=submission, **tags) | {"staged": True}
    )


def publish(edm, submission=SUBMISSION):
    return edm.call("POST", f"/submissions/{submission}/publish")


def discard(edm, submission=SUBMISSION):
    return edm.post(f"/submissions/{submission}/discard")


def counts(edm):
    told = edm.get("/statistics")
    return told["sightings"], told["encounters"], told["individuals"]


def test_what_is_staged_is_there_for_nobody_until_it_is_published(edm):
    one, two = named("Zuri"), named("Tamu")
    stage(edm, one)
    answer = stage(edm, two)
    individual = answer["encounters"][0]["individual"]
    assert counts(edm) == (0, 0, 0)
    for path in (
        f"/sightings/{one['id']}",
        f"/encounters/{one['encounters'][0]['id']}",
        f"/encounters/{one['encounters'][0]['id']}/history",
        f"/individuals/{individual}",
    ):
        assert edm.call("GET", path).status_code == 404, path
    for noun in ("sightings", "encounters", "individuals"):
        assert edm.get(f"/{noun}?total=true")["total"] == 0
        assert edm.post(f"/{noun}/search", {})["items"] == []
    assert edm.post("/encounters/candidates", {})["encounters"] == []
    assert publish(edm).json == {"sightings": 2, "encounters": 2, "individuals": 2}
    assert counts(edm) == (2, 2, 2)
    assert edm.get(f"/individuals/{individual}")["names"][0]["value"] == "Tamu"


def test_everything_can_be_repeated(edm):
    batch = named("Zuri")
    first = stage(edm, batch)
    assert stage(edm, batch) == first
    told = publish(edm).json
    assert publish(edm).json == told
    assert stage(edm, batch)["encounters"][0]["id"] == first["encounters"][0]["id"]
    assert counts(edm) == (1, 1, 1)


def test_nothing_more_comes_in_batches_once_it_is_published(edm):
    stage(edm, named("Zuri"))
    publish(edm)
    late = envelope(named("Tamu"), submission=SUBMISSION) | {"staged": True}
    answer = edm.call("POST", "/sightings", late)
    assert (answer.status_code, answer.json["code"]) == (409, "already_published")


def test_an_animal_of_an_earlier_batch_is_the_same_in_a_later_one(edm):
    told = {"names": [], "social_units": [{"name": "North", "role": None}], "satellite_tags": ["T1"], "custom_fields": {}}  # fmt: skip
    first = stage(edm, named("Zuri"))["encounters"][0]["individual"]
    second = stage(edm, named("zuri", animal=told))["encounters"][0]["individual"]
    assert second == first
    publish(edm)
    individual = edm.get(f"/individuals/{first}")
    assert individual["encounters_count"] == 2
    assert individual["satellite_tags"] == ["T1"]


def test_what_is_told_of_a_known_animal_counts_from_the_moment_of_publishing(edm):
    _, zuri = edm.known("Zuri")
    told = {"names": [{"context": "nickname", "value": "Zee"}], "social_units": [], "satellite_tags": ["T1"], "custom_fields": {}}  # fmt: skip
    stage(edm, named("Zuri", animal=told))
    before = edm.get(f"/individuals/{zuri}")
    assert (before["satellite_tags"], len(before["names"])) == ([], 1)
    assert publish(edm).status_code == 200
    after = edm.get(f"/individuals/{zuri}")
    assert after["satellite_tags"] == ["T1"]
    assert [each["value"] for each in after["names"]] == ["Zuri", "Zee"]


def test_others_know_nothing_of_a_staged_animal_and_may_use_its_name(edm):
    stage(edm, named("Zuri"))
    edm.known("Zuri")
    answer = publish(edm)
    assert (answer.status_code, answer.json["code"]) == (409, "name_taken")
    assert counts(edm) == (1, 1, 1)


def test_after_a_name_was_taken_it_is_staged_anew_and_finds_who_has_it(edm):
    batch = named("Zuri")
    stage(edm, batch)
    _, zuri = edm.known("Zuri")
    discard(edm)
    assert stage(edm, batch)["encounters"][0]["individual"] == zuri
    assert publish(edm).status_code == 200
    assert edm.get(f"/individuals/{zuri}")["encounters_count"] == 2


def test_discarding_takes_what_is_staged_and_nothing_else(edm):
    edm.known("Tamu", submission=SUBMISSION)
    stage(edm, named("Zuri"), named("Tamu"))
    stage(edm, named("Nuru"), submission="another")
    assert discard(edm) == {"sightings": 2, "encounters": 2, "individuals": 1}
    assert discard(edm) == {"sightings": 0, "encounters": 0, "individuals": 0}
    assert counts(edm) == (1, 1, 1)
    assert publish(edm, "another").json == {"sightings": 1, "encounters": 1, "individuals": 1}


@pytest.mark.parametrize("noun", ["sightings", "encounters", "individuals"])
def test_nobody_restores_what_is_only_staged(edm, noun):
    answer = stage(edm, named("Zuri"))
    ids = {
        "sightings": answer["sightings"][0]["id"],
        "encounters": answer["encounters"][0]["id"],
        "individuals": answer["encounters"][0]["individual"],
    }
    assert edm.call("POST", f"/{noun}/{ids[noun]}/restore").status_code == 404
    assert counts(edm) == (0, 0, 0)


def test_a_staged_encounter_follows_its_animal_into_what_it_was_merged_into(edm):
    _, zuri = edm.known("Zuri")
    _, tamu = edm.known("Tamu")
    stage(edm, named("Tamu"))
    merge = {"merge": SUBMISSION, "from": [tamu], "resolve": {"names.default": "Zuri"}}
    edm.post(f"/individuals/{zuri}/merge", merge)
    assert publish(edm).status_code == 200
    assert edm.get(f"/individuals/{zuri}")["encounters_count"] == 3


def test_a_batch_with_a_fault_stages_nothing(edm):
    bad = envelope(named("Zuri"), sighting(species="unicorn"), submission=SUBMISSION)
    assert edm.call("POST", "/sightings", bad | {"staged": True}).status_code == 422
    assert publish(edm).json == {"sightings": 0, "encounters": 0, "individuals": 0}


def test_what_is_staged_belongs_to_a_submission(edm):
    answer = edm.call("POST", "/sightings", envelope(named("Zuri")) | {"staged": True})
    assert answer.status_code == 422


def begun(edm, days):
    """Lets the staging have begun so many days ago, and its rows with it."""
    moment = now() - timedelta(days=days)
    with edm.edm.database.write() as session:
        session.execute(update(Decision).values(at=moment))
        session.execute(update(Encounter).values(deleted_at=moment))


def run_purge(edm):
    runner = JobRunner(edm.edm.jobs, all_handlers(edm.edm))
    with edm.edm.database.read() as session:
        queued = session.scalars(select(Job.id).where(Job.state == JobState.QUEUED)).all()
    assert [runner.run(each) for each in queued]


@pytest.mark.parametrize(("days", "left"), [(6, 2), (8, 0)])
def test_what_is_never_published_is_discarded_after_a_week_as_a_whole(edm, days, left):
    stage(edm, named("Zuri"))
    stage(edm, named("Tamu"))
    begun(edm, days)
    run_purge(edm)
    assert publish(edm).json == {"sightings": left, "encounters": left, "individuals": left}


def test_a_forgotten_staging_takes_nothing_along_that_was_published(edm):
    stage(edm, named("Zuri"))
    publish(edm)
    with edm.edm.database.write() as session:
        session.execute(update(Decision).values(at=now() - timedelta(days=400)))
    run_purge(edm)
    assert counts(edm) == (1, 1, 1)


@on_postgresql
def test_what_is_staged_is_found_without_going_through_the_catalogue(edm):
    edm.report(sighting(encounters=[an_encounter(individual_name=f"A {n}") for n in range(200)]))
    stage(edm, *(named(f"B {number}") for number in range(10)))
    count_rows(edm)
    with statements(edm) as sent:
        stage(edm, named("B 3"), named("C"))
        publish(edm)
    for plan in plans(edm, sent):
        assert not goes_through_a_table(plan), plan


def test_an_animal_is_found_by_its_name_without_reading_every_name(edm):
    edm.report(sighting(encounters=[an_encounter(individual_name=f"A {n}") for n in range(50)]))
    stage(edm, named("B"))
    count_rows(edm)
    with statements(edm) as sent:
        stage(edm, named("A 3"), named("B"), named("C"))
    asked = [each for each in sent if "FROM names" in each[0]]
    assert asked
    for plan in plans(edm, asked):
        assert not reads_every_name(plan), plan
