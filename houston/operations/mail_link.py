"""Links in mails are made and used up here: whoever holds one has read the mail."""

from __future__ import annotations

import uuid
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from houston.accounts.secret_words import hash_secret, new_secret
from houston.models import MailLink
from service_kit.clock import now
from service_kit.errors import Gone


class Purpose(StrEnum):
    """What a link is good for."""

    VERIFY = "verify"
    RESET = "reset"


# A registration is often confirmed the next evening, back from the field; a reset is wanted at once,
# and its link opens an account.
LIFETIMES = {Purpose.VERIFY: timedelta(days=3), Purpose.RESET: timedelta(hours=2)}


def make_link(session: Session, purpose: Purpose, subject: uuid.UUID) -> str:
    """The secret of a new link. Links that are over are forgotten at this occasion."""
    session.execute(delete(MailLink).where(MailLink.expires_at < now()))
    secret = new_secret()
    session.add(
        MailLink(
            purpose=purpose,
            subject=subject,
            token_hash=hash_secret(secret),
            expires_at=now() + LIFETIMES[purpose],
        )
    )
    return secret


def use_link(session: Session, purpose: Purpose, secret: str) -> uuid.UUID:
    """What the link was for; it does not work again. Raises `Gone`."""
    link = session.scalar(
        select(MailLink)
        .where(MailLink.token_hash == hash_secret(secret), MailLink.purpose == str(purpose))
        .with_for_update()  # two clicks at once use it once
    )
    if link is None or link.used_at is not None or link.expires_at <= now():
        raise Gone(
            "This link has been used already, or is too old. Please ask for a new one.",
            code="link_expired",
        )
    link.used_at = now()
    return link.subject


def void_links(session: Session, purpose: Purpose, subject: uuid.UUID) -> None:
    """None of the links for this works any more."""
    session.execute(
        update(MailLink)
        .where(
            MailLink.purpose == str(purpose),
            MailLink.subject == subject,
            MailLink.used_at.is_(None),
        )
        .values(used_at=now())
    )
