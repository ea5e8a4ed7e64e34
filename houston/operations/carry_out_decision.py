"""A decision that is kept is carried out here: by the request that made it or, should that die, by a job."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from houston.house import House
from houston.models import Identification, IdentificationDecision, IdentificationQuery
from houston.models.identification import DecisionState, Review
from houston.operations.calibration import have_calibrated
from houston.operations.transition import Subject, note
from service_kit.client import RemoteProblem
from service_kit.clock import now
from service_kit.jobs import JobContext, Queue
from service_kit.scope import Scope

CARRY_OUT = "carry_out_decision"
"""The kind of the job."""
PATIENCE = timedelta(seconds=90)  # longer than any request lives; then the job takes over


def have_it_finished(house: House, session: Session, decision: IdentificationDecision) -> None:
    """Within the transaction that keeps a decision: should its request die, a job goes on."""
    job = house.jobs.submit(
        session,
        CARRY_OUT,
        {"decision": str(decision.id)},
        queue=Queue.INTERACTIVE,
        owner=str(decision.undone_by or decision.decided_by),
    )
    job.due_at = now() + PATIENCE


def carry_out(house: House, decision: IdentificationDecision) -> IdentificationDecision:
    """Does what is left of a decision or of its undoing. Repeating it changes nothing.

    Raises `RemoteProblem` when EDM refuses; a refused decision never came about, a refused undoing leaves
    the decision as it was.
    """
    if decision.state == DecisionState.APPLYING:
        return _apply(house, decision)
    if decision.state == DecisionState.UNDOING:
        return _take_back(house, decision)
    return decision


def carry_out_job(house: House, context: JobContext) -> dict[str, str]:
    """What a request left when it died."""
    with house.database.read() as session:
        decision = session.get_one(IdentificationDecision, uuid.UUID(context.arguments["decision"]))
    try:
        decision = carry_out(house, decision)
    except RemoteProblem as problem:
        if problem.status >= 500:
            raise
        return {"decision": str(decision.id), "refused": problem.detail}
    return {"decision": str(decision.id), "state": decision.state}


def _apply(house: House, decision: IdentificationDecision) -> IdentificationDecision:
    previous = None
    if decision.request is not None:
        try:
            answer = _tell_edm(house, decision, {"decision": str(decision.id), **decision.request})
        except RemoteProblem as problem:
            if problem.status < 500:
                _settle(house, decision.id, DecisionState.REFUSED, reason=problem.detail)
            raise
        previous = answer["previous"]
    return _settle(
        house,
        decision.id,
        DecisionState.APPLIED,
        review=Review(decision.decision),
        previous=previous,
    )


def _take_back(house: House, decision: IdentificationDecision) -> IdentificationDecision:
    for request in decision.undo or []:
        try:
            _tell_edm(house, decision, {**request, "cascade": True})
        except RemoteProblem as problem:
            if problem.status < 500:
                _settle(house, decision.id, DecisionState.APPLIED, reason=problem.detail)
            raise
    return _settle(house, decision.id, DecisionState.UNDONE, review=Review.UNREVIEWED)


def _tell_edm(
    house: House, decision: IdentificationDecision, request: Mapping[str, Any]
) -> dict[str, Any]:
    body = {name: value for name, value in request.items() if name != "cascade"}
    answer: dict[str, Any] = house.edm.call(
        "POST",
        "/edm/v1/encounters/identity",
        scope=Scope.from_dict(decision.scope),
        actor=str(decision.undone_by or decision.decided_by),
        query={"cascade": "true"} if request.get("cascade") else None,
        json=body,
    )
    return answer


def _settle(
    house: House,
    decision_id: uuid.UUID,
    state: DecisionState,
    *,
    review: Review | None = None,
    previous: dict[str, Any] | None = None,
    reason: str | None = None,
) -> IdentificationDecision:
    """Notes how it ended; whoever comes second finds it noted."""
    with house.database.write() as session:
        decision = session.get_one(IdentificationDecision, decision_id, with_for_update=True)
        if decision.state not in (DecisionState.APPLYING, DecisionState.UNDOING):
            return decision
        decision.state, decision.reason = state, reason
        if state is DecisionState.APPLIED and previous is not None:
            decision.previous = previous
        if state is DecisionState.UNDONE:
            decision.undone_at = now()
        else:
            decision.undone_by = None
        if review is not None:
            _review(session, decision, review)
            asked = session.get_one(Identification, decision.identification_id)
            have_calibrated(house, session, asked.species, asked.algorithm)
    return decision


def _review(session: Session, decision: IdentificationDecision, review: Review) -> None:
    key = (decision.identification_id, decision.annotation_id)
    query = session.get(IdentificationQuery, key)
    if query is not None and query.review != review:
        actor = decision.undone_by or decision.decided_by
        note(session, Subject.QUERY, query.annotation_id, query.review, review, actor=actor)
        query.review = review
