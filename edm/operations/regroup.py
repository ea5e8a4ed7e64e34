"""Were these animals seen together after all, or not? Encounters change sightings and keep what they say themselves."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from edm.foundation import Edm
from edm.models import Encounter, Sighting
from edm.operations.audit import Change, difference, record
from edm.operations.deletions import deletion_change, mark_deleted
from edm.operations.loading import (
    live_encounters_of,
    load_encounters,
    load_sighting,
    lock_sightings,
    require_write,
)
from edm.operations.observation import LOCATION_COLUMNS, TIME_COLUMNS
from edm.operations.orphans import childless_sightings, refuse_orphans
from edm.operations.transaction import transact
from edm.operations.versions import touch
from edm.queries.encounter_view import recorded_encounter
from edm.queries.sighting_view import recorded_sighting
from edm.queries.sightings import get_sighting
from service_kit.errors import Conflict, Fault, Invalid
from service_kit.tokens import Caller

SHARED = (
    "species", *TIME_COLUMNS, *LOCATION_COLUMNS,
    "region", "verbatim_locality", "comments", "custom_fields", "survey",
)  # fmt: skip
"""What a sighting that is split off has from the one that it was a part of."""


def split_sighting(
    edm: Edm,
    caller: Caller,
    sighting: uuid.UUID,
    new: uuid.UUID,
    encounters: Sequence[uuid.UUID],
) -> dict[str, Any]:
    """Moves encounters of the sighting to a new one of the same time and place; answers the new one.

    Raises `NotFound`, `Forbidden`, `Invalid` for encounters of another sighting, and `Conflict` with `id_taken`, or
    with `would_orphan` when none would stay behind.
    """
    catalogue = edm.species.catalogue()

    def work(session: Session) -> dict[str, Any]:
        found = load_encounters(session, encounters, caller.scope)
        if any(each.sighting_id != new for each in found.values()):
            source = load_sighting(session, sighting, caller.scope)
            moved = list(load_encounters(session, encounters, caller.scope).values())
            _refuse_strangers(moved, sighting)
            require_write(session, moved, caller.scope)
            if session.get(Sighting, new) is not None:
                raise Conflict(
                    "A sighting with this id was saved before.",
                    code="id_taken",
                    extra={"ids": [str(new)]},
                )
            target = Sighting(id=new, **{name: getattr(source, name) for name in SHARED})
            session.add(target)
            session.flush()
            changes: list[Change] = [("sightings", new, None, recorded_sighting(target))]
            changes += _move(session, moved, target)
            refuse_orphans(session, childless_sightings(session, [sighting]), ())
            record(session, caller, "split", changes)
        return get_sighting(session, new, caller.scope, catalogue)

    return transact(edm.database, work)


def join_sightings(
    edm: Edm, caller: Caller, join: uuid.UUID, into: uuid.UUID, others: Sequence[uuid.UUID]
) -> dict[str, Any]:
    """Moves all encounters of the others into one sighting; the others go. Answers the one. Twice is as once.

    Raises `NotFound`, and `Forbidden` unless all encounters concerned are the caller's to change.
    """
    catalogue = edm.species.catalogue()
    if into in others:
        message = "A sighting cannot be joined to itself."
        raise Invalid(message, errors=[Fault("/from", "invalid", message, str(into))])

    def work(session: Session) -> dict[str, Any]:
        locked = lock_sightings(session, [into, *others])
        target = load_sighting(session, into, caller.scope)
        left = [each for each in others if not _joined(locked.get(each), join)]
        sources = [load_sighting(session, each, caller.scope) for each in left]
        moved = [one for each in left for one in live_encounters_of(session, sighting=each)]
        present = live_encounters_of(session, sighting=into)
        require_write(session, [*present, *moved], caller.scope)
        changes = _move(session, [*moved, *_deleted_of(session, left)], target)
        for source in sources:
            mark_deleted(source, join)
            changes.append(deletion_change("sightings", source))
        if sources:
            touch(target)
            ids = [str(each.id) for each in moved]
            joined = {"joined": [str(each) for each in left], "encounters": ids}
            changes.append(("sightings", into, None, joined))
        session.flush()
        record(session, caller, "joined", changes)
        return get_sighting(session, into, caller.scope, catalogue)

    return transact(edm.database, work)


def _deleted_of(session: Session, sightings: Sequence[uuid.UUID]) -> Sequence[Encounter]:
    """Encounters that were deleted by themselves: restored later, they are where their siblings are."""
    return session.scalars(
        select(Encounter).where(
            Encounter.sighting_id.in_(sightings), Encounter.deleted_at.is_not(None)
        )
    ).all()


def _joined(sighting: Sighting | None, join: uuid.UUID) -> bool:
    """Whether this very request was carried out before."""
    return sighting is not None and sighting.deletion_id == join


def _refuse_strangers(encounters: Sequence[Encounter], sighting: uuid.UUID) -> None:
    strangers = [each for each in encounters if each.sighting_id != sighting]
    if strangers:
        message = "This encounter belongs to another sighting."
        raise Invalid(
            message,
            errors=[Fault("/encounters", "invalid", message, str(each.id)) for each in strangers],
        )


def _move(session: Session, encounters: Sequence[Encounter], target: Sighting) -> list[Change]:
    """Puts the encounters into the sighting; where it says otherwise, what they said is their own from now on."""
    changes: list[Change] = []
    for each in encounters:
        before = recorded_encounter(each, [])
        each.sighting_id = target.id
        each.own_species = each.species != target.species
        each.own_time = _differs(each, target, TIME_COLUMNS)
        each.own_location = _differs(each, target, LOCATION_COLUMNS)
        each.region, each.verbatim_locality = target.region, target.verbatim_locality
        touch(each)
        old, new = difference(before, recorded_encounter(each, []))
        changes.append(("encounters", each.id, old, new))
    session.flush()
    return changes


def _differs(encounter: Encounter, sighting: Sighting, columns: Sequence[str]) -> bool:
    return any(getattr(encounter, name) != getattr(sighting, name) for name in columns)
