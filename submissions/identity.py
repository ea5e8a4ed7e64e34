"""How does a person, a time or a message become what git accepts in a commit?"""

import re
from datetime import datetime

from submissions.records import Person

# Git's own rules: these would end the field, the line or the object.
_REFUSED = re.compile(r"[\x00-\x1f\x7f<>\ud800-\udfff]")
_EDGES = " .,:;\"'\\"
_NOBODY = Person("anonymous", "anonymous@invalid")


def signature(author: Person, when: datetime) -> dict[str, str]:
    """The environment in which git signs a commit; ``when`` must know its offset from UTC."""
    if when.tzinfo is None:
        raise ValueError("the time of a commit needs its offset from UTC")
    email = _plain(author.email) or _NOBODY.email
    name = _plain(author.name) or _plain(author.email) or _NOBODY.name
    moment = f"@{int(when.timestamp())} {when.strftime('%z')[:5]}"
    return {
        f"GIT_{role}_{field}": value
        for role in ("AUTHOR", "COMMITTER")
        for field, value in (("NAME", name), ("EMAIL", email), ("DATE", moment))
    }


def message_bytes(message: str) -> bytes:
    """The message as git takes it: UTF-8, no NUL, never empty."""
    text = message.replace("\0", "").strip() or "No message"
    return text.encode("utf-8", "replace") + b"\n"


def _plain(text: str) -> str:
    return " ".join(_REFUSED.sub(" ", text).split()).strip(_EDGES)
