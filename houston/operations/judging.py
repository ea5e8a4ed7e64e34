"""What does one decision teach? Which of the candidates it was, for calibration, and which it certainly was not.

So does an answer to a comparison, of the two that were compared.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.models import Annotation, Comparison, IdentificationDecision, RefusedPair
from houston.models.identification import Review

SHOWN = 5  # of the candidates that were seen; beyond them nobody decides by the score

Row = Mapping[str, Any]
"""A ranked individual, as ACM answered: `{name, score, annotation, …}`."""
Question = Mapping[str, Any]
"""A comparison that ACM would have a person make: `{first, second, probability, likeness, …}`."""


def judged(decision: IdentificationDecision, rows: Sequence[Row]) -> dict[str, Any] | None:
    """The answer with its truth, as ACM's `calibrate` takes it; `None` where the decision does not tell.

    That the animal is not one certain candidate says nothing about the others, that it is new nothing about those
    whom nobody has named, and that nobody can tell says nothing at all. Of an animal that was matched, a candidate
    without a name may be another picture: `None`.
    """
    matched = decision.decision == Review.MATCHED
    new = decision.decision == Review.NEW_INDIVIDUAL and all(row["name"] for row in rows)
    none = decision.decision == Review.NO_MATCH and not _one(decision)
    if not rows or not (matched or new or none):
        return None
    return {
        "scores": [row["score"] for row in rows],
        "same": [_is_same(decision, row) if matched else False for row in rows],
        "group": str(decision.individual or decision.encounter_id),
        # Also where it is further back than whoever was answered.
        "known": matched,
    }


def judged_pair(question: Question, said: Comparison, group: str) -> dict[str, Any] | None:
    """The answer to a comparison, as ACM's `calibrate` takes it; `None` where it does not tell.

    `question` is as ACM asked it, and `group` the animal of its first picture.
    """
    likeness = question.get("likeness")
    if likeness is None or said == Comparison.CANNOT_TELL:
        return None
    return {**likeness, "same": said == Comparison.SAME, "group": group}


def refuse(session: Session, decision: IdentificationDecision, rows: Sequence[Row]) -> None:
    """Within the decision's transaction: whom the query is not is never offered to it again."""
    if decision.decision not in (Review.NO_MATCH, Review.NEW_INDIVIDUAL):
        return
    if _one(decision):
        meant = [row["annotation"] for row in rows if _is_meant(decision, row)]
        meant += [str(decision.candidate)] if decision.candidate else []
    else:
        # A new animal is none of those with a name; another picture of it may be there, still without one.
        new = decision.decision == Review.NEW_INDIVIDUAL
        meant = [row["annotation"] for row in rows[:SHOWN] if row["name"] or not new]
    others = session.scalars(
        select(Annotation.encounter_id).where(
            Annotation.id.in_([uuid.UUID(each) for each in meant]),
            Annotation.encounter_id.is_not(None),
        )
    )
    for other in sorted({each for each in others if each} - {decision.encounter_id}):
        session.add(
            RefusedPair(decision_id=decision.id, encounter_id=decision.encounter_id, other=other)
        )


def _one(decision: IdentificationDecision) -> bool:
    """Is it about one candidate only?"""
    if decision.decision == Review.NEW_INDIVIDUAL:
        return False
    return decision.candidate is not None or decision.individual is not None


def _is_same(decision: IdentificationDecision, row: Row) -> bool | None:
    if _is_meant(decision, row):
        return True
    return False if row["name"] else None


def _is_meant(decision: IdentificationDecision, row: Row) -> bool:
    if decision.candidate is not None and row["annotation"] == str(decision.candidate):
        return True
    return row["name"] is not None and row["name"] == str(decision.individual)
