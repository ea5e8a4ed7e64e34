"""Who has an account here?"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from houston.models import ApiToken, SignIn, User
from service_kit.clock import now
from service_kit.database import Database
from service_kit.paging import decode_cursor, encode_cursor

MOST_PEOPLE = 20  # a list to choose from, not a directory to take away


def user_by_id(database: Database, user_id: uuid.UUID) -> User | None:
    """The user, active or not."""
    with database.read() as session:
        return session.get(User, user_id)


def users_page(
    database: Database, *, search: str | None, limit: int, cursor: str | None, total: bool
) -> dict[str, Any]:
    """A page of all accounts by e-mail address: `{items, next, total?}`. Raises `Malformed`."""
    wanted = _matches(search) if search else None
    query = select(User).order_by(User.email).limit(limit + 1)
    if wanted is not None:
        query = query.where(wanted)
    if cursor:
        query = query.where(User.email > str(decode_cursor(cursor, 1)[0]))
    counted = select(func.count()).select_from(User)
    with database.read() as session:
        found = list(session.scalars(query))
        held = session.scalar(counted if wanted is None else counted.where(wanted)) if total else 0
    last = found[limit - 1] if len(found) > limit else None
    page = {"items": found[:limit], "next": encode_cursor([last.email]) if last else None}
    return {**page, "total": held} if total else page


def people(database: Database, search: str) -> Sequence[User]:
    """Active users to work with, by a part of their name or their whole e-mail address; a few at most."""
    with database.read() as session:
        return session.scalars(
            select(User)
            .where(
                User.active, or_(_contains(User.full_name, search), User.email == search.lower())
            )
            .order_by(User.full_name, User.id)
            .limit(MOST_PEOPLE)
        ).all()


def names_of(session: Session, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What these users are called; one query for all."""
    rows = session.execute(select(User.id, User.full_name).where(User.id.in_(ids)))
    return {row.id: row.full_name for row in rows}


def sign_ins_of(database: Database, user_id: uuid.UUID) -> Sequence[SignIn]:
    """The user's sessions that are not over, newest first."""
    with database.read() as session:
        return session.scalars(
            select(SignIn)
            .where(SignIn.user_id == user_id, SignIn.expires_at > now())
            .order_by(SignIn.created_at.desc())
        ).all()


def tokens_of(database: Database, user_id: uuid.UUID) -> Sequence[ApiToken]:
    """The user's API tokens that were not revoked, newest first."""
    with database.read() as session:
        return session.scalars(
            select(ApiToken)
            .where(ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None))
            .order_by(ApiToken.created_at.desc())
        ).all()


def _matches(search: str) -> ColumnElement[bool]:
    return or_(_contains(User.email, search), _contains(User.full_name, search))


def _contains(column: Any, search: str) -> ColumnElement[bool]:
    clause: ColumnElement[bool] = func.lower(column).contains(search.lower(), autoescape=True)
    return clause
