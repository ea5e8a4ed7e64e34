"""Somebody wants to put the catalogue of a species in order: that is kept here, and a job finds out what to ask."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from houston.access import Principal, scope_of
from houston.house import House
from houston.models import Curation, CurationState
from houston.operations.identification import plain_filters
from houston.operations.transition import Subject, note
from houston.queries.curation import find_curation
from houston.queries.ecology import species_named
from service_kit.identity import new_id
from service_kit.jobs import Queue

CURATE = "curate"
"""The kind of the job."""


def start_curation(
    house: House, principal: Principal, wanted: Mapping[str, Any], idempotency_key: str | None
) -> Curation:
    """Keeps the wish and asks for the work. With a key that was used before, the curation of that time.

    Raises `Invalid` for a species that is not known, with the nearest that are.
    """
    key = f"{principal.tag}:{idempotency_key}" if idempotency_key else None
    if key and (there := _by_key(house, key)):
        return there
    species, facts = species_named(house, wanted["species"], "/species")
    algorithm = wanted.get("algorithm") or dict(facts.algorithms[0])
    curation = Curation(
        id=new_id(),
        owner=principal.account,
        species=species,
        filters=plain_filters(wanted["filters"]),
        scope=scope_of(principal).as_dict(),
        algorithm={
            "name": algorithm["name"],
            "version": None,
            "parameters": algorithm["parameters"],
        },
        state=CurationState.QUEUED,
        evidence={},
        idempotency_key=key,
    )
    try:
        with house.database.write() as session:
            session.add(curation)
            look_anew(house, session, curation, Queue.BULK)
            session.flush()
            note(
                session,
                Subject.CURATION,
                curation.id,
                None,
                CurationState.QUEUED,
                actor=principal.user,
            )
    except IntegrityError:
        # The same key was used at this very moment.
        if there := _by_key(house, key or ""):
            return there
        raise
    return curation


def renew_curation(house: House, principal: Principal, curation_id: uuid.UUID) -> Curation:
    """Has it found out anew what to ask, unless that is under way. Raises `NotFound`."""
    with house.database.write() as session:
        find_curation(session, principal, curation_id)
        curation = session.get_one(Curation, curation_id, with_for_update=True)
        if not curation.under_way:
            look_anew(house, session, curation)
    return curation


def look_anew(
    house: House, session: Session, curation: Curation, queue: Queue = Queue.INTERACTIVE
) -> None:
    """Within the caller's transaction: has it found out what to ask next, with all that is known by now."""
    job = house.jobs.submit(
        session, CURATE, {"curation": str(curation.id)}, queue=queue, owner=str(curation.owner)
    )
    curation.job, curation.under_way, curation.parts = job.id, True, None


def _by_key(house: House, key: str) -> Curation | None:
    with house.database.read() as session:
        return session.scalar(select(Curation).where(Curation.idempotency_key == key))
