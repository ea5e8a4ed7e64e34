"""The request about a sheet, unpacked: columns, row numbers, and how its cells are to be read."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edm.sheets.columns import Codes, SheetColumn
from edm.sheets.headings import Vocabulary
from service_kit.errors import Fault, Invalid


@dataclass(frozen=True, slots=True)
class Options:
    """How the importer wants the sheet to be read."""

    may_approve: bool = False  # whether encounters without a state are approved
    date_order: str = "auto"  # of 03/04/2021: day_first, month_first
    decimal: str = "auto"  # comma, point
    species: str | None = None  # of rows that name none
    zone: str | None = None  # of all times
    utc_offset: str | None = None  # of times without their own
    checks: str = "all"  # rows: those within a block; keys: those across the sheet


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of a sheet, by columns."""

    columns: tuple[SheetColumn, ...]
    numbers: NDArray[np.int64]  # of each row, its number in the sheet
    options: Options

    def __len__(self) -> int:
        return len(self.numbers)


def unpack(body: Mapping[str, Any], vocabulary: Vocabulary) -> Block:
    """The block of a request. Raises `Invalid` where columns do not fit the rows or a target does not exist."""
    numbers = _numbers(body["rows"])
    columns = tuple(
        _column(one, f"/columns/{at}", len(numbers), vocabulary)
        for at, one in enumerate(body["columns"])
    )
    return Block(columns, numbers, Options(**body["options"]))


def _numbers(rows: Any) -> NDArray[np.int64]:
    if isinstance(rows, dict):
        first: Any = rows.get("first")
        count: Any = rows.get("count")
        if _is_count(first) and _is_count(count):
            return np.arange(int(first), int(first) + int(count), dtype=np.int64)
    elif isinstance(rows, list):
        try:
            return np.asarray(rows, dtype=np.int64).reshape(len(rows))
        except (ValueError, TypeError, OverflowError):
            pass
    raise _malformed("/rows", "The rows are a list of numbers, or {first, count}.")


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31


def _column(one: Mapping[str, Any], at: str, rows: int, vocabulary: Vocabulary) -> SheetColumn:
    raw, codes = _cells(one["values"], at, rows)
    name = one["target"]
    target = number = word = None
    if name is not None:
        found = vocabulary.find(name)
        if found is None:
            raise _malformed(f"{at}/target", f"There is no target '{name[:100]}'.")
        target, number, word, name = found.target, found.number, found.word, found.name
    return SheetColumn(one["index"], one["heading"], name, target, number, word, raw, codes)


def _cells(values: Any, at: str, rows: int) -> tuple[Sequence[str | None], Codes]:
    """The different texts and the codes, from either form in which a column travels."""
    at = f"{at}/values"
    if isinstance(values, list):
        distinct, codes = _encoded(values, at)
    elif isinstance(values, dict) and isinstance(values.get("distinct"), list):
        distinct = values["distinct"]
        given = values.get("codes")
        try:
            codes = (
                _packed(given, rows)
                if isinstance(given, str)
                else np.asarray(given, dtype=np.int32)
            )
        except (KeyError, ValueError, TypeError, OverflowError):
            raise _malformed(f"{at}/codes", "The codes are positions in 'distinct'.") from None
        if codes.ndim != 1 or (len(codes) and not 0 <= codes.min() <= codes.max() < len(distinct)):
            raise _malformed(f"{at}/codes", "The codes are positions in 'distinct'.")
    else:
        raise _malformed(at, "The values are a list, or {distinct, codes}.")
    if len(codes) != rows:
        raise _malformed(at, f"The column has {len(codes)} values for {rows} rows.")
    if not {type(text) for text in distinct} <= {str, type(None)}:
        raise _malformed(at, "Cells are text or null.")
    return distinct, codes


def _encoded(values: list[Any], at: str) -> tuple[list[str | None], Codes]:
    import pandas  # here, because it takes half a second that only sheets need

    column = np.empty(len(values), dtype=object)
    column[:] = values
    try:
        codes, distinct = pandas.factorize(column)
    except TypeError:  # a list or an object in a cell
        raise _malformed(at, "Cells are text or null.") from None
    blank = len(distinct)
    return [*distinct, None], np.where(codes < 0, blank, codes).astype(np.int32)


def _packed(codes: str, rows: int) -> Codes:
    """The codes from base64 of unsigned little-endian numbers of two or four bytes."""
    content = base64.b64decode(codes, validate=True)
    width = {2 * rows: "<u2", 4 * rows: "<u4"}[len(content)]
    return np.frombuffer(content, dtype=width).astype(np.int32)


def _malformed(pointer: str, message: str) -> Invalid:
    return Invalid(message, errors=[Fault(pointer, "field_invalid", message)])
