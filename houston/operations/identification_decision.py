"""A person says which animal it is, or that nobody can tell, or takes that back.

Each decision is one EDM transaction under an id that is minted and kept before, so it happens once or not at all.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Action, Principal, scope_of
from houston.house import House
from houston.models import (
    Annotation,
    Identification,
    IdentificationDecision,
    IdentificationQuery,
)
from houston.models.identification import DecisionState, IdentificationState, Review
from houston.operations.carry_out_decision import carry_out, have_it_finished
from houston.operations.decision_request import identity_request, told_of_the_wish, undo_requests
from houston.operations.judging import Asked, judged, judged_candidate, refuse
from houston.queries.annotation import require_encounter
from houston.queries.ecology import facts_of
from houston.queries.identification import find_identification
from service_kit.client import RemoteProblem
from service_kit.errors import Conflict, NotFound, Unauthenticated

OPEN = (DecisionState.APPLYING, DecisionState.APPLIED, DecisionState.UNDOING)
KEPT = 5  # of the best candidates, with the decision; the identification keeps them all


def decide(
    house: House,
    principal: Principal,
    identification_id: uuid.UUID,
    wanted: Mapping[str, Any],
    idempotency_key: str | None,
) -> IdentificationDecision:
    """Keeps the decision and carries it out; with a key that was used before, the decision of that time.

    Raises `Conflict` with `already_decided`, or EDM's refusal; then nothing has changed.
    """
    key = f"{principal.tag}:{idempotency_key}" if idempotency_key else None
    if key and (there := _by_key(house, key)):
        return carry_out(house, there)
    with house.database.read() as session:
        encounter = _encounter_asked_about(session, principal, identification_id, wanted)
        candidate = _candidate_encounter(session, principal, wanted)
    # That it is not one certain individual changes no identity, but says of whom that was said.
    refused = wanted["individual"] if wanted["decision"] == Review.NO_MATCH else None
    individual, request = refused, None
    if wanted["decision"] in (Review.MATCHED, Review.NEW_INDIVIDUAL):
        concerned = {encounter, candidate} - {None}
        facts = facts_of(house, [each for each in concerned if each], scope_of(principal))
        individual, request = identity_request(encounter, candidate, wanted, facts)
        request["cascade"] = wanted["cascade"]
    with house.database.write() as session:
        _refuse_second(session, identification_id, wanted["annotation"])
        identification = session.get_one(Identification, identification_id)
        results = identification.results or {}
        asked = Asked.of(results, str(wanted["annotation"]), wanted["together"])
        decision = IdentificationDecision(
            identification_id=identification_id,
            annotation_id=wanted["annotation"],
            encounter_id=encounter,
            decision=wanted["decision"],
            individual=individual,
            candidate=wanted["candidate"],
            request=request,
            evidence=_evidence(identification, wanted["annotation"], asked),
            scope=scope_of(principal).as_dict(),
            state=DecisionState.APPLYING,
            decided_by=principal.user,
            idempotency_key=key,
        )
        # One decision teaches one answer, that of the picture it names, however many were asked as one.
        rows = _result(identification, wanted["annotation"]).get("individuals") or []
        decision.evidence = {
            **decision.evidence,
            "judged": judged(decision, rows),
            "judged_candidate": judged_candidate(decision, rows),
        }
        session.add(decision)
        session.flush()
        refuse(session, principal, decision, asked)
        have_it_finished(house, session, decision)
    try:
        return carry_out(house, decision)
    except RemoteProblem as problem:
        problem.errors = tuple(told_of_the_wish(each) for each in problem.errors)
        raise


def _by_key(house: House, key: str) -> IdentificationDecision | None:
    with house.database.read() as session:
        return session.scalar(
            select(IdentificationDecision).where(IdentificationDecision.idempotency_key == key)
        )


def undo(
    house: House, principal: Principal, identification_id: uuid.UUID, decision_id: uuid.UUID
) -> IdentificationDecision:
    """Brings back what was before the decision, exactly. Undone already, nothing happens.

    Raises `Conflict` when somebody has decided about the animal since.
    """
    with house.database.write() as session:
        find_identification(session, principal, identification_id)
        decision = session.get(IdentificationDecision, decision_id, with_for_update=True)
        if decision is None or decision.identification_id != identification_id:
            raise NotFound("There is no such decision.")
        require_encounter(session, principal, decision.encounter_id, Action.EDIT)
        if decision.state in (DecisionState.UNDONE, DecisionState.REFUSED):
            return decision
        if decision.state == DecisionState.APPLYING:
            raise Conflict("This decision is still being carried out.", code="decision_busy")
        if decision.undo is None:
            decision.undo = undo_requests(decision)
        decision.scope, decision.undone_by = scope_of(principal).as_dict(), principal.user
        decision.state = DecisionState.UNDOING
        have_it_finished(house, session, decision)
    return carry_out(house, decision)


def _encounter_asked_about(
    session: Session,
    principal: Principal,
    identification_id: uuid.UUID,
    wanted: Mapping[str, Any],
) -> uuid.UUID:
    """The query's encounter as it is now, when this person may say who it is."""
    if principal.user is None:
        raise Unauthenticated("Please sign in to decide which animal it is.")
    identification = find_identification(session, principal, identification_id)
    if identification.state != IdentificationState.DONE:
        raise Conflict("This identification is not done yet.", code="identification_not_done")
    asked = session.get(IdentificationQuery, (identification_id, wanted["annotation"]))
    annotation = session.get(Annotation, wanted["annotation"])
    if asked is None or annotation is None or annotation.encounter_id is None:
        raise NotFound("This identification does not ask about that annotation.")
    require_encounter(session, principal, annotation.encounter_id, Action.EDIT)
    return annotation.encounter_id


def _candidate_encounter(
    session: Session, principal: Principal, wanted: Mapping[str, Any]
) -> uuid.UUID | None:
    if wanted["candidate"] is None:
        return None
    candidate = session.get(Annotation, wanted["candidate"])
    if candidate is None or candidate.encounter_id is None:
        raise NotFound("The candidate is no longer there.")
    require_encounter(session, principal, candidate.encounter_id, Action.READ)
    return candidate.encounter_id


def _refuse_second(
    session: Session, identification_id: uuid.UUID, annotation_id: uuid.UUID
) -> None:
    # Of two people who decide at the same moment, the second must see the first.
    session.get_one(IdentificationQuery, (identification_id, annotation_id), with_for_update=True)
    there = session.scalar(
        select(IdentificationDecision.id).where(
            IdentificationDecision.identification_id == identification_id,
            IdentificationDecision.annotation_id == annotation_id,
            IdentificationDecision.state.in_(OPEN),
        )
    )
    if there is not None:
        raise Conflict(
            "This was decided already. Undo that decision to decide anew.",
            code="already_decided",
            extra={"decision": str(there)},
        )


def _evidence(
    identification: Identification, annotation_id: uuid.UUID, asked: Asked
) -> dict[str, Any]:
    """What the person had before them."""
    result = _result(identification, annotation_id)
    return {
        "algorithm": identification.algorithm,
        "match_set": {
            "size": identification.match_set_size,
            "hash": [part["match_set"] for part in identification.parts or []],
        },
        "individuals": (result.get("individuals") or [])[:KEPT],
        "annotations": (result.get("annotations") or [])[:KEPT],
        "together": list(asked.seen[:KEPT]) if len(asked.lists) > 1 else None,
        "probability_new": result.get("probability_new"),
        "calibration": result.get("calibration"),
    }


def _result(identification: Identification, annotation_id: uuid.UUID) -> dict[str, Any]:
    """What ACM answered about one query."""
    return (identification.results or {}).get(str(annotation_id)) or {}
