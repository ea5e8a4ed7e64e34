"""How does an individual become again the several that it was made of?"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from edm.foundation import Edm
from edm.models import Decision, Encounter, Individual
from edm.operations.audit import Change, record
from edm.operations.loading import (
    live_encounters_of,
    load_individual,
    lock_individuals,
    require_write,
)
from edm.operations.merge import KIND
from edm.operations.names import list_names, set_names
from edm.operations.orphans import childless_individuals
from edm.operations.transaction import transact
from edm.operations.union import LISTED
from edm.operations.versions import touch
from edm.queries.chunks import chunks
from edm.queries.individual_view import recorded_individual
from edm.queries.individuals import get_individual
from service_kit.clock import now
from service_kit.errors import Conflict, NotFound
from service_kit.tokens import Caller

RESTORED = ("species", "sex", "living_status", "life_dates", "comments", "custom_fields")


def unmerge(edm: Edm, caller: Caller, merge_id: uuid.UUID) -> dict[str, Any]:
    """Undoes a merge: names, details and encounters as they were before; answers `{individuals: [...]}`.

    Encounters that came to the merged individual since stay with it; those that went elsewhere stay there. Undoing
    twice is the same as once. Raises `NotFound`, `Forbidden`, and `Conflict` with `cannot_undo` or `name_taken`.
    """
    catalogue = edm.species.catalogue()

    def work(session: Session) -> dict[str, Any]:
        decision = session.get(Decision, merge_id)
        if decision is None or decision.kind != KIND or decision.individual_id is None:
            raise NotFound("There is no such merge.")
        ids = [uuid.UUID(each["id"]) for each in decision.outcome["before"]]
        if decision.undone_at is None:
            _undo(session, caller, decision, ids)
        return {
            "individuals": [get_individual(session, each, caller.scope, catalogue) for each in ids]
        }

    return transact(edm.database, work)


def _undo(session: Session, caller: Caller, decision: Decision, ids: list[uuid.UUID]) -> None:
    locked = lock_individuals(session, ids)
    into = locked.get(ids[0])
    if into is None or into.deleted_at is not None:
        raise Conflict(
            "The merged individual is gone or was merged again. Undo that first.",
            code="cannot_undo",
        )
    load_individual(session, into.id, caller.scope)
    require_write(session, live_encounters_of(session, individual=into.id), caller.scope)
    before = recorded_individual(into, list_names(session, into.id))
    returned = _return_encounters(session, into.id, decision.outcome["moved"])
    # The names are free again before anybody takes them back.
    set_names(session, into, [])
    for snapshot in decision.outcome["before"]:
        _restore(session, locked[uuid.UUID(snapshot["id"])], snapshot)
    session.flush()
    if childless_individuals(session, ids):
        raise Conflict(
            "The encounters of one of the individuals have another identity since, or are gone.",
            code="cannot_undo",
        )
    decision.undone_at = now()
    _write_down(session, caller, before, decision, returned)


def _return_encounters(
    session: Session, into: uuid.UUID, moved: Mapping[str, str]
) -> dict[uuid.UUID, uuid.UUID]:
    """Gives the encounters back that are still where the merge put them; answers to whom."""
    returned: dict[uuid.UUID, uuid.UUID] = {}
    for part in chunks([uuid.UUID(each) for each in moved]):
        rows = session.scalars(
            select(Encounter)
            .where(Encounter.id.in_(part), Encounter.individual_id == into)
            .with_for_update()
        )
        for encounter in rows:
            encounter.individual_id = returned[encounter.id] = uuid.UUID(moved[str(encounter.id)])
            touch(encounter)
    return returned


def _restore(session: Session, individual: Individual, snapshot: Mapping[str, Any]) -> None:
    for name in RESTORED:
        setattr(individual, name, snapshot[name])
    for name in LISTED:
        # Merges of earlier times knew no such lists.
        setattr(individual, name, snapshot.get(name, []))
    individual.deleted_at = individual.deletion_id = individual.merged_into = None
    touch(individual)
    session.flush()
    set_names(session, individual, snapshot["names"])


def _write_down(
    session: Session,
    caller: Caller,
    before: dict[str, Any],
    decision: Decision,
    returned: Mapping[uuid.UUID, uuid.UUID],
) -> None:
    into = str(decision.individual_id)
    first, *others = decision.outcome["before"]
    changes: list[Change] = [("individuals", uuid.UUID(into), before, first)]
    changes += [
        ("individuals", uuid.UUID(each["id"]), {"merged_into": into}, each) for each in others
    ]
    changes += [
        ("encounters", each, {"individual": into}, {"individual": str(owner)})
        for each, owner in returned.items()
    ]
    record(session, caller, "unmerged", changes)
