"""Which secrets do we hand out, and what do we keep of them? Only a hash."""

from __future__ import annotations

import hashlib
import secrets

SECRET_BYTES = 32  # 256 bits: beyond guessing, so a plain hash of it is safe to keep


def new_secret(prefix: str = "") -> str:
    """A fresh secret that fits into a URL, a cookie and a header."""
    return prefix + secrets.token_urlsafe(SECRET_BYTES)


def hash_secret(secret: str) -> str:
    """What is kept of a secret that we made: 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()
