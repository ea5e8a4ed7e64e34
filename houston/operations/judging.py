"""What does one decision teach? Which of the candidates it was, for calibration, and which it certainly was not.

So does an answer to a comparison, of the two that were compared.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Principal
from houston.models import Annotation, Comparison, IdentificationDecision, RefusedPair
from houston.models.identification import Review
from houston.queries.identification import open_encounters
from houston.queries.refused_pair import refused_pairs

Row = Mapping[str, Any]
"""A ranked individual, as ACM answered: `{name, score, annotation, …}`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The candidates that a person had before them."""

    seen: Sequence[Row]
    """As one list, best first."""
    lists: Sequence[Sequence[Row]]
    """Of each picture that was asked: several where they were asked as one."""

    @classmethod
    def of(cls, results: Mapping[str, Mapping[str, Any]], annotation: str, as_one: bool) -> Asked:
        """What ACM answered about one picture or, where wanted, about all that were asked as one with it."""
        own = results.get(annotation, {})
        together = own.get("together") if as_one else None
        if together is None:
            rows = own.get("individuals") or []
            return cls(rows, [rows])
        lists = [results[each].get("individuals") or [] for each in together["queries"]]
        return cls(together["individuals"], lists)


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


def judged_candidate(
    decision: IdentificationDecision, rows: Sequence[Row]
) -> dict[str, Any] | None:
    """What is known of the one candidate that it certainly is not, as ACM's `calibrate` takes it.

    `None` where the decision is about more than one, or one that this list does not hold.
    """
    if decision.decision != Review.NO_MATCH or not _one(decision):
        return None
    places = [place for place, row in enumerate(rows) if _is_meant(decision, row)]
    if not places:
        return None
    return {
        "scores": [row["score"] for row in rows],
        "place": places[0],
        "same": False,
        "group": str(decision.encounter_id),
    }


def judged_pair(question: Question, said: Comparison, group: str) -> dict[str, Any] | None:
    """The answer to a comparison, as ACM's `calibrate` takes it; `None` where it does not tell.

    `question` is as ACM asked it, and `group` the animal of its first picture.
    """
    likeness = question.get("likeness")
    if likeness is None or said == Comparison.CANNOT_TELL:
        return None
    return {**likeness, "same": said == Comparison.SAME, "group": group}


def refuse(
    session: Session, principal: Principal, decision: IdentificationDecision, asked: Asked
) -> None:
    """Within the decision's transaction: whom the query is not is never offered to it again.

    Nor to any other picture that was asked as one with it. All of it goes by this one decision, and with it. Whom the
    person may not see they were not shown, so of those they said nothing.
    """
    if decision.decision not in (Review.NO_MATCH, Review.NEW_INDIVIDUAL):
        return
    rows = [*asked.seen, *(row for ranked in asked.lists for row in ranked)]
    meant = refused_candidates(decision, asked)
    encounter_of = _encounters_of(session, meant | {row["annotation"] for row in rows})
    others = {encounter_of.get(each) for each in meant}
    if not _one(decision):
        # They are no longer shown, and come back with the decision that refused them, not with this one.
        before = refused_pairs(session, [decision.encounter_id]).get(decision.encounter_id, set())
        names = {row["name"] for row in rows if encounter_of.get(row["annotation"]) in before}
        kin = {row["annotation"] for row in rows if row["name"] in names - {None}}
        others -= before | {encounter_of.get(each) for each in kin}
    seen = {each for each in others if each} - {decision.encounter_id}
    for other in sorted(open_encounters(session, principal, seen)):
        session.add(
            RefusedPair(decision_id=decision.id, encounter_id=decision.encounter_id, other=other)
        )


def _encounters_of(session: Session, annotations: Iterable[str]) -> dict[str, uuid.UUID | None]:
    ids = [uuid.UUID(each) for each in annotations]
    found = session.execute(
        select(Annotation.id, Annotation.encounter_id).where(Annotation.id.in_(ids))
    )
    return {str(annotation): encounter for annotation, encounter in found}


def refused_candidates(decision: IdentificationDecision, asked: Asked) -> set[str]:
    """The annotations that show an animal which the query is not, by what the person saw and decided."""
    rows = [row for ranked in asked.lists for row in ranked]
    if _one(decision):
        meant = [row for row in rows if _is_meant(decision, row)]
    else:
        # A new animal is none of those with a name; another picture of it may be there, still without one.
        new = decision.decision == Review.NEW_INDIVIDUAL
        meant = [row for row in asked.seen if row["name"] or not new]
    # Each picture may resemble another encounter of the same animal most.
    names = {row["name"] for row in meant} - {None}
    meant += [row for row in rows if row["name"] in names]
    named = {str(decision.candidate)} if _one(decision) and decision.candidate else set()
    return named | {row["annotation"] for row in meant}


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
