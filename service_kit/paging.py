"""How is a long list handed out? In pages, each with an opaque cursor to the next."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from service_kit.errors import Malformed

USUAL_PAGE = 50
LARGEST_PAGE = 200  # a page stays under about a megabyte of JSON


def encode_cursor(values: list[Any]) -> str:
    """The sort keys of a page's last row, as an opaque word that fits into a URL."""
    return base64.urlsafe_b64encode(json.dumps(values, default=str).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, length: int) -> list[Any]:
    """The sort keys again. Raises `Malformed` when the cursor is none of ours."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError) as error:
        raise Malformed("This cursor is not one that was handed out here.") from error
    if not isinstance(values, list) or len(values) != length:
        raise Malformed("This cursor belongs to a list that is sorted in another way.")
    return values
