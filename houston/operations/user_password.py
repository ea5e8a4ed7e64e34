"""Passwords are changed and reset here."""

from __future__ import annotations

import uuid

from houston.accounts.addresses import canonical_email
from houston.accounts.limits import (
    LINK_PER_HOST,
    MAIL_PER_EMAIL,
    RESET_PER_HOST,
    SIGN_IN_PER_EMAIL_AND_HOST,
)
from houston.accounts.passwords import hash_password, password_matches
from houston.house import House
from houston.models import User
from houston.operations.audit import note
from houston.operations.mail import MailJob, ask_for_mail
from houston.operations.mail_link import Purpose, use_link, void_links
from houston.operations.rate_limit import count_try
from houston.operations.session import end_tokens, sign_out_everywhere
from houston.operations.user_registration import check_password
from service_kit.errors import Forbidden, Gone


def ask_for_reset(house: House, email: str, *, host: str) -> None:
    """Has a link mailed, if there is such an account; does and says the same if not. Raises `TooMany`."""
    count_try(house, RESET_PER_HOST, host)
    try:
        address = canonical_email(email)
    except ValueError:
        address = ""  # no account has it, and the caller is told no more than of any other
    count_try(house, MAIL_PER_EMAIL, address)
    with house.database.write() as session:
        ask_for_mail(house, session, MailJob.RESET, {"email": address})


def reset(house: House, secret: str, password: str, *, host: str) -> None:
    """Sets the password through a mailed link; ends every session and token. Raises `Gone`, `Invalid`."""
    count_try(house, LINK_PER_HOST, host)
    kept = hash_password(password)
    with house.change_access() as session:
        user = session.get(User, use_link(session, Purpose.RESET, secret))
        if user is None or not user.active:
            raise Gone("There is no such account any more.", code="link_expired")
        check_password(password, user.email)  # refused: the link can still be used
        user.password_hash = kept
        void_links(session, Purpose.RESET, user.id)
        sign_out_everywhere(session, user.id)
        end_tokens(session, user.id)
        note(session, "user.reset_password", "user", user.id, actor=user.id)


def change(
    house: House, user_id: uuid.UUID, present: str, new: str, *, sign_in: uuid.UUID | None
) -> None:
    """Sets the password of who knows the present one; ends their other sessions. Raises `Forbidden`, `Invalid`."""
    count_try(house, SIGN_IN_PER_EMAIL_AND_HOST, str(user_id))
    with house.database.read() as session:
        user = session.get_one(User, user_id)
    if not password_matches(user.password_hash, present):
        raise Forbidden("The present password is not right.", code="password_wrong")
    check_password(new, user.email, "/new_password")
    kept = hash_password(new)
    with house.change_access() as session:
        session.get_one(User, user_id).password_hash = kept
        void_links(session, Purpose.RESET, user_id)
        sign_out_everywhere(session, user_id, spare=sign_in)
        note(session, "user.change_password", "user", user_id, actor=user_id)


def replace(house: House, user_id: uuid.UUID, password: str) -> None:
    """Sets the password for whoever runs the site; ends every session and token. Raises `Invalid`."""
    kept = hash_password(password)
    with house.change_access() as session:
        user = session.get_one(User, user_id)
        check_password(password, user.email)
        user.password_hash = kept
        void_links(session, Purpose.RESET, user_id)
        sign_out_everywhere(session, user_id)
        end_tokens(session, user_id)
        note(session, "user.replace_password", "user", user_id, actor=None)
