"""Accounts come into being here: asked for by anybody, confirmed by mail; or made by who runs the site."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from houston.access import Role
from houston.accounts.addresses import canonical_email
from houston.accounts.limits import LINK_PER_HOST, MAIL_PER_EMAIL, REGISTER_PER_HOST
from houston.accounts.passwords import hash_password, password_fault
from houston.house import House
from houston.models import Registration, User
from houston.operations.audit import note
from houston.operations.mail import MailJob, ask_for_mail
from houston.operations.mail_link import LIFETIMES, Purpose, use_link
from houston.operations.rate_limit import count_try
from service_kit.clock import now
from service_kit.errors import Conflict, Fault, Gone, Invalid


def register(
    house: House,
    *,
    email: str,
    password: str,
    full_name: str,
    affiliation: str,
    language: str,
    host: str,
) -> None:
    """Asks for an account; what comes of it, only the holder of the mailbox learns.

    Does the same whether or not there is an account by that address. Raises `Invalid`, `TooMany`.
    """
    count_try(house, REGISTER_PER_HOST, host)
    address = checked_email(email)
    check_password(password, address)
    count_try(house, MAIL_PER_EMAIL, address)
    registration = Registration(
        email=address,
        full_name=full_name,
        affiliation=affiliation,
        language=language,
        password_hash=hash_password(password),
    )
    with house.database.write() as session:
        _forget_abandoned(session)
        session.add(registration)
        session.flush()
        ask_for_mail(house, session, MailJob.CONFIRM, {"registration": str(registration.id)})


def confirm(house: House, secret: str, *, host: str) -> User:
    """Makes the account that the mailed link belongs to. Raises `Gone`."""
    count_try(house, LINK_PER_HOST, host)
    with house.change_access() as session:
        asked = session.get(Registration, use_link(session, Purpose.VERIFY, secret))
        taken = asked and session.scalar(select(User).where(User.email == asked.email))
        if asked is None or taken:
            raise Gone("This address is confirmed already. Please sign in.", code="link_expired")
        user = User(
            email=asked.email,
            full_name=asked.full_name,
            affiliation=asked.affiliation,
            language=asked.language,
            password_hash=asked.password_hash,
            roles=[Role.CONTRIBUTOR.value],
        )
        session.add(user)
        session.flush()
        session.execute(delete(Registration).where(Registration.email == asked.email))
        note(session, "user.register", "user", user.id, actor=user.id, after=_told(user))
    return user


def create_user(
    house: House,
    *,
    email: str,
    full_name: str,
    password: str,
    roles: Collection[Role],
    actor: uuid.UUID | None = None,
) -> User:
    """An account whose address needs no confirming, for whoever runs the site.

    Raises `Invalid` for an address or password that will not do, `Conflict` when the address is taken.
    """
    address = checked_email(email)
    check_password(password, address)
    user = User(
        email=address,
        full_name=full_name,
        password_hash=hash_password(password),
        roles=sorted(role.value for role in roles),
    )
    with house.change_access() as session:
        if session.scalar(select(User.id).where(User.email == address)) is not None:
            raise Conflict("There is an account with this e-mail address.", code="email_taken")
        session.add(user)
        session.flush()
        note(session, "user.create", "user", user.id, actor=actor, after=_told(user))
    return user


def checked_email(email: str) -> str:
    """The address as it is kept. Raises `Invalid`."""
    try:
        return canonical_email(email)
    except ValueError as error:
        raise _fault("/email", str(error), email) from error


def check_password(password: str, email: str, pointer: str = "/password") -> None:
    """Raises `Invalid` for a password that will not do; never tells it back."""
    if (reason := password_fault(password, email)) is not None:
        raise _fault(pointer, reason, None)


def _fault(pointer: str, message: str, value: str | None) -> Invalid:
    return Invalid(message, errors=[Fault(pointer, "field_invalid", message, value)])


def _forget_abandoned(session: Session) -> None:
    oldest: timedelta = LIFETIMES[Purpose.VERIFY]
    session.execute(delete(Registration).where(Registration.created_at < now() - oldest))


def _told(user: User) -> dict[str, object]:
    return {"email": user.email, "full_name": user.full_name, "roles": user.roles}
