"""Is every change written down, who, when, what, before and after, and can nobody rewrite it?"""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from edm.models import AuditEntry
from service_kit.identity import new_id
from tests.edm.service import an_encounter, scope_of, sighting


def actions(edm, path):
    return [entry["action"] for entry in edm.get(f"{path}/history?limit=200")["items"]]


def test_every_kind_of_change_is_in_the_history_newest_first(edm):
    sent = sighting(encounters=[an_encounter(), an_encounter()])
    edm.report(sent, state="unapproved")
    encounter, other = (each["id"] for each in sent["encounters"])
    path = f"/encounters/{encounter}"
    edm.post(f"{path}/state", {"state": "approved"})
    edm.patch(path, {"sex": "male"})
    edm.identify([encounter], str(new_id()))
    edm.identify([encounter], None, cascade=True)
    edm.post("/encounters/access", {"encounters": [encounter], "owner": "them"})
    copy = str(new_id())
    edm.post(f"{path}/duplicate", {"ids": [copy]})
    edm.call("DELETE", path)
    edm.post(f"{path}/restore")
    assert actions(edm, path) == [
        "restored", "deleted", "access", "identity_removed", "identified", "changed", "state", "created",
    ]  # fmt: skip
    assert actions(edm, f"/encounters/{copy}") == ["duplicated"]
    edm.patch(f"/sightings/{sent['id']}", {"time": {"day": 4}})
    assert actions(edm, f"/encounters/{other}") == ["changed", "created"]
    assert actions(edm, f"/sightings/{sent['id']}") == ["changed", "created"]


def test_an_entry_says_who_when_what_before_and_after(edm):
    path = f"/encounters/{edm.one(encounters=[an_encounter(sex='male')])}"
    version = edm.get(path)["version"]
    answer = edm.call(
        "PATCH",
        path,
        {"sex": "female"},
        headers={"If-Match": str(version), "X-Request-Id": "request-77"},
    )
    entry = edm.get(f"{path}/history")["items"][0]
    assert (entry["actor"], entry["request_id"], entry["action"]) == (
        "actor-1",
        "request-77",
        "changed",
    )
    assert (entry["before"], entry["after"]) == ({"sex": "male"}, {"sex": "female"})
    assert entry["at"] >= answer.json["updated_at"]


def test_histories_of_individuals_tell_of_merging_and_unmerging(edm):
    _, first = edm.known("Zuri")
    _, second = edm.known("Tamu")
    merge = {"merge": str(new_id()), "from": [second], "resolve": {"names.default": "Zuri"}}
    edm.post(f"/individuals/{first}/merge", merge)
    edm.post("/individuals/unmerge", {"merge": merge["merge"]})
    for individual in (first, second):
        assert actions(edm, f"/individuals/{individual}") == ["unmerged", "merged", "created"]


def test_encounters_that_may_not_be_read_are_not_named_in_the_history(edm):
    _, individual = edm.known("Zuri")
    hidden = edm.one(owner="them", visibility="private")
    edm.identify([hidden], individual)
    assert hidden in str(edm.get(f"/individuals/{individual}/history"))
    assert hidden not in str(edm.get(f"/individuals/{individual}/history", scope_of("me")))


def test_a_long_history_comes_in_pages(edm):
    path = f"/encounters/{edm.one()}"
    for number in range(5):
        edm.patch(path, {"comments": str(number)})
    seen, cursor = [], None
    while True:
        page = edm.get(f"{path}/history?limit=4" + (f"&cursor={cursor}" if cursor else ""))
        seen += [entry["id"] for entry in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 6
    assert edm.call("GET", f"{path}/history?cursor=x").status_code == 400


def test_a_refused_change_leaves_no_trace(edm):
    encounter, _ = edm.known("Zuri")
    with edm.edm.database.read() as session:
        before = session.scalar(select(func.count()).select_from(AuditEntry))
    assert edm.identify([encounter], None).status_code == 409
    assert edm.call("DELETE", f"/encounters/{encounter}").status_code == 409
    with edm.edm.database.read() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == before


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'nobody'", "DELETE FROM audit"])
def test_the_database_refuses_to_rewrite_the_audit_trail(edm, statement):
    edm.one()
    with (
        pytest.raises(DBAPIError, match="the audit trail is only added to"),
        edm.edm.database.write() as session,
    ):
        session.execute(text(statement))
    with edm.edm.database.read() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 2
