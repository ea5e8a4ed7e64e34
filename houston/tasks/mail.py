"""Mails are sent here, after the change that they tell of was committed."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select

from houston.accounts.mail_texts import address_in_use, confirm_address, reset_password
from houston.house import House
from houston.models import Registration, User
from houston.operations.mail import Mail, MailJob, deliver
from houston.operations.mail_link import Purpose, make_link
from service_kit.jobs import Handlers, JobContext


def register_handlers(handlers: Handlers, house: House) -> None:
    """Adds the handlers of the mail jobs."""

    @handlers.register(MailJob.SEND)
    def send(context: JobContext) -> None:
        deliver(house.settings, Mail(**_texts(context.arguments)))

    @handlers.register(MailJob.CONFIRM)
    def confirm(context: JobContext) -> None:
        mail = _confirmation(house, uuid.UUID(context.arguments["registration"]))
        if mail is not None:
            deliver(house.settings, mail)

    @handlers.register(MailJob.RESET)
    def reset(context: JobContext) -> None:
        mail = _reset(house, context.arguments["email"])
        if mail is not None:
            deliver(house.settings, mail)


def _texts(arguments: Any) -> dict[str, str]:
    return {name: str(arguments[name]) for name in ("to", "subject", "text")}


def _confirmation(house: House, registration_id: uuid.UUID) -> Mail | None:
    with house.database.write() as session:
        asked = session.get(Registration, registration_id)
        if asked is None:
            return None  # confirmed meanwhile, by another mail
        user = session.scalar(select(User).where(User.email == asked.email))
        if user is not None:
            return address_in_use(house.settings, user.email, user.full_name)
        secret = make_link(session, Purpose.VERIFY, asked.id)
        return confirm_address(house.settings, asked.email, asked.full_name, secret)


def _reset(house: House, email: str) -> Mail | None:
    with house.database.write() as session:
        user = session.scalar(select(User).where(User.email == email, User.active))
        if user is None:
            return None  # nobody here by that address; whoever asked is told the same either way
        secret = make_link(session, Purpose.RESET, user.id)
        return reset_password(house.settings, user.email, user.full_name, secret)
