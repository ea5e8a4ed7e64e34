"""Accounts change here: profile, roles, active or not."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Principal, Role
from houston.house import House
from houston.models import User
from houston.operations.audit import note
from houston.operations.session import end_tokens, sign_out_everywhere
from service_kit.errors import Conflict, Forbidden, NotFound

PROFILE = ("full_name", "affiliation", "language")


def change_profile(
    house: House, user_id: uuid.UUID, changes: Mapping[str, Any], *, actor: uuid.UUID | None
) -> User:
    """Changes name, affiliation or language. Raises `NotFound`."""
    with house.database.write() as session:
        user = _get(session, user_id)
        before = {name: getattr(user, name) for name in changes}
        for name in PROFILE:
            if name in changes:
                setattr(user, name, changes[name])
        note(session, "user.change", "user", user.id, actor=actor, before=before, after=changes)
    return user


def set_roles(house: House, user_id: uuid.UUID, roles: Collection[Role], *, by: Principal) -> User:
    """Gives the user these roles and no others.

    Nobody changes their own, and only an admin makes or unmakes one: raises `Forbidden`. There is
    always an active admin left: raises `Conflict`.
    """
    if user_id == by.user:
        raise Forbidden("Nobody changes their own roles; ask another manager or admin.")
    with house.change_access() as session:
        user = _get(session, user_id)
        before = frozenset(Role(role) for role in user.roles)
        after = frozenset(roles)
        if Role.ADMIN in before ^ after and Role.ADMIN not in by.roles:
            raise Forbidden("Only an admin can make somebody an admin, or end that.")
        user.roles = sorted(role.value for role in after)
        if Role.ADMIN in before - after:
            _keep_an_admin(session)
        note(
            session,
            "user.set_roles",
            "user",
            user.id,
            actor=by.user,
            before={"roles": sorted(before)},
            after={"roles": user.roles},
        )
    return user


def set_active(house: House, user_id: uuid.UUID, active: bool, *, by: Principal) -> User:
    """Lets the user sign in, or not any more: then their sessions and tokens end at once; records stay.

    Raises `Forbidden` for oneself, and for an admin's account when one is none; `Conflict` for the last admin.
    """
    if user_id == by.user:
        raise Forbidden("Nobody deactivates their own account; ask another manager or admin.")
    with house.change_access() as session:
        user = _get(session, user_id)
        if Role.ADMIN in user.roles and Role.ADMIN not in by.roles:
            raise Forbidden("Only an admin can deactivate or reactivate an admin.")
        if user.active == active:
            return user
        user.active = active
        if not active:
            if Role.ADMIN in user.roles:
                _keep_an_admin(session)
            sign_out_everywhere(session, user.id)
            end_tokens(session, user.id)
        verb = "user.activate" if active else "user.deactivate"
        note(session, verb, "user", user.id, actor=by.user)
    return user


def _get(session: Session, user_id: uuid.UUID) -> User:
    user = session.get(User, user_id)
    if user is None:
        raise NotFound("There is no such user.")
    return user


def _keep_an_admin(session: Session) -> None:
    session.flush()
    roles = session.scalars(select(User.roles).where(User.active))
    if not any(Role.ADMIN in held for held in roles):
        raise Conflict("This is the last admin; make somebody else one first.", code="last_admin")
