"""Whose are these encounters, and in which projects? Changed for many at once, as Houston decides."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from edm.foundation import Edm
from edm.models import Encounter, EncounterProject
from edm.operations.audit import Change, difference, record
from edm.operations.loading import load_encounters, require_write
from edm.operations.transaction import transact
from edm.operations.versions import touch
from edm.queries.chunks import chunks
from edm.queries.reach import readable_encounters
from service_kit.tokens import Caller


@dataclass(frozen=True, slots=True)
class AccessChange:
    """What becomes of the encounters named, or of those of a submission; what is none stays as it is."""

    encounters: tuple[uuid.UUID, ...] = ()
    submission: str | None = None
    owner: str | None = None
    visibility: str | None = None
    add_projects: tuple[str, ...] = ()
    remove_projects: tuple[str, ...] = ()


def change_access(edm: Edm, caller: Caller, change: AccessChange) -> list[uuid.UUID]:
    """Changes them, all or none; answers which. Raises `NotFound` and `Forbidden`."""

    def work(session: Session) -> list[uuid.UUID]:
        ids = [*change.encounters, *_of_submission(session, caller, change.submission)]
        encounters = list(load_encounters(session, ids, caller.scope).values())
        projects = require_write(session, encounters, caller.scope)
        changes: list[Change] = []
        added: list[EncounterProject] = []
        for each in encounters:
            present = set(projects[each.id])
            wanted = (present | set(change.add_projects)) - set(change.remove_projects)
            before = {
                "owner": each.owner,
                "visibility": each.visibility,
                "projects": sorted(present),
            }
            each.owner = change.owner or each.owner
            each.visibility = change.visibility or each.visibility
            after = {"owner": each.owner, "visibility": each.visibility, "projects": sorted(wanted)}
            old, new = difference(before, after)
            if new:
                touch(each)
                changes.append(("encounters", each.id, old, new))
            added += [
                EncounterProject(encounter_id=each.id, project=project)
                for project in sorted(wanted - present)
            ]
        _leave_projects(session, [each.id for each in encounters], change.remove_projects)
        session.add_all(added)
        session.flush()
        record(session, caller, "access", changes)
        return [each.id for each in encounters]

    return transact(edm.database, work)


def _of_submission(session: Session, caller: Caller, submission: str | None) -> Sequence[uuid.UUID]:
    if submission is None:
        return ()
    return session.scalars(
        select(Encounter.id).where(
            Encounter.submission == submission, readable_encounters(caller.scope.read)
        )
    ).all()


def _leave_projects(
    session: Session, encounters: Sequence[uuid.UUID], projects: Sequence[str]
) -> None:
    for part in chunks(encounters) if projects else ():
        session.execute(
            delete(EncounterProject).where(
                EncounterProject.encounter_id.in_(part), EncounterProject.project.in_(projects)
            )
        )
