"""Who was said not to be whom? Decisions that were undone are forgotten here."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from houston.models import Comparison, CurationAnswer, IdentificationDecision, RefusedPair
from houston.models.identification import DecisionState

HOLD = (DecisionState.APPLYING, DecisionState.APPLIED, DecisionState.UNDOING)


class Member(Protocol):
    """One annotation that may be compared with."""

    @property
    def annotation(self) -> uuid.UUID: ...
    @property
    def encounter(self) -> uuid.UUID: ...
    @property
    def individual(self) -> uuid.UUID | None: ...


def refused_pairs(
    session: Session, encounters: Collection[uuid.UUID]
) -> dict[uuid.UUID, set[uuid.UUID]]:
    """By encounter, the encounters that somebody said show another animal, whichever of the two was asked about."""
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for one, other in [*decided_pairs(session, encounters), *_compared(session, encounters)]:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def decided_pairs(
    session: Session, encounters: Collection[uuid.UUID]
) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Those that a decision about an identification refused."""
    rows = session.execute(
        select(RefusedPair.encounter_id, RefusedPair.other)
        .join(IdentificationDecision, IdentificationDecision.id == RefusedPair.decision_id)
        .where(
            IdentificationDecision.state.in_(HOLD),
            or_(RefusedPair.encounter_id.in_(encounters), RefusedPair.other.in_(encounters)),
        )
        .order_by(RefusedPair.encounter_id, RefusedPair.other)
    )
    return [(one, other) for one, other in rows]


def answers_about(session: Session, encounters: Collection[uuid.UUID]) -> list[CurationAnswer]:
    """What people said when two of these, or one and another, were shown to them; the oldest first."""
    concerned: ColumnElement[bool] = or_(
        CurationAnswer.first.in_(encounters), CurationAnswer.second.in_(encounters)
    )
    return list(
        session.scalars(
            select(CurationAnswer)
            .where(concerned, CurationAnswer.undone_at.is_(None))
            .order_by(CurationAnswer.decided_at, CurationAnswer.id)
        )
    )


def _compared(
    session: Session, encounters: Collection[uuid.UUID]
) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Those of which the last word was that they are two animals."""
    last: dict[frozenset[uuid.UUID], CurationAnswer] = {}
    for each in answers_about(session, encounters):
        if each.answer != Comparison.CANNOT_TELL:
            last[frozenset({each.first, each.second})] = each
    different = Comparison.DIFFERENT
    return [(each.first, each.second) for each in last.values() if each.answer == different]


def own_encounters(members: Iterable[Member], encounter: uuid.UUID) -> set[uuid.UUID]:
    """The encounter and, where it has an individual, that individual's others among the members."""
    kept = list(members)
    individual = next((m.individual for m in kept if m.encounter == encounter), None)
    same = {m.encounter for m in kept if individual and m.individual == individual}
    return {encounter} | same


def passed_over(
    members: Iterable[Member],
    own: Collection[uuid.UUID],
    pairs: Mapping[uuid.UUID, Collection[uuid.UUID]],
) -> list[str]:
    """Whom a query of these encounters is not: individuals' ids, and annotations of animals without a name.

    What was refused for one encounter holds for its whole individual, as that is now.
    """
    kept = list(members)
    refused = {other for each in own for other in pairs.get(each, ())} - set(own)
    individuals = {m.individual for m in kept if m.encounter in refused and m.individual}
    individuals -= {m.individual for m in kept if m.encounter in own}
    return sorted(
        {
            str(m.individual or m.annotation)
            for m in kept
            if m.individual in individuals or (m.encounter in refused and m.individual is None)
        }
    )
