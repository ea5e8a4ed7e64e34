"""Which rows are in a reach? The scope's tags, applied to encounters and through them to all else."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select, true

from edm.models import Decision, Encounter, EncounterProject, Sighting, State, Visibility
from edm.models.base import RecordColumns
from service_kit.scope import Reach

PUBLIC = and_(Encounter.visibility == Visibility.PUBLIC, Encounter.state == State.APPROVED)
LIVE = Encounter.deleted_at.is_(None)
STAGING = "staging"
"""Kind of the decision row of a submission whose rows are not there yet: see `edm.operations.staging`."""


def is_everything(reach: Reach) -> bool:
    return reach.all and not reach.unapproved_only


def encounters_in(reach: Reach) -> ColumnElement[bool]:
    """The condition that an encounter is in the reach."""
    return reach.clause(
        owner=Encounter.owner,
        submission=Encounter.submission,
        public=PUBLIC,
        unapproved=Encounter.state == State.UNAPPROVED,
        in_projects=in_projects,
    )


def in_projects(projects: Collection[str]) -> ColumnElement[bool]:
    """The condition that an encounter is in one of these projects."""
    chosen = select(EncounterProject.encounter_id).where(EncounterProject.project.in_(projects))
    return Encounter.id.in_(chosen)


def readable_encounters(reach: Reach) -> ColumnElement[bool]:
    """The condition that an encounter exists for the caller."""
    return and_(LIVE, encounters_in(reach))


def has_encounter(
    owner: type[RecordColumns], condition: ColumnElement[bool]
) -> ColumnElement[bool]:
    """The condition that a sighting or an individual has an encounter for which `condition` holds."""
    link = Encounter.sighting_id if owner is Sighting else Encounter.individual_id
    return exists().where(link == owner.id, condition).correlate(owner)


def readable(owner: type[RecordColumns], reach: Reach) -> ColumnElement[bool]:
    """The condition that a sighting or an individual exists for the caller: one of its encounters does."""
    if is_everything(reach):
        # Each has a live encounter as long as it lives.
        return and_(true(), owner.deleted_at.is_(None))
    return and_(owner.deleted_at.is_(None), has_encounter(owner, readable_encounters(reach)))


def went_by(table: type[RecordColumns], deletion: uuid.UUID) -> ColumnElement[bool]:
    """The condition that a row went by the deletion, or is staged under that mark; said so that the index of deleted rows answers it."""
    return and_(table.deletion_id == deletion, table.deleted_at.is_not(None))


def is_staged(table: type[RecordColumns]) -> ColumnElement[bool]:
    """The condition that a row waits for its submission to be published: not deleted, but not there yet."""
    return exists().where(Decision.id == table.deletion_id, Decision.kind == STAGING)


def holds(reach: Reach, encounter: Any, projects: Collection[str]) -> bool:
    """The same question for an encounter in hand (a row or a model)."""
    return reach.holds(
        owner=encounter.owner,
        submission=encounter.submission,
        projects=projects,
        public=encounter.visibility == Visibility.PUBLIC and encounter.state == State.APPROVED,
        unapproved=encounter.state == State.UNAPPROVED,
    )
