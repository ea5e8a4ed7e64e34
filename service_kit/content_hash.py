"""Under which name does content go that is named after itself? The SHA-256 of its canonical JSON."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical_json(value: Any) -> bytes:
    """The one way to write a JSON value: keys sorted, no blanks, UTF-8 without escapes of letters."""
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def content_hash(value: Any) -> str:
    """64 hexadecimal digits: the same for the same value, in whichever service it is asked."""
    return hashlib.sha256(canonical_json(value)).hexdigest()
