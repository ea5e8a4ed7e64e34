"""The mails that were sent, read from the files that stand in for a mail server."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path


def mails(data: Path) -> list[EmailMessage]:
    """All mails, oldest first."""
    folder = data / "mail"
    files = sorted(folder.glob("*.eml")) if folder.is_dir() else []
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def link_in(mail: EmailMessage) -> str:
    """The secret of the link that the mail holds."""
    return re.search(r"token=([\w-]+)", mail.get_content()).group(1)
