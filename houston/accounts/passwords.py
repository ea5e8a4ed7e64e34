"""Is this the password? Argon2id, and as much work for an account that is not there."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from houston.accounts.secret_words import new_secret

SHORTEST_PASSWORD = (
    10  # with the limit on tries, beyond online guessing without rules of composition
)
LONGEST_PASSWORD = 256  # hashing stays short, and passphrases fit

_hasher = PasswordHasher()  # RFC 9106's low-memory profile: 64 MiB, three passes


def hash_password(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(password)


def password_matches(kept: str | None, password: str) -> bool:
    """Whether this is the password; where none is kept it takes as long and says no."""
    try:
        return _hasher.verify(kept or _nobodys(), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(kept)


def password_fault(password: str, email: str) -> str | None:
    """Why this password will not do, as a sentence; None when it will."""
    if len(password) < SHORTEST_PASSWORD:
        return f"Please choose a password of at least {SHORTEST_PASSWORD} characters."
    if len(password) > LONGEST_PASSWORD:
        return f"Please choose a password of at most {LONGEST_PASSWORD} characters."
    lowered = password.lower()
    if email in lowered or lowered in email:
        return "Please choose a password that is not your e-mail address."
    if len(set(password)) < 4:
        return "Please choose a password with more different characters."
    return None


@cache
def _nobodys() -> str:
    return _hasher.hash(new_secret())
