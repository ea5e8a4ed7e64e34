"""What is asked or decided wrongly is refused at once, and changes nothing."""

from __future__ import annotations

import pytest

from houston.access import Role
from service_kit.identity import new_id
from tests.houston.workflows.herd import photo
from tests.houston.workflows.reports import identify, report

pytestmark = pytest.mark.usefixtures("installation")


def test_a_match_with_an_individual_that_there_is_not_adds_none(people, work):
    researcher = people.person(Role.RESEARCHER).browser
    report(researcher, work, photo(1, 1))
    asked = report(researcher, work, photo(1, 2))
    found = identify(researcher, work, encounter=asked.encounter)
    path = f"/identifications/{found['id']}/decisions"
    wrong = {"annotation": asked.annotation, "decision": "matched", "individual": str(new_id())}
    refused = researcher.post(path, json=wrong)
    assert (refused.status_code, refused.json["code"]) == (404, "individual_unknown")
    assert researcher.get(f"/encounters/{asked.encounter}").json["individual"] is None
    assert researcher.get("/individuals").json["items"] == []
    # The refused decision is none, so the right one can be made.
    right = {"annotation": asked.annotation, "decision": "new_individual"}
    assert researcher.post(path, json=right).status_code == 201


def test_a_time_that_is_none_is_refused_at_its_field(people, work):
    researcher = people.person(Role.RESEARCHER).browser
    asked = report(researcher, work, photo(1, 1))
    for wrong in ("yesterday", "2024-13", "2024-06-03\n", "24"):
        body = {"encounter": asked.encounter, "filters": {"seen_to": wrong}}
        refused = researcher.post("/identifications", json=body)
        (fault,) = refused.json["errors"]
        assert (refused.status_code, fault["pointer"]) == (422, "/filters/seen_to")
    right = {
        "encounter": asked.encounter,
        "filters": {"seen_from": "2024", "seen_to": "2024-06-30"},
    }
    assert researcher.post("/identifications", json=right).status_code == 202
