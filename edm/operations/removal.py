"""What goes when something is deleted? Softly: all of it returns together, until it is purged.

Each deletion has an id, which every row that went by it bears; so what went along is known, and returns along.
"""

from __future__ import annotations

import uuid

from sqlalchemy import false
from sqlalchemy.orm import Session

from edm.foundation import Edm
from edm.models import Decision, Encounter, Individual, Sighting
from edm.operations.audit import Change, record
from edm.operations.deletions import (
    INDIVIDUAL_DELETED,
    Outcome,
    deletion_change,
    gone_already,
    mark_deleted,
)
from edm.operations.departure import lock_owners, remove
from edm.operations.loading import (
    live_encounters_of,
    load_encounters,
    load_individual,
    load_sighting,
    require_write,
)
from edm.operations.names import let_names_go
from edm.operations.transaction import transact
from edm.operations.versions import touch
from service_kit.identity import new_id
from service_kit.tokens import Caller


def delete_encounter(edm: Edm, caller: Caller, encounter: uuid.UUID, cascade: bool) -> Outcome:
    """Deletes the encounter; with `cascade` also a sighting or individual whose last one it was.

    Raises `NotFound`, `Forbidden`, and `Conflict` with `would_orphan`.
    """

    def work(session: Session) -> Outcome:
        if (gone := gone_already(session, caller, Encounter, encounter)) is not None:
            return gone
        leaving = Encounter.id == encounter
        lock_owners(session, leaving)
        found = list(load_encounters(session, [encounter], caller.scope).values())
        require_write(session, found, caller.scope)
        return remove(session, caller, leaving, new_id(), false(), cascade=cascade)

    return transact(edm.database, work)


def delete_sighting(edm: Edm, caller: Caller, sighting: uuid.UUID, cascade: bool) -> Outcome:
    """Deletes the sighting with all its encounters; with `cascade` also individuals that are left without any.

    Raises `NotFound`, `Forbidden`, and `Conflict` with `would_orphan`.
    """

    def work(session: Session) -> Outcome:
        if (gone := gone_already(session, caller, Sighting, sighting)) is not None:
            return gone
        load_sighting(session, sighting, caller.scope)
        leaving = Encounter.sighting_id == sighting
        lock_owners(session, leaving)
        require_write(session, live_encounters_of(session, sighting=sighting), caller.scope)
        expected = Sighting.id == sighting
        return remove(session, caller, leaving, new_id(), expected, cascade=cascade)

    return transact(edm.database, work)


def delete_individual(edm: Edm, caller: Caller, individual: uuid.UUID) -> Outcome:
    """Deletes the individual; its encounters stay, without an identity. Raises `NotFound` and `Forbidden`."""

    def work(session: Session) -> Outcome:
        if (gone := gone_already(session, caller, Individual, individual)) is not None:
            return gone
        found = load_individual(session, individual, caller.scope)
        encounters = live_encounters_of(session, individual=individual)
        require_write(session, encounters, caller.scope)
        deletion = new_id()
        ids = [str(each.id) for each in encounters]
        for each in encounters:
            each.individual_id = None
            touch(each)
        mark_deleted(found, deletion)
        let_names_go(session, individual)
        session.add(
            Decision(
                id=deletion,
                kind=INDIVIDUAL_DELETED,
                fingerprint="",
                individual_id=individual,
                outcome={"encounters": ids},
                actor=caller.actor,
            )
        )
        session.flush()
        unnamed: list[Change] = [
            ("encounters", each.id, {"individual": str(individual)}, {"individual": None})
            for each in encounters
        ]
        record(session, caller, "identity_removed", unnamed)
        record(session, caller, "deleted", [deletion_change("individuals", found, ids)])
        return {"encounters": [], "sightings": [], "individuals": [str(individual)]}

    return transact(edm.database, work)
