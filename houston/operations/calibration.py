"""People's decisions go to ACM, again and again, so that its scores become probabilities that hold for the species."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from houston.house import House
from houston.models import Comparison, CurationAnswer, Identification, IdentificationDecision
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
"""Decisions and answers to comparisons, or undoings, after which a species is fitted anew: a fit takes a moment, and fewer hardly move it."""


def have_calibrated(
    house: House, session: Session, species: str | None, algorithm: Mapping[str, Any]
) -> None:
    """Within the transaction that settles a decision or an answer: once enough has changed, the species is fitted anew.

    `algorithm` is the one by which it was decided: `{name, version, …}`.
    """
    if species is None or algorithm["version"] is None:
        return
    session.flush()
    changes = _changes(session, species)
    if changes < EVERY:
        return
    wanted = {"species": species, "algorithm": algorithm["name"], "version": algorithm["version"]}
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
        about = (wanted["species"], wanted["algorithm"], wanted["version"])
        return {
            "species": wanted["species"],
            "algorithm": {
                "name": wanted["algorithm"],
                "version": wanted["version"],
                "parameters": {},
            },
            "answers": judged_answers(house, *about),
            "compared": judged_pairs(house, *about),
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
    return _taught(_of_decisions(house, species), "judged", algorithm, version)


def judged_pairs(house: House, species: str, algorithm: str, version: str) -> list[dict[str, Any]]:
    """What is known of single candidates of one algorithm, of whose lists nothing else is.

    By the decisions that hold about one candidate, and the answers to comparisons that do; of two encounters the last word.
    """
    with house.database.read() as session:
        answers = session.scalars(
            select(CurationAnswer)
            .where(
                CurationAnswer.species == species,
                CurationAnswer.answer != Comparison.CANNOT_TELL,
                CurationAnswer.undone_at.is_(None),
            )
            .order_by(CurationAnswer.decided_at, CurationAnswer.id)
        ).all()
    last = {frozenset({each.first, each.second}): each.evidence for each in answers}
    compared = [evidence for evidence in last.values() if evidence]
    return [
        *_taught(_of_decisions(house, species), "judged_candidate", algorithm, version),
        *_taught(compared, "judged", algorithm, version),
    ]


def _of_decisions(house: House, species: str) -> list[dict[str, Any]]:
    """The evidence of the decisions that hold, in the order of deciding."""
    with house.database.read() as session:
        return list(
            session.scalars(
                select(IdentificationDecision.evidence)
                .join(Identification, Identification.id == IdentificationDecision.identification_id)
                .where(
                    Identification.species == species,
                    IdentificationDecision.state == DecisionState.APPLIED,
                )
                .order_by(IdentificationDecision.decided_at, IdentificationDecision.id)
            )
        )


def _taught(
    evidence: Iterable[Mapping[str, Any]], what: str, algorithm: str, version: str
) -> list[dict[str, Any]]:
    """What it teaches about one algorithm; decisions of older versions lack some of it."""
    used = {"name": algorithm, "version": version}
    return [
        each[what]
        for each in evidence
        if each.get(what) and used.items() <= each["algorithm"].items()
    ]


def _changes(session: Session, species: str) -> int:
    """How often something that can teach was decided, answered or undone; never less than before."""
    answered, undone = session.execute(
        select(func.count(), func.count(CurationAnswer.undone_at)).where(
            CurationAnswer.species == species,
            CurationAnswer.answer != Comparison.CANNOT_TELL,
            CurationAnswer.evidence.is_not(None),
        )
    ).one()
    return int(answered) + int(undone) + _decisions(session, species)


def _decisions(session: Session, species: str) -> int:
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
