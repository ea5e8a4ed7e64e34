"""What goes when something is deleted, does it all come back, and is it gone for good after its time?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from edm.models import AuditEntry, Encounter, Individual, Job, Name, Sighting
from edm.tasks import all_handlers
from service_kit.clock import now
from service_kit.identity import new_id
from service_kit.jobs import JobRunner, JobState
from tests.edm.service import an_encounter, scope_of, sighting


def delete(edm, path, cascade=False, **options):
    return edm.call("DELETE", path + ("?cascade=true" if cascade else ""), **options)


def is_there(edm, path):
    return edm.call("GET", path).status_code == 200


@pytest.fixture
def family(edm):
    """A sighting of Zuri and of an animal without a name; paths by name."""
    sent = sighting(encounters=[an_encounter(individual_name="Zuri"), an_encounter()])
    edm.report(sent, submission="s1")
    named, unnamed = (f"/encounters/{each['id']}" for each in sent["encounters"])
    individual = edm.get(named)["individual"]["id"]
    return {
        "sighting": f"/sightings/{sent['id']}",
        "named": named,
        "unnamed": unnamed,
        "zuri": f"/individuals/{individual}",
    }


def test_one_of_several_encounters_goes_by_itself_and_comes_back(edm, family):
    gone = delete(edm, family["unnamed"])
    assert gone.status_code == 200
    assert [len(gone.json[noun]) for noun in ("encounters", "sightings", "individuals")] == [
        1,
        0,
        0,
    ]
    assert not is_there(edm, family["unnamed"])
    assert len(edm.get(family["sighting"])["encounters"]) == 1
    assert edm.get("/statistics")["encounters"] == 1
    assert delete(edm, family["unnamed"]).json == gone.json, "asking twice answers the same"
    assert edm.post(family["unnamed"] + "/restore") == gone.json
    assert is_there(edm, family["unnamed"])
    assert edm.post(family["unnamed"] + "/restore")["encounters"] == []


def test_what_would_go_along_is_named_and_asked_about(edm, family):
    delete(edm, family["unnamed"])
    asked = delete(edm, family["named"])
    assert (asked.status_code, asked.json["code"]) == (409, "would_orphan")
    assert asked.json["sightings"] == [family["sighting"].split("/")[-1]]
    assert [each["name"] for each in asked.json["individuals"]] == ["Zuri"]
    assert "Zuri" in asked.json["detail"]
    assert is_there(edm, family["named"])
    assert delete(edm, family["named"], cascade=True).status_code == 200
    assert not any(is_there(edm, family[name]) for name in ("named", "sighting", "zuri"))


def test_all_that_went_together_comes_back_together(edm, family):
    before = {name: edm.get(path) for name, path in family.items()}
    asked = delete(edm, family["sighting"])
    assert (asked.status_code, asked.json["sightings"]) == (409, [])
    delete(edm, family["sighting"], cascade=True)
    assert not any(is_there(edm, path) for path in family.values())
    assert edm.get("/individuals")["items"] == []
    edm.post(family["zuri"] + "/restore")
    for name, path in family.items():
        after = edm.get(path)
        same = [key for key in after if key not in ("version", "updated_at")]
        assert {key: after[key] for key in same} == {key: before[name][key] for key in same}


def test_a_deleted_individual_leaves_its_encounters_and_gets_them_back(edm, family):
    gone = delete(edm, family["zuri"])
    assert gone.status_code == 200
    assert edm.get(family["named"])["individual"] is None
    assert edm.get(family["sighting"])["encounters"][0]["individual"] is None
    edm.post(family["zuri"] + "/restore")
    assert edm.get(family["named"])["individual"]["name"] == "Zuri"


def test_an_individual_whose_encounters_have_another_identity_since_stays_gone(edm, family):
    delete(edm, family["zuri"])
    _, other = edm.known("Tamu")
    edm.identify([family["named"].split("/")[-1]], other)
    answer = edm.call("POST", family["zuri"] + "/restore")
    assert (answer.status_code, answer.json["code"]) == (409, "cannot_restore")


def test_a_name_that_was_given_away_meanwhile_is_told(edm, family):
    delete(edm, family["zuri"])
    edm.known("Zuri")
    answer = edm.call("POST", family["zuri"] + "/restore")
    assert (answer.status_code, answer.json["code"]) == (409, "name_taken")
    assert not is_there(edm, family["zuri"])


def test_an_encounter_comes_back_only_into_a_sighting_that_is_there(edm, family):
    delete(edm, family["unnamed"])
    delete(edm, family["sighting"], cascade=True)
    answer = edm.call("POST", family["unnamed"] + "/restore")
    assert (answer.status_code, answer.json["code"]) == (409, "cannot_restore")
    edm.post(family["sighting"] + "/restore")
    assert not is_there(edm, family["unnamed"]), "it was deleted before, by itself"
    edm.post(family["unnamed"] + "/restore")
    assert is_there(edm, family["unnamed"])


def test_a_submission_goes_and_comes_back_as_a_whole(edm, family):
    other = edm.one(submission="s2")
    edm.one(submission="s1")
    asked = edm.call("POST", "/submissions/s1/remove")
    assert (asked.status_code, asked.json["code"]) == (409, "would_orphan")
    gone = edm.post("/submissions/s1/remove?cascade=true")
    assert [len(gone[noun]) for noun in ("encounters", "sightings", "individuals")] == [3, 2, 1]
    assert edm.post("/submissions/s1/remove?cascade=true") == gone
    assert [each["id"] for each in edm.get("/encounters")["items"]] == [other]
    assert edm.post("/submissions/s1/restore") == gone
    assert edm.get("/statistics")["encounters"] == 4
    assert edm.post("/submissions/s1/restore")["encounters"] == []
    assert edm.post("/submissions/none/remove")["encounters"] == []


def test_only_who_may_change_it_restores_it(edm, family):
    delete(edm, family["unnamed"])
    other = scope_of("them")
    assert edm.call("POST", family["unnamed"] + "/restore", scope=other).status_code == 404
    assert delete(edm, family["unnamed"], scope=other).status_code == 404
    assert edm.call("POST", "/submissions/s1/remove", scope=other).status_code == 403
    mine = scope_of("me")
    assert edm.call("POST", family["unnamed"] + "/restore", scope=mine).status_code == 200


# -- purging ----------------------------------------------------------------------------------


@pytest.fixture
def runner(edm):
    return JobRunner(edm.edm.jobs, all_handlers(edm.edm))


def run_purge(edm, runner):
    with edm.edm.database.read() as session:
        todays = session.scalars(select(Job).where(Job.state == JobState.QUEUED)).all()
    return [job.idempotency_key for job in todays if runner.run(job.id)]


def age(edm, days):
    """Lets what was deleted have been deleted so many days ago."""
    with edm.edm.database.write() as session:
        for table in (Encounter, Sighting, Individual):
            session.execute(
                update(table)
                .where(table.deleted_at.is_not(None))
                .values(deleted_at=now() - timedelta(days=days))
            )


def rows(edm):
    with edm.edm.database.read() as session:
        return [
            len(session.scalars(select(table.id)).all())
            for table in (Encounter, Sighting, Individual, Name)
        ]


def test_what_was_deleted_is_purged_after_its_days_and_not_before(edm, family, runner):
    edm.known("Tamu", projects=["p1"])
    delete(edm, family["sighting"], cascade=True)
    age(edm, 29)
    assert len(run_purge(edm, runner)) == 1
    assert rows(edm) == [3, 2, 2, 2]
    age(edm, 31)
    again = JobRunner(edm.edm.jobs, all_handlers(edm.edm))
    with edm.edm.database.write() as session:
        session.execute(update(Job).where(Job.state == JobState.QUEUED).values(due_at=now()))
    assert len(run_purge(edm, again)) == 1
    assert rows(edm) == [1, 1, 1, 1]
    assert edm.call("POST", family["sighting"] + "/restore").status_code == 404
    with edm.edm.database.read() as session:
        purged = session.scalars(select(AuditEntry).where(AuditEntry.action == "purged")).all()
    assert len(purged) == 4, "the audit trail outlives the records"


def test_each_purge_leaves_word_for_the_next_day_and_no_more(edm, runner):
    assert len(run_purge(edm, runner)) == 1
    all_handlers(edm.edm)
    with edm.edm.database.read() as session:
        jobs = session.scalars(select(Job).order_by(Job.due_at)).all()
    assert [job.state for job in jobs] == [JobState.DONE, JobState.QUEUED]
    assert jobs[1].due_at > now()


def test_merged_individuals_are_kept_so_that_they_can_be_unmerged(edm, runner):

    _, first = edm.known("Zuri")
    _, second = edm.known("Tamu")
    body = {"merge": str(new_id()), "from": [second], "resolve": {"names.default": "Zuri"}}
    edm.post(f"/individuals/{first}/merge", body)
    age(edm, 400)
    run_purge(edm, runner)
    edm.post("/individuals/unmerge", {"merge": body["merge"]})
    assert is_there(edm, f"/individuals/{second}")
