"""How is a value inside a JSON column compared? By its own type, on SQLite and PostgreSQL alike.

A value of another type than the one asked for counts as absent: two species may use one field name for different
things, and a search must neither break on that nor mix them.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Double, String, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeEngine

# By our word: its type in SQL, its JSON types as SQLite and as PostgreSQL call them, and PostgreSQL's cast.
_KINDS: dict[str, tuple[TypeEngine[Any], str, str, str]] = {
    "text": (String(), "'text'", "'string'", "text"),
    "number": (Double(), "'integer', 'real'", "'number'", "double precision"),
    "boolean": (Boolean(), "'true', 'false'", "'boolean'", "boolean"),
}


class JsonValue(ColumnElement[Any]):
    """The value at a path of keys in a JSON column, or NULL where it is absent or of another type."""

    inherit_cache = False

    def __init__(self, column: Any, path: tuple[str, ...], kind: str) -> None:
        self.column = column
        self.path = path
        self.kind = kind
        self.type = _KINDS[kind][0]


class JsonListHolds(ColumnElement[bool]):
    """Whether the list at a key of a JSON column holds a value."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, column: Any, key: str, member: str | float) -> None:
        self.column = column
        self.field = key
        self.member = member


class JsonExists(ColumnElement[bool]):
    """Whether a JSON column has the key, with another value than null."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, column: Any, key: str) -> None:
        self.column = column
        self.field = key


def json_exists(column: Any, key: str) -> ColumnElement[bool]:
    """Whether a JSON column has the key, with another value than null."""
    return JsonExists(column, key)


@compiles(JsonValue, "sqlite")
def _value_sqlite(element: JsonValue, compiler: Any, **options: Any) -> str:
    column, path = _parts(element.column, _sqlite_path(element.path), compiler, options)
    types = _KINDS[element.kind][1]
    return f"CASE WHEN json_type({column}, {path}) IN ({types}) THEN json_extract({column}, {path}) END"


@compiles(JsonValue, "postgresql")
def _value_postgresql(element: JsonValue, compiler: Any, **options: Any) -> str:
    _, _, types, cast = _KINDS[element.kind]
    column = compiler.process(element.column, **options)
    keys = ", ".join(_bound(key, compiler, options) for key in element.path)
    path = f"ARRAY[{keys}]::text[]"
    return (
        f"CASE WHEN jsonb_typeof({column} #> {path}) = {types} "
        f"THEN CAST({column} #>> {path} AS {cast}) END"
    )


@compiles(JsonListHolds, "sqlite")
def _holds_sqlite(element: JsonListHolds, compiler: Any, **options: Any) -> str:
    column, path = _parts(element.column, _sqlite_path((element.field,)), compiler, options)
    member = _bound(element.member, compiler, options)
    is_list = f"json_type({column}, {path}) = 'array'"
    members = f"json_each({column}, {path}) AS member"
    # The parts are SQL already, every value in them a bound parameter.
    return f"EXISTS (SELECT 1 FROM {members} WHERE member.value = {member} AND {is_list})"  # noqa: S608


@compiles(JsonListHolds, "postgresql")
def _holds_postgresql(element: JsonListHolds, compiler: Any, **options: Any) -> str:
    document = json.dumps({element.field: [element.member]})
    column, wanted = _parts(element.column, document, compiler, options)
    return f"({column} @> CAST({wanted} AS jsonb))"


@compiles(JsonExists, "sqlite")
def _exists_sqlite(element: JsonExists, compiler: Any, **options: Any) -> str:
    column, path = _parts(element.column, _sqlite_path((element.field,)), compiler, options)
    return f"(coalesce(json_type({column}, {path}), 'null') <> 'null')"


@compiles(JsonExists, "postgresql")
def _exists_postgresql(element: JsonExists, compiler: Any, **options: Any) -> str:
    column, key = _parts(element.column, element.field, compiler, options)
    return f"(coalesce(jsonb_typeof({column} -> CAST({key} AS text)), 'null') <> 'null')"


def _sqlite_path(keys: tuple[str, ...]) -> str:
    return "$" + "".join(f".{json.dumps(key, ensure_ascii=False)}" for key in keys)


def _parts(
    column: ColumnElement[Any], value: Any, compiler: Any, options: dict[str, Any]
) -> tuple[str, str]:
    return compiler.process(column, **options), _bound(value, compiler, options)


def _bound(value: Any, compiler: Any, options: dict[str, Any]) -> str:
    bound: str = compiler.process(literal(value), **options)
    return bound
