"""Encounters are approved, rejected and taken back here: in EDM first, then in the pointer, then wherever it shows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from sqlalchemy.orm import Session

from houston.access import Action, Kind, Principal, RecordState, allowed, scope_of
from houston.access.current import refuse
from houston.house import House
from houston.operations.pointer import set_state
from houston.operations.submission_review import settle_reviewed
from houston.queries.pointer import record_of
from service_kit.client import Answer
from service_kit.errors import NotFound
from service_kit.jobs import Queue

ACCESS_CHANGED = "encounter.access_changed"
"""The kind of the job that lets state, visibility and projects show wherever else they count. Arguments: `encounters`."""


def review(
    house: House,
    principal: Principal,
    encounter: uuid.UUID,
    state: RecordState,
    reason: str | None,
) -> Answer:
    """Gives the encounter this state; EDM's answer, also when that is a refusal.

    Repeating it changes nothing, and brings what a crash left behind into step. Raises `NotFound`,
    `Unauthenticated`, `Forbidden`.
    """
    with house.database.read() as session:
        record = record_of(session, Kind.ENCOUNTER, encounter)
    if record is None:
        raise NotFound("There is no such encounter, or it is not open to you.")
    if not allowed(principal, Action.APPROVE, record).allowed:
        raise refuse(principal, Action.APPROVE, record)
    answer = house.edm.send(
        "POST",
        f"/edm/v1/encounters/{encounter}/state",
        scope=scope_of(principal),
        actor=principal.tag,
        json={"state": state.value, "reason": reason},
    )
    if answer.status < 300:
        follow_state(house, [encounter], state)
    return answer


def follow_state(house: House, encounters: list[uuid.UUID], state: RecordState) -> None:
    """Notes a state that EDM has given the encounters, and has everything that depends on it follow."""
    with house.database.write() as session:
        set_state(session, encounters, state)
        settle_reviewed(session, encounters)
        have_access_followed(house, session, encounters)


def have_access_followed(house: House, session: Session, encounters: Iterable[uuid.UUID]) -> None:
    """Has pictures and annotations follow the encounters once the transaction is committed."""
    house.jobs.submit(
        session,
        ACCESS_CHANGED,
        {"encounters": [str(each) for each in encounters]},
        queue=Queue.INTERACTIVE,
    )
