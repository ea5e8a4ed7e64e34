"""Two users open their data to one another here, and close it again."""

from __future__ import annotations

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Action, Level, Principal, Role, allowed
from houston.access.roles import TABLE
from houston.house import House
from houston.models import Collaboration, User
from houston.operations.audit import note
from service_kit.errors import Fault, Forbidden, Invalid, NotFound


def propose(
    house: House, by: Principal, other: uuid.UUID, level: Level, *, for_user: uuid.UUID | None
) -> Collaboration:
    """Says how far one side goes; the other's word is still needed where it has not been given.

    Somebody who manages users may speak for both sides with `for_user`. A pair has one
    collaboration: asked again, it changes that. Raises `Invalid`, `Forbidden`.
    """
    if for_user is not None and not allowed(by, Action.MANAGE_USERS).allowed:
        raise Forbidden("You can only propose a collaboration of your own.")
    first = for_user or by.user
    if first is None or first == other:
        raise _unfit("A collaboration needs two different people.", other)
    with house.change_access() as session:
        for side in (first, other):
            _check_side(session, side)
        one, two = sorted((first, other))
        pair = session.scalar(
            select(Collaboration).where(
                Collaboration.first_user == one, Collaboration.second_user == two
            )
        )
        if pair is None:
            pair = Collaboration(first_user=one, second_user=two)
            pair.first_level = pair.second_level = Level.NONE.value
            session.add(pair)
            session.flush()
        _set(session, pair, by, level, both=for_user is not None)
    return pair


def set_level(
    house: House, by: Principal, collaboration_id: uuid.UUID, level: Level
) -> Collaboration:
    """Says how far the caller's side goes: the same or more agrees, `none` revokes.

    Somebody who manages users and is on neither side speaks for both. Raises `NotFound`.
    """
    with house.change_access() as session:
        pair = session.get(Collaboration, collaboration_id)
        outsider = pair is not None and by.user not in (pair.first_user, pair.second_user)
        if pair is None or (outsider and not allowed(by, Action.MANAGE_USERS).allowed):
            raise NotFound("There is no such collaboration, or it is not yours.")
        _set(session, pair, by, level, both=outsider)
    return pair


def _set(session: Session, pair: Collaboration, by: Principal, level: Level, *, both: bool) -> None:
    before = _levels(pair)
    if both or by.user == pair.first_user:
        pair.first_level = level.value
    if both or by.user == pair.second_user:
        pair.second_level = level.value
    note(
        session,
        "collaboration.set_level",
        "collaboration",
        pair.id,
        actor=by.user,
        before=before,
        after=_levels(pair),
    )


def _levels(pair: Collaboration) -> dict[str, str]:
    return {str(pair.first_user): pair.first_level, str(pair.second_user): pair.second_level}


def _check_side(session: Session, user_id: uuid.UUID) -> None:
    user = session.get(User, user_id)
    if user is None or not user.active:
        raise _unfit("There is no such user.", user_id)
    if not any(Role(role) in TABLE[Action.WORK_TOGETHER] for role in user.roles):
        raise _unfit(
            f"{user.full_name or 'This person'} is not a researcher and cannot collaborate.",
            user_id,
        )


def _unfit(message: str, value: uuid.UUID) -> Invalid:
    return Invalid(message, errors=[Fault("/user", "field_invalid", message, str(value))])
