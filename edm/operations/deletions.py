"""What went by one deletion, and whose was it?

Every row that goes bears the deletion's id. Where an individual went without its encounters, a decision row tells
which they were.
"""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from edm.models import Decision, Encounter, Individual, Sighting
from edm.models.base import RecordColumns
from edm.operations.audit import Change
from edm.operations.loading import projects_of
from edm.operations.versions import touch
from edm.queries.chunks import chunks
from edm.queries.leaving import none_of
from edm.queries.reach import STAGING, encounters_in, holds, went_by
from service_kit.clock import now
from service_kit.scope import Scope
from service_kit.tokens import Caller

Outcome = dict[str, list[str]]
"""The ids of what went or returned, by noun."""

INDIVIDUAL_DELETED = "deletion"
"""Kind of the decision row of an individual that was deleted by itself."""


def nothing() -> Outcome:
    """Nothing went or returned."""
    return {"encounters": [], "sightings": [], "individuals": []}


def outcome_of(session: Session, deletion: uuid.UUID) -> Outcome:
    """The ids of all that went by the deletion."""

    def gone(table: Any) -> list[str]:
        ids = select(table.id).where(went_by(table, deletion)).order_by(table.id)
        return [str(each) for each in session.scalars(ids)]

    return {
        "encounters": gone(Encounter),
        "sightings": gone(Sighting),
        "individuals": gone(Individual),
    }


def submission_deletion(submission: str) -> uuid.UUID:
    """The id of the deletion of a whole submission: the same however often it is asked for."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"submission:{submission}")


def mark_deleted(gone: RecordColumns, deletion: uuid.UUID) -> None:
    """The row is gone for everybody, until it is restored or purged."""
    gone.deleted_at, gone.deletion_id = now(), deletion
    touch(gone)


def deletion_change(noun: str, gone: RecordColumns, encounters: list[str] | None = None) -> Change:
    """What the audit trail says of a row that went."""
    before: dict[str, Any] = {"deleted_at": None}
    if encounters is not None:
        before["encounters"] = encounters
    return (
        noun,
        gone.id,
        before,
        {"deleted_at": gone.deleted_at.isoformat() if gone.deleted_at else None},
    )


def may_undo(session: Session, deletion: uuid.UUID, scope: Scope) -> bool:
    """Whether all that the deletion took is the caller's to change. What is only staged has not been deleted by anybody."""
    decision = session.get(Decision, deletion)
    if decision is not None and decision.kind == STAGING:
        return False
    gone = went_by(Encounter, deletion)
    if session.scalar(select(exists().where(gone))):
        return not session.scalar(select(exists().where(gone, none_of(encounters_in(scope.write)))))
    encounters = _lost_encounters(session, decision)
    tags = projects_of(session, encounters)
    return bool(encounters) and all(holds(scope.write, each, tags[each.id]) for each in encounters)


def _lost_encounters(session: Session, decision: Decision | None) -> list[Encounter]:
    """The encounters that an individual lost by the deletion, or by the decision that was its end."""
    if decision is None:
        return []
    ids = decision.outcome.get("encounters") or list(decision.outcome.get("previous", {}))
    lost: list[Encounter] = []
    for part in chunks([uuid.UUID(each) for each in ids]):
        lost += session.scalars(select(Encounter).where(Encounter.id.in_(part)))
    return lost


def gone_already(
    session: Session, caller: Caller, table: type[RecordColumns], record_id: uuid.UUID
) -> Outcome | None:
    """What went when the record was deleted before: asking twice answers the same."""
    gone = session.get(table, record_id)
    if gone is None or gone.deletion_id is None:
        return None
    if not may_undo(session, gone.deletion_id, caller.scope):
        return None
    return outcome_of(session, gone.deletion_id)
