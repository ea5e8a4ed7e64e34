"""Where does the next page of a list that is sorted by id begin?"""

from __future__ import annotations

import uuid

from service_kit.errors import Malformed
from service_kit.paging import decode_cursor, encode_cursor


def cursor_at(last: uuid.UUID) -> str:
    """The cursor of the page after the one that ends with this id."""
    return encode_cursor([str(last)])


def id_of(cursor: str) -> uuid.UUID:
    """The id that the page before ended with. Raises `Malformed`."""
    try:
        return uuid.UUID(decode_cursor(cursor, 1)[0])
    except (ValueError, AttributeError, TypeError) as error:
        raise Malformed("This cursor is not one that was handed out here.") from error
