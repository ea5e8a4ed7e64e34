"""How does a mail leave? By SMTP, or as a file in `mail/` of the data folder where no server is set."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from enum import StrEnum
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy.orm import Session

from houston.house import House
from houston.settings import HoustonSettings
from service_kit.identity import new_id
from service_kit.jobs import Queue

SMTP_SECONDS = 20.0  # a mail server that takes longer is tried again later
SUBMISSION_PORT = 587


class MailJob(StrEnum):
    """The kinds of jobs that send mails."""

    SEND = "mail.send"
    """Arguments: `to`, `subject`, `text`."""
    CONFIRM = "mail.confirm"
    """Arguments: `registration`, its id."""
    RESET = "mail.reset"
    """Arguments: `email`."""


@dataclass(frozen=True, slots=True)
class Mail:
    """What is sent to one person."""

    to: str
    subject: str
    text: str


def ask_for_mail(
    house: House,
    session: Session,
    kind: MailJob,
    arguments: Mapping[str, Any],
    key: str | None = None,
) -> None:
    """Has a mail sent once the transaction is committed, and again until it has left."""
    house.jobs.submit(session, kind, arguments, queue=Queue.INTERACTIVE, key=key)


def deliver(settings: HoustonSettings, mail: Mail) -> None:
    """Hands the mail over. Raises `OSError` or `smtplib.SMTPException` when it cannot be."""
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain="codex.invalid")
    message.set_content(mail.text)
    if settings.mail_url:
        _send(settings.mail_url, message)
    else:
        _keep(settings, message)


def _send(url: str, message: EmailMessage) -> None:
    server = urlsplit(url)
    host = server.hostname or "localhost"
    context = ssl.create_default_context()
    if server.scheme == "smtps":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            host, server.port or 0, timeout=SMTP_SECONDS, context=context
        )
    else:
        connection = smtplib.SMTP(host, server.port or SUBMISSION_PORT, timeout=SMTP_SECONDS)
    with connection as smtp:
        smtp.ehlo()
        if server.scheme != "smtps" and smtp.has_extn("starttls"):
            smtp.starttls(context=context)
        if server.username:
            smtp.login(unquote(server.username), unquote(server.password or ""))
        smtp.send_message(message)


def _keep(settings: HoustonSettings, message: EmailMessage) -> None:
    folder = settings.data / "mail"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = str(new_id())  # sorts by the time of sending
    draft = folder / f".{name}.draft"
    draft.write_bytes(bytes(message))
    draft.rename(folder / f"{name}.eml")
