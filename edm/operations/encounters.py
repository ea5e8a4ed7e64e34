"""What may be decided about an encounter, and how does it become two when a picture shows two animals?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from edm.foundation import Edm
from edm.models import Encounter, EncounterProject, State
from edm.operations.audit import record
from edm.operations.loading import load_encounters, lock_sightings, require_write
from edm.operations.observation import LOCATION_COLUMNS, TIME_COLUMNS
from edm.operations.transaction import transact
from edm.queries.encounter_view import recorded_encounter
from edm.queries.encounters import NO_SUCH, get_encounter, get_encounters
from service_kit.clock import now
from service_kit.errors import Conflict, Forbidden, NotFound
from service_kit.tokens import Caller

# An animal for each box in one picture; no picture of a herd shows more that anybody could tell apart.
MOST_DUPLICATES = 1_000

COPIED = (
    "sighting_id", "owner", "submission", "visibility", "state",
    "species", "own_species", "own_time", "own_location",
    *TIME_COLUMNS, *LOCATION_COLUMNS, "region", "verbatim_locality", "custom_fields", "verbatim",
    "keywords", "people", "media",
)  # fmt: skip
"""What a copy shares with its original: place, time, species, custom fields, what is said of the pictures and by whom,
and access. Never who it is, nor what was measured of, taken from or told about one animal."""


def set_state(
    edm: Edm, caller: Caller, encounter: uuid.UUID, state: str, reason: str | None
) -> dict[str, Any]:
    """Approves, rejects, finds unidentifiable, or takes that back; answers the encounter.

    Raises `NotFound`, `Forbidden`, and `Conflict` with `still_identified`.
    """
    catalogue = edm.species.catalogue()

    def work(session: Session) -> dict[str, Any]:
        found = load_encounters(session, [encounter], caller.scope)[encounter]
        require_write(session, [found], caller.scope)
        if found.state != state:
            _refuse_own_approval(caller)
            if state == State.UNIDENTIFIABLE and found.individual_id is not None:
                raise Conflict(
                    "The encounter still has an identity. Take that away first.",
                    code="still_identified",
                )
            before = found.state
            found.state = state
            found.version += 1
            found.updated_at = now()
            session.flush()
            change = ("encounters", found.id, {"state": before}, {"state": state})
            record(session, caller, "state", [change], reason)
        return get_encounter(session, encounter, caller.scope, catalogue)

    return transact(edm.database, work)


def _refuse_own_approval(caller: Caller) -> None:
    """Who may change records only while they are unapproved does not approve them."""
    if caller.scope.write.unapproved_only:
        raise Forbidden("You may not approve or reject your own records.", code="not_yours")


def duplicate(
    edm: Edm, caller: Caller, encounter: uuid.UUID, ids: Sequence[uuid.UUID]
) -> list[dict[str, Any]]:
    """Adds copies of the encounter to its sighting, one for each id; answers them.

    Raises `NotFound`, `Forbidden`, and `Conflict` with `id_taken`.
    """
    catalogue = edm.species.catalogue()

    def work(session: Session) -> list[dict[str, Any]]:
        sighting = session.scalar(select(Encounter.sighting_id).where(Encounter.id == encounter))
        if sighting is None:
            raise NotFound(NO_SUCH)
        lock_sightings(session, [sighting])
        original = load_encounters(session, [encounter], caller.scope)[encounter]
        projects = require_write(session, [original], caller.scope)[original.id]
        missing = [each for each in dict.fromkeys(ids) if not _is_there(session, each, encounter)]
        copies = [_copy(original, each) for each in missing]
        session.add_all(copies)
        session.flush()
        session.add_all(
            EncounterProject(encounter_id=each.id, project=project)
            for each in copies
            for project in projects
        )
        session.flush()
        changes = [
            ("encounters", each.id, None, recorded_encounter(each, projects)) for each in copies
        ]
        record(session, caller, "duplicated", changes)
        return get_encounters(session, ids, caller.scope, catalogue)

    return transact(edm.database, work)


def _is_there(session: Session, copy: uuid.UUID, original: uuid.UUID) -> bool:
    """Whether the copy was made before. Raises `Conflict` when the id is another encounter's."""
    present = session.get(Encounter, copy)
    if present is not None and present.duplicate_of != original:
        raise Conflict(
            "An encounter with this id was saved before.",
            code="id_taken",
            extra={"ids": [str(copy)]},
        )
    return present is not None


def _copy(original: Encounter, copy: uuid.UUID) -> Encounter:
    return Encounter(
        id=copy, duplicate_of=original.id, **{name: getattr(original, name) for name in COPIED}
    )
