"""May this person do this, here? `allowed` is the only place that decides."""

from __future__ import annotations

from dataclasses import dataclass

from houston.access.collaboration_level import Level
from houston.access.principal import Principal
from houston.access.record import Record, RecordState
from houston.access.roles import (
    RECORD_ACTIONS,
    TOKEN_SCOPE,
    Action,
    Extent,
    ProjectRole,
    extents,
)

PROJECT_READERS = tuple(ProjectRole)
PROJECT_WRITERS = (ProjectRole.CONTRIBUTOR, ProjectRole.MANAGER)
LEAST_LEVEL = {Action.READ: Level.VIEW, Action.READ_EXACT: Level.VIEW, Action.EDIT: Level.EDIT}
"""How far a collaborator must have opened their data."""

DOING = {
    Action.SUBMIT: "submit sightings",
    Action.READ: "see this record",
    Action.READ_EXACT: "see the exact place",
    Action.EDIT: "change this record",
    Action.APPROVE: "approve or reject this record",
    Action.IDENTIFY: "start an identification",
    Action.EXPORT: "export data",
    Action.BULK_IMPORT: "import many sightings at once",
    Action.WORK_TOGETHER: "have projects or collaborations",
    Action.HAVE_ACCOUNT: "use an account",
    Action.MANAGE_USERS: "manage users",
    Action.READ_AUDIT: "read the audit trail",
    Action.ADMINISTER: "administer the site",
}
"""What each action is called in a sentence."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes or no, and why."""

    allowed: bool
    reason: str
    """A sentence for a person; empty when allowed."""


YES = Decision(True, "")


def allowed(principal: Principal, action: Action, record: Record | None = None) -> Decision:
    """Whether the principal may do this with this record, or at all when no record is given."""
    scopes = principal.token_scopes
    if scopes is not None and TOKEN_SCOPE[action] not in scopes:
        return Decision(
            False, f"This token is not meant for that: it lacks '{TOKEN_SCOPE[action]}'."
        )
    reach = extents(action, principal.roles)
    if not reach:
        return _refusal_for_role(principal, action)
    if action not in RECORD_ACTIONS or record is None:
        return YES
    if action == Action.READ and record.submission in principal.followed:
        return YES
    if any(_reaches(principal, extent, action, record) for extent in reach):
        return YES
    return _refusal_for_record(principal, action, record, reach)


def _reaches(principal: Principal, extent: Extent, action: Action, record: Record) -> bool:
    match extent:
        case Extent.ALL | Extent.YES:
            return True
        case Extent.PUBLIC:
            return record.is_public
        case Extent.OWN:
            return owns(principal, record)
        case Extent.OWN_UNAPPROVED:
            return owns(principal, record) and record.state == RecordState.UNAPPROVED
        case Extent.COLLABORATORS:
            return record.owner in principal.owners(LEAST_LEVEL[action])
        case Extent.PROJECTS:
            needed = PROJECT_WRITERS if action == Action.EDIT else PROJECT_READERS
            return not record.projects.isdisjoint(principal.projects_as(*needed))
        case Extent.PROJECTS_CITIZEN:
            within = principal.projects_as(*PROJECT_WRITERS)
            return record.citizen and not record.projects.isdisjoint(within)


def owns(principal: Principal, record: Record) -> bool:
    """Whether the record is the principal's: sent in by them, or claimed."""
    if principal.user is None:
        return False
    return record.owner == principal.user or record.submission in principal.submissions


def _refusal_for_role(principal: Principal, action: Action) -> Decision:
    doing = DOING[action]
    if not principal.is_signed_in:
        return Decision(False, f"Please sign in to {doing}.")
    return Decision(False, f"Your role does not allow you to {doing}.")


def _refusal_for_record(
    principal: Principal, action: Action, record: Record, reach: frozenset[Extent]
) -> Decision:
    if Extent.OWN_UNAPPROVED in reach and owns(principal, record):
        return Decision(
            False, "It has been reviewed; ask a researcher or curator to change it for you."
        )
    return Decision(
        False, f"You may not {DOING[action]}: it is not yours, nor opened to you for that."
    )
