"""Who is asking? A user, the holder of a follow-up link, or anybody."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from houston.access.collaboration_level import Level
from houston.access.roles import ProjectRole, Role, TokenScope
from service_kit.errors import Unauthenticated


@dataclass(frozen=True, slots=True)
class Principal:
    """Whoever makes a request, with everything that decisions need. Also what flask-login calls a user."""

    user: uuid.UUID | None = None
    """None: nobody is signed in."""
    roles: frozenset[Role] = frozenset({Role.ANONYMOUS})
    projects: frozenset[tuple[uuid.UUID, ProjectRole]] = field(default_factory=frozenset)
    """Their role in each project they are in."""
    collaborators: frozenset[tuple[uuid.UUID, Level]] = field(default_factory=frozenset)
    """Whose data is open to them, and how far."""
    submissions: frozenset[uuid.UUID] = field(default_factory=frozenset)
    """Submissions that they sent in without an account and claimed since: as good as owned."""
    followed: frozenset[uuid.UUID] = field(default_factory=frozenset)
    """Submissions whose follow-up link they hold: may be looked at, no more."""
    token_scopes: frozenset[TokenScope] | None = None
    """What the API token is good for; None: it is no API token."""
    sign_in: uuid.UUID | None = None
    """The browser's session."""

    @property
    def tag(self) -> str | None:
        """What EDM and ACM know this person by."""
        return str(self.user) if self.user else None

    @property
    def account(self) -> uuid.UUID:
        """The user's id. Raises `Unauthenticated` when nobody is signed in."""
        if self.user is None:
            raise Unauthenticated("Please sign in first.")
        return self.user

    @property
    def is_signed_in(self) -> bool:
        return self.user is not None

    # flask-login asks these three.

    @property
    def is_authenticated(self) -> bool:
        return self.user is not None

    @property
    def is_active(self) -> bool:
        return self.user is not None

    @property
    def is_anonymous(self) -> bool:
        return self.user is None

    def get_id(self) -> str | None:
        return self.tag

    def owners(self, least: Level) -> frozenset[uuid.UUID]:
        """The collaborators who have opened their data to this level at least."""
        return frozenset(owner for owner, level in self.collaborators if level.includes(least))

    def projects_as(self, *roles: ProjectRole) -> frozenset[uuid.UUID]:
        """The projects in which this person has one of these roles."""
        return frozenset(project for project, role in self.projects if role in roles)


ANONYMOUS = Principal()
