"""How is a long list told? A page at a time, each with a cursor that says where the next one begins.

A query asks for one row more than the page holds (`by_id`, `newest_first`); `page_of` takes it away again, for it only
says that there is a next page.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import Select, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from service_kit.errors import Malformed
from service_kit.paging import decode_cursor, encode_cursor

STRANGE = "This cursor is not one that was handed out here."

Row = TypeVar("Row")
Statement = TypeVar("Statement", bound="Select[*tuple[Any, ...]]")


class Known(Protocol):
    """A row with an id."""

    @property
    def id(self) -> uuid.UUID: ...


class Made(Known, Protocol):
    """One that also says when it was made."""

    @property
    def created_at(self) -> datetime: ...


def page_of(
    rows: Sequence[Row], limit: int, cursor_after: Callable[[Row], str]
) -> tuple[list[Row], str | None]:
    """The page's rows, and the cursor of the next page where there is one."""
    return list(rows[:limit]), cursor_after(rows[limit - 1]) if len(rows) > limit else None


def by_id(
    statement: Statement, key: InstrumentedAttribute[uuid.UUID], limit: int, cursor: str | None
) -> Statement:
    """In the order of the ids; `id_cursor` is its cursor. Raises `Malformed`."""
    if cursor:
        statement = statement.where(key > id_of(cursor))
    return statement.order_by(key).limit(limit + 1)


def newest_first(
    statement: Statement,
    made: InstrumentedAttribute[datetime],
    key: InstrumentedAttribute[uuid.UUID],
    limit: int,
    cursor: str | None,
) -> Statement:
    """In the order in which they were made, from the last; `moment_cursor` is its cursor. Raises `Malformed`."""
    if cursor:
        moment, last = _moment_and_id(cursor)
        statement = statement.where(or_(made < moment, and_(made == moment, key < last)))
    return statement.order_by(made.desc(), key.desc()).limit(limit + 1)


def id_cursor(last: Known) -> str:
    """The cursor of the page after the one that ends with this row, in a list that is sorted by id."""
    return encode_cursor([str(last.id)])


def id_of(cursor: str) -> uuid.UUID:
    """The id that the page before ended with. Raises `Malformed`."""
    return _uuid(decode_cursor(cursor, 1)[0])


def moment_cursor(last: Made) -> str:
    """The same in a list whose newest rows come first."""
    return encode_cursor([last.created_at.isoformat(), str(last.id)])


def position_of(cursor: str | None) -> int:
    """Where the page begins in a list that is counted from 0. Raises `Malformed`."""
    position = decode_cursor(cursor, 1)[0] if cursor else 0
    if not isinstance(position, int) or position < 0:
        raise Malformed(STRANGE)
    return position


def _moment_and_id(cursor: str) -> tuple[datetime, uuid.UUID]:
    moment, last = decode_cursor(cursor, 2)
    try:
        found = datetime.fromisoformat(moment)
    except (ValueError, TypeError) as error:
        raise Malformed(STRANGE) from error
    if found.tzinfo is None:
        raise Malformed(STRANGE)
    return found, _uuid(last)


def _uuid(value: Any) -> uuid.UUID:
    try:
        return uuid.UUID(value)
    except (ValueError, AttributeError, TypeError) as error:
        raise Malformed(STRANGE) from error
