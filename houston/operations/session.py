"""People sign in and out here."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from houston.accounts.addresses import canonical_email
from houston.accounts.limits import (
    SIGN_IN_PER_EMAIL,
    SIGN_IN_PER_EMAIL_AND_HOST,
    SIGN_IN_PER_HOST,
)
from houston.accounts.passwords import hash_password, is_outdated, password_matches
from houston.accounts.secret_words import hash_secret, new_secret
from houston.house import House
from houston.models import ApiToken, SignIn, User
from houston.operations.rate_limit import count_try, forget_tries
from service_kit.clock import now
from service_kit.errors import Unauthenticated

USER_AGENT_KEPT = 200  # characters; enough for a person to recognise their browser


@dataclass(frozen=True, slots=True)
class Begun:
    """A session that has just begun."""

    secret: str
    """For the cookie; nowhere else."""
    user: User
    expires_at: datetime


def sign_in(house: House, email: str, password: str, *, host: str, user_agent: str) -> Begun:
    """Begins a session.

    Raises `Unauthenticated` in the same words, after the same work, whether the address is unknown,
    unconfirmed or deactivated or the password is wrong; `TooMany` after too many tries.
    """
    count_try(house, SIGN_IN_PER_HOST, host)
    try:
        address = canonical_email(email)
    except ValueError:
        address = ""
    here = f"{address} {host}"
    count_try(house, SIGN_IN_PER_EMAIL_AND_HOST, here)
    count_try(house, SIGN_IN_PER_EMAIL, address)
    with house.database.read() as session:
        user = session.scalar(select(User).where(User.email == address))
    matches = password_matches(user.password_hash if user else None, password)
    if user is None or not matches or not user.active:
        raise Unauthenticated(
            "The e-mail address or the password is wrong, or the address was not confirmed yet.",
            code="sign_in_failed",
        )
    forget_tries(house, SIGN_IN_PER_EMAIL_AND_HOST, here)
    if user.password_hash is not None and is_outdated(user.password_hash):
        with house.database.write() as session:
            session.get_one(User, user.id).password_hash = hash_password(password)
    return begin_session(house, user, user_agent)


def begin_session(house: House, user: User, user_agent: str) -> Begun:
    """A session for a user who has shown who they are."""
    secret = new_secret()
    expires_at = now() + timedelta(days=house.settings.session_days)
    with house.database.write() as session:
        _forget_expired(session, user.id)
        session.add(
            SignIn(
                user_id=user.id,
                token_hash=hash_secret(secret),
                user_agent=user_agent[:USER_AGENT_KEPT],
                expires_at=expires_at,
            )
        )
    return Begun(secret, user, expires_at)


def end_session(house: House, user: uuid.UUID, sign_in_id: uuid.UUID) -> bool:
    """Ends one of the user's sessions. Says whether it was there."""
    ending = delete(SignIn).where(SignIn.id == sign_in_id, SignIn.user_id == user)
    with house.change_access() as session:
        return bool(session.execute(ending).rowcount)  # type: ignore[attr-defined]


def sign_out_everywhere(
    session: Session, user: uuid.UUID, *, spare: uuid.UUID | None = None
) -> None:
    """Ends all sessions of the user but the one to spare. For use within `change_access`."""
    statement = delete(SignIn).where(SignIn.user_id == user)
    session.execute(statement if spare is None else statement.where(SignIn.id != spare))


def end_tokens(session: Session, user: uuid.UUID) -> None:
    """Revokes all API tokens of the user. For use within `change_access`."""
    session.execute(
        update(ApiToken)
        .where(ApiToken.user_id == user, ApiToken.revoked_at.is_(None))
        .values(revoked_at=now())
    )


def _forget_expired(session: Session, user: uuid.UUID) -> None:
    session.execute(delete(SignIn).where(SignIn.user_id == user, SignIn.expires_at <= now()))
