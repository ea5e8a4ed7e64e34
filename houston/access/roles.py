"""Who may do what? The one table of roles, as data; everything else in this folder reads it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """A site-wide role; a user may hold several, and may do what any of them may."""

    ANONYMOUS = "anonymous"
    CONTRIBUTOR = "contributor"
    RESEARCHER = "researcher"
    CURATOR = "curator"
    MANAGER = "manager"
    ADMIN = "admin"


GIVEN_ROLES = tuple(role for role in Role if role is not Role.ANONYMOUS)
"""The roles that an account can hold."""


class ProjectRole(StrEnum):
    """A role within one project."""

    VIEWER = "viewer"
    CONTRIBUTOR = "contributor"
    MANAGER = "manager"


class Action(StrEnum):
    """What somebody may want to do."""

    SUBMIT = "submit"
    READ = "read"
    READ_EXACT = "read_exact"
    EDIT = "edit"
    APPROVE = "approve"
    IDENTIFY = "identify"
    EXPORT = "export"
    BULK_IMPORT = "bulk_import"
    WORK_TOGETHER = "work_together"
    """Have projects and collaborations of one's own."""
    HAVE_ACCOUNT = "have_account"
    """See and change one's own account."""
    MANAGE_USERS = "manage_users"
    """Users, and the collaborations and projects of others."""
    READ_AUDIT = "read_audit"
    ADMINISTER = "administer"
    """Site, species, models, jobs."""


class Extent(StrEnum):
    """How far a role's permission goes."""

    YES = "yes"
    """Needs no record."""
    ALL = "all"
    PUBLIC = "public"
    OWN = "own"
    OWN_UNAPPROVED = "own_unapproved"
    COLLABORATORS = "collaborators"
    PROJECTS = "projects"
    PROJECTS_CITIZEN = "projects_citizen"
    """What people who may not approve have sent in to one's projects."""


_Row = Mapping[Role, frozenset[Extent]]

_YES = frozenset({Extent.YES})
_ALL = frozenset({Extent.ALL})
_PUBLIC = frozenset({Extent.PUBLIC})
_OWN = frozenset({Extent.OWN})
_SHARED = frozenset({Extent.OWN, Extent.COLLABORATORS, Extent.PROJECTS})

_ANYBODY: _Row = dict.fromkeys(Role, _YES)
_WITH_ACCOUNT: _Row = dict.fromkeys(GIVEN_ROLES, _YES)
_SCIENTISTS: _Row = dict.fromkeys((Role.RESEARCHER, Role.CURATOR, Role.ADMIN), _YES)

TABLE: Mapping[Action, _Row] = {
    Action.SUBMIT: _ANYBODY,
    Action.READ: {
        Role.ANONYMOUS: _PUBLIC,
        Role.CONTRIBUTOR: _PUBLIC | _OWN,
        Role.RESEARCHER: _PUBLIC | _SHARED,
        Role.CURATOR: _ALL,
        Role.MANAGER: _PUBLIC | _SHARED,
        Role.ADMIN: _ALL,
    },
    Action.READ_EXACT: {
        Role.CONTRIBUTOR: _OWN,
        Role.RESEARCHER: _SHARED,
        Role.CURATOR: _ALL,
        Role.ADMIN: _ALL,
    },
    Action.EDIT: {
        Role.CONTRIBUTOR: frozenset({Extent.OWN_UNAPPROVED}),
        Role.RESEARCHER: _SHARED,
        Role.CURATOR: _ALL,
        Role.ADMIN: _ALL,
    },
    Action.APPROVE: {
        Role.RESEARCHER: _OWN | {Extent.PROJECTS_CITIZEN},
        Role.CURATOR: _ALL,
        Role.ADMIN: _ALL,
    },
    Action.IDENTIFY: _SCIENTISTS,
    Action.EXPORT: _SCIENTISTS,
    Action.BULK_IMPORT: _SCIENTISTS,
    Action.WORK_TOGETHER: {**_SCIENTISTS, Role.MANAGER: _YES},
    Action.HAVE_ACCOUNT: _WITH_ACCOUNT,
    Action.MANAGE_USERS: {Role.MANAGER: _YES, Role.ADMIN: _YES},
    Action.READ_AUDIT: {Role.CURATOR: _YES, Role.ADMIN: _YES},
    Action.ADMINISTER: {Role.ADMIN: _YES},
}
"""What is not in the table is not allowed."""

RECORD_ACTIONS = frozenset({Action.READ, Action.READ_EXACT, Action.EDIT, Action.APPROVE})
"""Asked about a record; without one, the question is whether there could be any."""


class TokenScope(StrEnum):
    """What an API token is good for; never more than its owner may."""

    READ = "read"
    WRITE = "write"
    SUBMIT = "submit"
    IDENTIFY = "identify"
    EXPORT = "export"
    ADMIN = "admin"


TOKEN_SCOPE: Mapping[Action, TokenScope] = {
    Action.SUBMIT: TokenScope.SUBMIT,
    Action.READ: TokenScope.READ,
    Action.READ_EXACT: TokenScope.READ,
    Action.EDIT: TokenScope.WRITE,
    Action.APPROVE: TokenScope.WRITE,
    Action.IDENTIFY: TokenScope.IDENTIFY,
    Action.EXPORT: TokenScope.EXPORT,
    Action.BULK_IMPORT: TokenScope.SUBMIT,
    Action.WORK_TOGETHER: TokenScope.ADMIN,
    Action.HAVE_ACCOUNT: TokenScope.ADMIN,
    Action.MANAGE_USERS: TokenScope.ADMIN,
    Action.READ_AUDIT: TokenScope.ADMIN,
    Action.ADMINISTER: TokenScope.ADMIN,
}
"""Which scope a token needs for an action."""


def extents(action: Action, roles: frozenset[Role]) -> frozenset[Extent]:
    """How far any of these roles may go; empty: not at all."""
    row = TABLE[action]
    return frozenset().union(*(row.get(role, frozenset()) for role in roles))
