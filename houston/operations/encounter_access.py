"""Encounters come into projects, leave them, and become public or private here: in EDM first, then in the pointers."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Action, Kind, Principal, Visibility, allowed, scope_of
from houston.access.current import refuse
from houston.access.decisions import PROJECT_WRITERS
from houston.house import House
from houston.models import Pointer
from houston.operations.encounter_state import have_access_followed
from houston.operations.pointer import set_projects
from houston.queries.pointer import records_of
from service_kit.errors import Fault, Invalid, NotFound


@dataclass(frozen=True, slots=True)
class AccessChange:
    """What becomes of these encounters; what is none stays as it is."""

    encounters: frozenset[uuid.UUID]
    visibility: Visibility | None
    add_projects: frozenset[uuid.UUID]
    remove_projects: frozenset[uuid.UUID]


def change_access(house: House, principal: Principal, change: AccessChange) -> list[uuid.UUID]:
    """Changes them, all or none; answers which. Repeating it changes nothing.

    Raises `NotFound` and `Forbidden` for the first encounter that the principal may not change, `Invalid`
    for a project that they do not contribute to, and what EDM refuses with.
    """
    _check_encounters(house, principal, change.encounters)
    _check_projects(principal, change)
    house.edm.call(
        "POST",
        "/edm/v1/encounters/access",
        scope=scope_of(principal),
        actor=principal.tag,
        json={
            "encounters": _texts(change.encounters),
            "visibility": change.visibility.value if change.visibility else None,
            "add_projects": _texts(change.add_projects),
            "remove_projects": _texts(change.remove_projects),
        },
    )
    with house.database.write() as session:
        _follow(session, change)
        have_access_followed(house, session, sorted(change.encounters))
    return sorted(change.encounters)


def follow_visibility(house: House, encounter: uuid.UUID, visibility: Visibility) -> None:
    """The pointer agrees with EDM, where the encounter itself was changed. Repeating it changes nothing."""
    with house.database.write() as session:
        pointer = session.get(Pointer, encounter)
        if pointer is not None and pointer.visibility != visibility.value:
            pointer.visibility = visibility.value
            have_access_followed(house, session, [encounter])


def _check_encounters(
    house: House, principal: Principal, encounters: Collection[uuid.UUID]
) -> None:
    with house.database.read() as session:
        records = records_of(session, Kind.ENCOUNTER, encounters)
    for each in sorted(encounters):
        record = records.get(each)
        if record is None:
            raise NotFound("There is no such encounter, or it is not open to you.")
        if not allowed(principal, Action.EDIT, record).allowed:
            raise refuse(principal, Action.EDIT, record)


def _check_projects(principal: Principal, change: AccessChange) -> None:
    mine = principal.projects_as(*PROJECT_WRITERS)
    everywhere = allowed(principal, Action.ADMINISTER).allowed
    message = "You do not contribute to this project."
    faults = [
        Fault(f"/{field}", "field_invalid", message, str(project))
        for field, projects in (
            ("add_projects", change.add_projects),
            ("remove_projects", change.remove_projects),
        )
        for project in sorted(projects - mine)
        if not everywhere
    ]
    if faults:
        raise Invalid(message, errors=faults)


def _follow(session: Session, change: AccessChange) -> None:
    for pointer in session.scalars(select(Pointer).where(Pointer.id.in_(change.encounters))):
        present = {link.project_id for link in pointer.projects}
        set_projects(pointer, (present | change.add_projects) - change.remove_projects)
        if change.visibility is not None:
            pointer.visibility = change.visibility.value


def _texts(ids: Collection[uuid.UUID]) -> list[str]:
    return sorted(map(str, ids))
