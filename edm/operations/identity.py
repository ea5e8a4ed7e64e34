"""Who is it? A decision gives encounters an individual, or takes it from them; each is carried out once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from edm.foundation import Edm
from edm.models import DEFAULT_CONTEXT, Decision, Encounter, Individual, State
from edm.operations.audit import Change, record
from edm.operations.deletions import may_undo
from edm.operations.fingerprint import fingerprint
from edm.operations.individuals import add_individual
from edm.operations.loading import load_encounters, lock_individuals, require_write
from edm.operations.names import checked_names, list_names, next_name, take_names_back
from edm.operations.orphans import childless_individuals, refuse_orphans, remove_childless
from edm.operations.transaction import transact
from edm.queries.encounters import get_encounters
from edm.queries.individual_view import recorded_individual
from edm.queries.individuals import find_individual
from edm.queries.reach import readable
from edm.species import SpeciesCatalogue
from service_kit.clock import now
from service_kit.errors import Conflict, Fault, Invalid, NotFound
from service_kit.tokens import Caller

UNKNOWN = "There is no such individual, or you may not see it."
NOT_IDENTIFIABLE = (State.REJECTED, State.UNIDENTIFIABLE)


@dataclass(frozen=True, slots=True)
class IdentityRequest:
    """What was decided."""

    decision: uuid.UUID
    encounters: tuple[uuid.UUID, ...]
    individual: uuid.UUID | None
    """None takes the identity away; an unknown id adds an individual, unless it is `known`."""
    known: bool = False
    """Whether the individual has to be there: a wrong id then adds nobody."""
    species: str | None = None
    """Of an individual that is added; else its encounters' species."""
    names: tuple[Mapping[str, str], ...] = ()
    expected: Mapping[uuid.UUID, uuid.UUID | None] | None = None
    """What the person who decided saw: another identity meanwhile is refused."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """What else is known of an individual that is added, as columns."""
    cascade: bool = False
    """Whether an individual that loses its last encounter may go."""

    def fingerprint(self) -> str:
        return fingerprint(
            [
                sorted(map(str, self.encounters)),
                self.individual,
                self.species,
                [*map(dict, self.names)],
            ]
        )


def decide(
    edm: Edm, caller: Caller, request: IdentityRequest, kind: str = "identity"
) -> dict[str, Any]:
    """Carries the decision out, or answers again what it answered.

    Raises `Invalid`, `NotFound`, `Forbidden`, and `Conflict` with `decision_taken`, `identity_moved`, `not_identifiable`,
    `species_differ`, `name_taken` or `would_orphan`.
    """
    catalogue = edm.species.catalogue()
    request = replace(request, names=checked_names(request.names))

    def work(session: Session) -> dict[str, Any]:
        done = session.get(Decision, request.decision)
        if done is None:
            done = assign(session, caller, request, catalogue, kind)
        elif (done.kind, done.fingerprint) != (kind, request.fingerprint()):
            raise Conflict(
                "A decision with this id was made before, and it was another one.",
                code="decision_taken",
            )
        individual = request.individual
        return {
            "encounters": get_encounters(session, request.encounters, caller.scope, catalogue),
            "individual": individual
            and find_individual(session, individual, caller.scope, catalogue),
            "previous": done.outcome["previous"],
        }

    return transact(edm.database, work)


def assign(
    session: Session,
    caller: Caller,
    request: IdentityRequest,
    catalogue: SpeciesCatalogue,
    kind: str,
) -> Decision:
    """Gives the encounters the individual, within the transaction; answers the decision row, which says what was before."""
    concerned = set(
        session.scalars(
            select(Encounter.individual_id).where(
                Encounter.id.in_(request.encounters), Encounter.individual_id.is_not(None)
            )
        )
    )
    target = {request.individual} if request.individual else set()
    locked = lock_individuals(session, [each for each in concerned | target if each])
    encounters = list(load_encounters(session, request.encounters, caller.scope).values())
    require_write(session, encounters, caller.scope)
    _refuse_moved(encounters, request.expected)
    changes: list[Change] = []
    if request.individual is not None:
        _refuse_unidentifiable(encounters)
        individual, more = _target(
            session, caller, request, encounters, locked.get(request.individual), catalogue
        )
        changes += more
        _refuse_other_species(encounters, individual)
    previous = {each.id: each.individual_id for each in encounters}
    moved = [each for each in encounters if each.individual_id != request.individual]
    _move(moved, request.individual)
    session.flush()
    left = {owner for owner in previous.values() if owner and owner != request.individual}
    orphans = childless_individuals(session, left)
    if not request.cascade:
        refuse_orphans(session, (), orphans)
    action = "identified" if request.individual else "identity_removed"
    record(session, caller, action, [*changes, *_moves(moved, previous, request.individual)])
    record(session, caller, "deleted", remove_childless(session, (), orphans, request.decision))
    decision = Decision(
        id=request.decision,
        kind=kind,
        fingerprint=request.fingerprint(),
        individual_id=request.individual,
        outcome={"previous": {str(each): _text(owner) for each, owner in previous.items()}},
        actor=caller.actor,
    )
    session.add(decision)
    session.flush()
    return decision


def _move(encounters: Sequence[Encounter], individual: uuid.UUID | None) -> None:
    moment = now()
    for encounter in encounters:
        encounter.individual_id = individual
        encounter.version += 1
        encounter.updated_at = moment


def _moves(
    moved: Sequence[Encounter],
    previous: Mapping[uuid.UUID, uuid.UUID | None],
    individual: uuid.UUID | None,
) -> list[Change]:
    """The entries for the encounters, and for every individual that gained or lost some."""
    changes: list[Change] = [
        (
            "encounters",
            each.id,
            {"individual": _text(previous[each.id])},
            {"individual": _text(individual)},
        )
        for each in moved
    ]
    lost: dict[uuid.UUID, list[str]] = {}
    for each in moved:
        if (owner := previous[each.id]) is not None:
            lost.setdefault(owner, []).append(str(each.id))
    changes += [("individuals", owner, {"encounters": ids}, None) for owner, ids in lost.items()]
    if individual is not None and moved:
        changes.append(
            ("individuals", individual, None, {"encounters": [str(e.id) for e in moved]})
        )
    return changes


def _target(
    session: Session,
    caller: Caller,
    request: IdentityRequest,
    encounters: Sequence[Encounter],
    present: Individual | None,
    catalogue: SpeciesCatalogue,
) -> tuple[Individual, list[Change]]:
    """The individual that the encounters get: one that is there, one that comes back, or a new one."""
    if present is None:
        if request.known:
            raise NotFound(UNKNOWN, code="individual_unknown")
        return _add(session, request, encounters, catalogue)
    if present.deleted_at is not None:
        return _bring_back(session, caller, present)
    visible = select(Individual.id).where(
        Individual.id == present.id, readable(Individual, caller.scope.read)
    )
    if session.scalar(visible) is None:
        raise NotFound(UNKNOWN, code="individual_unknown")
    return present, []


def _add(
    session: Session,
    request: IdentityRequest,
    encounters: Sequence[Encounter],
    catalogue: SpeciesCatalogue,
) -> tuple[Individual, list[Change]]:
    species = request.species or encounters[0].species
    if species not in catalogue:
        raise Invalid(
            "Nothing was saved. The species is not known here.",
            errors=[
                Fault("/species", "unknown_species", "This species is not known here.", species)
            ],
        )
    names = [dict(name) for name in request.names]
    if not names and (made := next_name(session, species, catalogue)) is not None:
        names = [{"context": DEFAULT_CONTEXT, "value": made}]
    if request.individual is None:
        raise Invalid("An individual that is added needs an id.")
    added = add_individual(session, request.individual, species, names, request.details)
    return added, [("individuals", added.id, None, recorded_individual(added, names))]


def _bring_back(
    session: Session, caller: Caller, individual: Individual
) -> tuple[Individual, list[Change]]:
    """An individual that went with its last encounter returns with its next, for who may undo that."""
    if individual.merged_into is not None:
        raise Conflict(
            "This individual was merged into another.",
            code="merged",
            extra={"individual": str(individual.merged_into)},
        )
    if individual.deletion_id is None or not may_undo(
        session, individual.deletion_id, caller.scope
    ):
        raise NotFound(UNKNOWN, code="individual_unknown")
    before = {"deleted_at": individual.deleted_at.isoformat() if individual.deleted_at else None}
    individual.deleted_at = individual.deletion_id = None
    individual.version += 1
    individual.updated_at = now()
    take_names_back(session, individual)
    names = list_names(session, individual.id)
    return individual, [
        ("individuals", individual.id, before, recorded_individual(individual, names))
    ]


def _refuse_moved(
    encounters: Sequence[Encounter], expected: Mapping[uuid.UUID, uuid.UUID | None] | None
) -> None:
    moved = [
        each
        for each in encounters
        if expected is not None and each.id in expected and each.individual_id != expected[each.id]
    ]
    if moved:
        raise Conflict(
            "Somebody else decided about this animal in the meantime. Please look again.",
            code="identity_moved",
            extra={"current": {str(each.id): _text(each.individual_id) for each in moved}},
        )


def _refuse_unidentifiable(encounters: Sequence[Encounter]) -> None:
    wrong = [each for each in encounters if each.state in NOT_IDENTIFIABLE]
    if wrong:
        raise Conflict(
            "An encounter that was rejected or found unidentifiable can have no identity. "
            "Take it back to unapproved first.",
            code="not_identifiable",
            extra={"encounters": [str(each.id) for each in wrong]},
        )


def _refuse_other_species(encounters: Sequence[Encounter], individual: Individual) -> None:
    wrong = [each for each in encounters if each.species != individual.species]
    if wrong:
        raise Conflict(
            "The encounter is of another species than the individual. Correct the species first.",
            code="species_differ",
            extra={
                "species": individual.species,
                "encounters": {str(each.id): each.species for each in wrong},
            },
        )


def _text(value: uuid.UUID | None) -> str | None:
    return str(value) if value else None
