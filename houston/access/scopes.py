"""Which rows may this person touch in EDM and ACM? The role table, as a filter of opaque tags."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from functools import lru_cache

from houston.access.collaboration_level import Level
from houston.access.decisions import LEAST_LEVEL, PROJECT_READERS, PROJECT_WRITERS
from houston.access.principal import Principal
from houston.access.roles import TOKEN_SCOPE, Action, Extent, extents
from service_kit.scope import EVERYTHING, NOTHING, Reach, Scope

KNOWN_PRINCIPALS = 1024  # scopes kept ready; one costs about as much as a signature


@lru_cache(maxsize=KNOWN_PRINCIPALS)
def scope_of(principal: Principal) -> Scope:
    """What EDM and ACM let this person read, read exactly, and change."""
    return Scope(
        read=_reach(principal, Action.READ),
        exact=_reach(principal, Action.READ_EXACT),
        write=_reach(principal, Action.EDIT),
    )


def export_scope_of(principal: Principal) -> Scope:
    """As `scope_of`, without what collaborators opened to look at only. Nothing can be changed with it."""
    if not extents(Action.EXPORT, principal.roles) or not _token_allows(principal, Action.EXPORT):
        return Scope()
    return Scope(
        read=_reach(principal, Action.READ, Level.EXPORT),
        exact=_reach(principal, Action.READ_EXACT, Level.EXPORT),
    )


def _token_allows(principal: Principal, action: Action) -> bool:
    return principal.token_scopes is None or TOKEN_SCOPE[action] in principal.token_scopes


def _reach(principal: Principal, action: Action, least: Level | None = None) -> Reach:
    found = extents(action, principal.roles)
    if not found or not _token_allows(principal, action):
        return NOTHING
    if Extent.ALL in found:
        return EVERYTHING
    own = bool(found & {Extent.OWN, Extent.OWN_UNAPPROVED})
    owners: set[uuid.UUID] = {principal.user} if own and principal.user else set()
    if Extent.COLLABORATORS in found:
        owners |= principal.owners(least or LEAST_LEVEL[action])
    project_roles = PROJECT_WRITERS if action == Action.EDIT else PROJECT_READERS
    submissions = principal.submissions if own else frozenset()
    if action == Action.READ:
        submissions |= principal.followed
    return Reach(
        owners=_tags(owners),
        projects=_tags(principal.projects_as(*project_roles) if Extent.PROJECTS in found else ()),
        submissions=_tags(submissions),
        public=Extent.PUBLIC in found,
        unapproved_only=Extent.OWN_UNAPPROVED in found and Extent.OWN not in found,
    )


def _tags(ids: Iterable[uuid.UUID]) -> frozenset[str]:
    return frozenset(map(str, ids))
