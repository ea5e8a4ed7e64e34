"""Whose credential is this?"""

from __future__ import annotations

import uuid

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from houston.access.collaboration_level import Level, agreed
from houston.access.principal import Principal
from houston.access.roles import ProjectRole, Role, TokenScope
from houston.models import ApiToken, Collaboration, FollowUpLink, ProjectMember, SignIn, User
from service_kit.clock import now


def principal_of_sign_in(session: Session, token_hash: str) -> Principal | None:
    """The user whose browser holds this secret; None when it is over, revoked or unknown."""
    found = session.execute(
        select(SignIn.id, User)
        .join(User, User.id == SignIn.user_id)
        .where(SignIn.token_hash == token_hash, SignIn.expires_at > now(), User.active)
    ).first()
    return None if found is None else principal_of_user(session, found[1], sign_in=found[0])


def principal_of_api_token(session: Session, token_hash: str) -> Principal | None:
    """The user whose script holds this token; None when it is over, revoked or unknown."""
    found = session.execute(
        select(ApiToken, User)
        .join(User, User.id == ApiToken.user_id)
        .where(
            ApiToken.token_hash == token_hash,
            ApiToken.revoked_at.is_(None),
            or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > now()),
            User.active,
        )
    ).first()
    if found is None:
        return None
    scopes = frozenset(TokenScope(scope) for scope in found[0].scopes)
    return principal_of_user(session, found[1], token_scopes=scopes)


def principal_of_user(
    session: Session,
    user: User,
    *,
    sign_in: uuid.UUID | None = None,
    token_scopes: frozenset[TokenScope] | None = None,
) -> Principal:
    """Everything about a user that decisions need."""
    return Principal(
        user=user.id,
        roles=frozenset(Role(role) for role in user.roles),
        projects=_projects(session, user.id),
        collaborators=_collaborators(session, user.id),
        submissions=frozenset(
            session.scalars(
                select(FollowUpLink.submission).where(FollowUpLink.claimed_by == user.id)
            )
        ),
        token_scopes=token_scopes,
        sign_in=sign_in,
    )


def followed_submission(session: Session, token_hash: str) -> uuid.UUID | None:
    """The submission that this follow-up link is for."""
    return session.scalar(
        select(FollowUpLink.submission).where(FollowUpLink.token_hash == token_hash)
    )


def _projects(session: Session, user: uuid.UUID) -> frozenset[tuple[uuid.UUID, ProjectRole]]:
    rows = session.execute(
        select(ProjectMember.project_id, ProjectMember.role).where(ProjectMember.user_id == user)
    )
    return frozenset((project, ProjectRole(role)) for project, role in rows)


def _collaborators(session: Session, user: uuid.UUID) -> frozenset[tuple[uuid.UUID, Level]]:
    rows = session.scalars(
        select(Collaboration).where(
            or_(Collaboration.first_user == user, Collaboration.second_user == user)
        )
    )
    levels = (
        (
            row.second_user if row.first_user == user else row.first_user,
            agreed(Level(row.first_level), Level(row.second_level)),
        )
        for row in rows
    )
    return frozenset((other, level) for other, level in levels if level != Level.NONE)
