"""People's decisions go to ACM, again and again, so that its scores become probabilities that hold for the species."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from houston.house import House
from houston.models import Identification, IdentificationDecision
from houston.models.identification import DecisionState
from houston.operations.remote_job import (
    LOOK_AGAIN_SECONDS,
    ask_acm,
    forget_parts,
    is_over,
    new_remote_id,
    remember_parts,
    result_of,
)
from service_kit.jobs import JobContext, Queue, Wait

CALIBRATE = "calibrate"
"""The kind of the job."""

EVERY = 20
"""Decisions, or undoings, after which a species is fitted anew: a fit takes a moment, and fewer hardly move it."""


def have_calibrated(house: House, session: Session, decision: IdentificationDecision) -> None:
    """Within the transaction that settles a decision: once enough has changed, the species is fitted anew."""
    identification = session.get_one(Identification, decision.identification_id)
    algorithm = identification.algorithm
    if identification.species is None or algorithm["version"] is None:
        return
    session.flush()
    changes = _changes(session, identification.species)
    if changes < EVERY:
        return
    wanted = {
        "species": identification.species,
        "algorithm": algorithm["name"],
        "version": algorithm["version"],
    }
    key = ":".join([CALIBRATE, *wanted.values(), str(changes // EVERY)])
    try:
        with session.begin_nested():
            house.jobs.submit(session, CALIBRATE, wanted, queue=Queue.BULK, key=key)
    except IntegrityError:
        return  # another decision asked for it at this very moment


def calibrate(house: House, context: JobContext) -> dict[str, Any] | Wait:
    """One look at the work: gives the decisions that hold to ACM, or waits for what it makes of them."""
    parts = context.arguments.get("parts")
    if parts is None:
        parts = [{"remote": new_remote_id()}]
        remember_parts(house, context, parts)

    def arguments() -> dict[str, Any]:
        wanted = context.arguments
        return {
            "species": wanted["species"],
            "algorithm": {
                "name": wanted["algorithm"],
                "version": wanted["version"],
                "parameters": {},
            },
            "answers": judged_answers(
                house, wanted["species"], wanted["algorithm"], wanted["version"]
            ),
        }

    remote = ask_acm(house, context, parts[0]["remote"], "calibrate", arguments)
    return result_of(remote) if is_over(remote) else Wait(LOOK_AGAIN_SECONDS)


def calibration_failed(house: House, context: JobContext, _reason: str) -> None:
    """Whoever tries again asks ACM anew; until then what was fitted before stays in use."""
    forget_parts(house, context.id)


def judged_answers(
    house: House, species: str, algorithm: str, version: str
) -> list[dict[str, Any]]:
    """What the decisions that hold say of the answers of one algorithm, in the order of deciding."""
    with house.database.read() as session:
        rows = session.scalars(
            select(IdentificationDecision.evidence)
            .join(Identification, Identification.id == IdentificationDecision.identification_id)
            .where(
                Identification.species == species,
                IdentificationDecision.state == DecisionState.APPLIED,
            )
            .order_by(IdentificationDecision.decided_at, IdentificationDecision.id)
        ).all()
    used = {"name": algorithm, "version": version}
    return [
        evidence["judged"]
        for evidence in rows
        if evidence.get("judged") and used.items() <= evidence["algorithm"].items()
    ]


def _changes(session: Session, species: str) -> int:
    """How often a decision came about or was undone; never less than before."""
    rows = session.execute(
        select(IdentificationDecision.state, func.count())
        .join(Identification, Identification.id == IdentificationDecision.identification_id)
        .where(
            Identification.species == species,
            IdentificationDecision.state.in_((DecisionState.APPLIED, DecisionState.UNDONE)),
        )
        .group_by(IdentificationDecision.state)
    )
    return sum(count * (2 if state == DecisionState.UNDONE else 1) for state, count in rows)
