"""How do two individuals become one, so that they can become two again?

Everything of both is kept. Only where they disagree about something that can have one value must somebody decide.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from edm.foundation import Edm
from edm.models import Decision, Individual
from edm.operations.audit import Change, record
from edm.operations.fingerprint import fingerprint
from edm.operations.loading import (
    live_encounters_of,
    load_individual,
    lock_individuals,
    require_write,
)
from edm.operations.names import let_names_go, list_names, set_names
from edm.operations.transaction import transact
from edm.operations.union import Union, unite
from edm.operations.versions import touch
from edm.queries.individual_view import recorded_individual
from edm.queries.individuals import get_individual
from service_kit.clock import now
from service_kit.errors import Conflict, Fault, Invalid
from service_kit.tokens import Caller

KIND = "merge"


@dataclass(frozen=True, slots=True)
class MergeRequest:
    """Which individuals are one, and what is true where they disagree."""

    merge: uuid.UUID
    into: uuid.UUID
    others: tuple[uuid.UUID, ...]
    resolve: Mapping[str, Any]
    only_check: bool = False
    """Refuse what would be refused, and change nothing."""

    def fingerprint(self) -> str:
        return fingerprint([self.into, sorted(map(str, self.others)), self.resolve])


def merge(edm: Edm, caller: Caller, request: MergeRequest) -> dict[str, Any]:
    """Merges the others into one; answers it. The same merge again changes nothing.

    Encounters keep their species where `species` had to be decided. Raises `NotFound`, `Forbidden` naming the
    encounters that the caller may not change, and `Conflict` with `merge_conflict` or `decision_taken`.
    """
    catalogue = edm.species.catalogue()
    if request.into in request.others:
        message = "An individual cannot be merged into itself."
        raise Invalid(message, errors=[Fault("/from", "invalid", message, str(request.into))])

    def work(session: Session) -> dict[str, Any]:
        done = session.get(Decision, request.merge)
        if done is None:
            _merge(session, caller, request)
        elif (done.kind, done.fingerprint) != (KIND, request.fingerprint()):
            raise Conflict(
                "A decision with this id was made before, and it was another one.",
                code="decision_taken",
            )
        return get_individual(session, request.into, caller.scope, catalogue)

    return transact(edm.database, work)


def _merge(session: Session, caller: Caller, request: MergeRequest) -> None:
    lock_individuals(session, [request.into, *request.others])
    into = load_individual(session, request.into, caller.scope)
    others = [load_individual(session, each, caller.scope) for each in request.others]
    encounters = {
        each.id: live_encounters_of(session, individual=each.id) for each in (into, *others)
    }
    require_write(session, [one for part in encounters.values() for one in part], caller.scope)
    before = [recorded_individual(each, list_names(session, each.id)) for each in (into, *others)]
    union = unite(before, request.resolve)
    _refuse_conflicts(union)
    if request.only_check:
        return
    moved = {str(one.id): str(each.id) for each in others for one in encounters[each.id]}
    session.add(
        Decision(
            id=request.merge,
            kind=KIND,
            fingerprint=request.fingerprint(),
            individual_id=into.id,
            outcome={"before": before, "moved": moved},
            actor=caller.actor,
        )
    )
    for each in others:
        _let_go(session, each, into.id, request.merge)
    for each in others:
        for one in encounters[each.id]:
            one.individual_id = into.id
            touch(one)
    for name, value in union.values.items():
        setattr(into, name, value)
    touch(into)
    session.flush()
    set_names(session, into, union.names)
    _write_down(session, caller, into, others, before, moved)


def _refuse_conflicts(union: Union) -> None:
    if union.conflicts:
        raise Conflict(
            "The individuals disagree. Say what is true: "
            + ", ".join(each["field"] for each in union.conflicts)
            + ".",
            code="merge_conflict",
            errors=[
                Fault(
                    f"/resolve/{each['field']}",
                    "merge_conflict",
                    "The individuals disagree about this.",
                    [value["value"] for value in each["values"]],
                )
                for each in union.conflicts
            ],
            extra={"conflicts": union.conflicts},
        )


def _let_go(session: Session, gone: Individual, into: uuid.UUID, merge_id: uuid.UUID) -> None:
    gone.deleted_at, gone.deletion_id, gone.merged_into = now(), merge_id, into
    touch(gone)
    let_names_go(session, gone.id)


def _write_down(
    session: Session,
    caller: Caller,
    into: Individual,
    others: Sequence[Individual],
    before: list[dict[str, Any]],
    moved: Mapping[str, str],
) -> None:
    after = recorded_individual(into, list_names(session, into.id))
    came = {"merged": [str(each.id) for each in others], "encounters": list(moved)}
    changes: list[Change] = [("individuals", into.id, before[0], {**after, **came})]
    changes += [
        ("individuals", each.id, was, {"merged_into": str(into.id)})
        for each, was in zip(others, before[1:], strict=True)
    ]
    changes += [
        ("encounters", uuid.UUID(one), {"individual": was}, {"individual": str(into.id)})
        for one, was in moved.items()
    ]
    record(session, caller, "merged", changes)
