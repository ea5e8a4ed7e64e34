"""Who was said not to be whom? Decisions that were undone are forgotten here.

It is said of encounters, as which individual they are is: a box that is moved to another encounter takes on what is known
of that one, and leaves behind what was said of the other.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from houston.house import House
from houston.models import Comparison, CurationAnswer, IdentificationDecision, RefusedPair
from houston.models.identification import DecisionState
from houston.queries.ecology import encounters_of, facts_of

HOLD = (DecisionState.APPLYING, DecisionState.APPLIED, DecisionState.UNDOING)


class Member(Protocol):
    """One annotation that may be compared with."""

    @property
    def annotation(self) -> uuid.UUID: ...
    @property
    def encounter(self) -> uuid.UUID: ...
    @property
    def individual(self) -> uuid.UUID | None: ...


@dataclass(frozen=True, slots=True)
class Refused:
    """Whom one encounter is not."""

    encounters: frozenset[uuid.UUID]
    individuals: frozenset[uuid.UUID]

    def holds(self, encounter: uuid.UUID, individual: uuid.UUID | None) -> bool:
        """Was this animal refused: by its name where it has one, else by its encounter?"""
        return (
            encounter in self.encounters if individual is None else individual in self.individuals
        )


NOBODY = Refused(frozenset(), frozenset())


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


def refusals(
    house: House,
    encounters: Collection[uuid.UUID],
    known: Mapping[uuid.UUID, uuid.UUID | None] = MappingProxyType({}),
) -> dict[uuid.UUID, Refused]:
    """By encounter, whom it is not: what was said of one encounter holds for its whole individual, as that is now.

    Wherever the refused ones are: also on the other side, left out by a filter, or hidden from whoever asks. It costs a
    request to EDM; two where one of the encounters has an individual, and a third where others of that individual were told
    from encounters whose individual is not `known` already.
    """
    with house.database.read() as session:
        pairs = refused_pairs(session, encounters)
    # Who was known may have been given another name a moment ago: what is asked now is what counts.
    whose = {**known} | _individuals_of(house, {*encounters, *pairs})
    named = {individual for each in encounters if (individual := whose.get(each))}
    if named:
        kin = {each.id: each.individual for each in encounters_of(house, named)}
        with house.database.read() as session:
            pairs = refused_pairs(session, {*encounters, *kin})
        whose |= kin
        if unknown := set(pairs) - set(whose):
            whose |= _individuals_of(house, unknown)
    return {each: whom_it_is_not(each, whose, pairs) for each in encounters}


def _individuals_of(
    house: House, encounters: Collection[uuid.UUID]
) -> dict[uuid.UUID, uuid.UUID | None]:
    return {each.id: each.individual for each in facts_of(house, encounters).values()}


def whom_it_is_not(
    encounter: uuid.UUID,
    whose: Mapping[uuid.UUID, uuid.UUID | None],
    pairs: Mapping[uuid.UUID, Collection[uuid.UUID]],
) -> Refused:
    """By what was said of it and of the other encounters of its individual; never that individual itself."""
    individual = whose.get(encounter)
    own = {encounter}
    if individual is not None:
        own |= {each for each, of in whose.items() if of == individual}
    others = {other for each in own for other in pairs.get(each, ())} - own
    return Refused(
        encounters=frozenset(others),
        individuals=frozenset(of for each in others if (of := whose.get(each))),
    )


def passed_over(members: Iterable[Member], refused: Refused) -> list[str]:
    """Those of the members whom it is not: individuals' ids, and annotations of animals without a name."""
    return sorted(
        {
            str(each.individual or each.annotation)
            for each in members
            if refused.holds(each.encounter, each.individual)
        }
    )
