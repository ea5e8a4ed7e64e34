"""Where do ids come from? One time-ordered UUID (version 7, RFC 9562) per thing, minted once."""

from __future__ import annotations

import uuid

from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """A fresh UUIDv7: unique, and sorting by it sorts by the time of minting (milliseconds)."""
    return uuid7()
