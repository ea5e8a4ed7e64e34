"""How is a page of a list cut out? After the last row of the page before, never by counting."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from edm.models import DEFAULT_CONTEXT, Encounter, Individual, Name, Sighting
from edm.values.basics import is_storable
from service_kit.errors import Fault, Invalid, Malformed
from service_kit.paging import USUAL_PAGE, decode_cursor, encode_cursor

LARGEST_TIME_ORDER = 9999_99_99_99_99_99  # the last second of the last year with four digits


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which part of a list is asked for."""

    limit: int = USUAL_PAGE
    cursor: str | None = None
    sort: str | None = None
    """A field's name; with a minus before it the other way round. Empty: the newest first."""
    total: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list."""

    items: list[dict[str, Any]]
    next: str | None
    """The cursor of the next page; none on the last."""
    total: int | None
    """How many there are in all, where that was asked."""

    def as_dict(self) -> dict[str, Any]:
        document: dict[str, Any] = {"items": self.items, "next": self.next}
        return document if self.total is None else {**document, "total": self.total}


@dataclass(frozen=True, slots=True)
class SortKey:
    """What a list can be sorted by, and how its value in a cursor is read."""

    column: ColumnElement[Any] | InstrumentedAttribute[Any]
    read: Callable[[Any], Any]


def _word(value: Any) -> str:
    if not isinstance(value, str) or not is_storable(value):
        raise TypeError(value)
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or abs(value) > LARGEST_TIME_ORDER:
        raise TypeError(value)
    return value


def _moment(value: Any) -> datetime:
    return datetime.fromisoformat(_word(value))


def _uuid(value: Any) -> uuid.UUID:
    return uuid.UUID(_word(value))


_default_name = (
    select(Name.value_key)
    .where(Name.individual_id == Individual.id, Name.context == DEFAULT_CONTEXT, Name.live)
    .correlate(Individual)
    .scalar_subquery()
)


def _recorded(table: Any) -> dict[str, SortKey]:
    return {
        # Ids are ordered by the time of minting.
        "id": SortKey(table.id, _uuid),
        "created_at": SortKey(table.created_at, _moment),
        "updated_at": SortKey(table.updated_at, _moment),
        "species": SortKey(table.species, _word),
    }


SORT_KEYS: Mapping[Any, Mapping[str, SortKey]] = {
    Encounter: {
        **_recorded(Encounter),
        "time": SortKey(Encounter.time_order, _number),
        "region": SortKey(func.coalesce(Encounter.region, ""), _word),
        "state": SortKey(Encounter.state, _word),
        "sex": SortKey(func.coalesce(Encounter.sex, ""), _word),
    },
    Sighting: {
        **_recorded(Sighting),
        "time": SortKey(Sighting.time_order, _number),
        "region": SortKey(func.coalesce(Sighting.region, ""), _word),
    },
    Individual: {
        **_recorded(Individual),
        "name": SortKey(func.coalesce(_default_name, ""), _word),
        "sex": SortKey(func.coalesce(Individual.sex, ""), _word),
    },
}
NEWEST_FIRST = "-id"


class Cut:
    """One page of one list: adds order, start and length to its statement, and makes the next cursor."""

    def __init__(self, table: Any, request: PageRequest) -> None:
        sort = request.sort or NEWEST_FIRST
        self._descending = sort.startswith("-")
        keys = SORT_KEYS[table]
        key = keys.get(sort.removeprefix("-"))
        if key is None:
            message = f"The list can be sorted by {', '.join(keys)}."
            raise Invalid(message, errors=[Fault("/sort", "field_invalid", message, sort)])
        self._key = key
        self._id = table.id
        self._request = request

    def apply(self, whole: Select[Any], condition: ColumnElement[bool]) -> Select[Any]:
        """The statement for the page and one row more, which tells whether there is another page.

        Rows are sorted by their keys alone; only those of the page are looked at whole.
        """
        keys = (
            select(self._id.label("id"), self._key.column.label("sort_key"))
            .where(condition, *self._after())
            .order_by(*self._order(self._key.column, self._id))
            .limit(self._request.limit + 1)
            .subquery("page")
        )
        return (
            whole.add_columns(keys.c.sort_key)
            .join(keys, keys.c.id == self._id)
            .order_by(*self._order(keys.c.sort_key, keys.c.id))
        )

    def _order(self, *columns: Any) -> list[Any]:
        return [each.desc() for each in columns] if self._descending else list(columns)

    def _after(self) -> list[ColumnElement[bool]]:
        """That a row comes after the last one of the page before."""
        if self._request.cursor is None:
            return []
        value, last = self._start(self._request.cursor)
        key = self._key.column
        if self._descending:
            return [or_(key < value, and_(key == value, self._id < last))]
        return [or_(key > value, and_(key == value, self._id > last))]

    def split(self, rows: list[Any]) -> tuple[list[Any], str | None]:
        """The page's rows and the cursor of the next page."""
        page = rows[: self._request.limit]
        if len(rows) <= self._request.limit:
            return page, None
        last = page[-1]
        value = last.sort_key
        shown = value.isoformat() if isinstance(value, datetime) else value
        return page, encode_cursor([shown, str(last.id)])

    def _start(self, cursor: str) -> tuple[Any, uuid.UUID]:
        value, last = decode_cursor(cursor, 2)
        try:
            return self._key.read(value), _uuid(last)
        except (TypeError, ValueError) as error:
            raise Malformed(
                "This cursor belongs to a list that is sorted in another way."
            ) from error
