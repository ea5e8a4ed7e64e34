"""How are the cells of a column read, by the kind of thing it holds?

Each different text is looked at once. What plainly is in order is read all at once; everything else goes
through the form's own rules, so that the same thing is wrong in the same words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from edm.sheets.cells import without_needless_zero
from edm.sheets.columns import SheetColumn
from edm.sheets.context import SheetContext
from edm.sheets.degrees import coordinate_of, point_of
from edm.sheets.findings import WARNING
from edm.sheets.genetics import alleles, loci
from edm.sheets.line_limits import limit_of
from edm.sheets.lists import at_most, members
from edm.sheets.numbers import exact_numbers, is_ambiguous, number_of, plain_numbers
from edm.sheets.target import Kind
from edm.species.plain_values import MAX_FILE_NAME
from edm.validation.encounter import MAX_ASSETS
from edm.validation.keywords import MAX_KEYWORD, MAX_KEYWORDS
from edm.validation.moment import check_offset, check_zone
from edm.validation.names import check_individual_name
from edm.validation.observation import MAX_UNCERTAINTY_METRES, check_place_name
from edm.validation.people import check_email
from edm.values.basics import (
    MAX_LINE,
    MAX_TEXT,
    check_integer,
    check_line,
    check_number,
    check_text,
    check_uuid,
)
from edm.values.coordinates import LATITUDES, LONGITUDES

Reader = Callable[[str], Any]

_list_separator = re.compile(r"\s*[,;|]\s*")
# What is not in order in a single line, and in a text of any length; a tab, which parts the joined texts, is.
_unplain_line = re.compile("[\x00\x0a\x0d\u2028\u2029\ud800-\udfff]")
_unplain_text = re.compile("[\x00\ud800-\udfff]")


def read(column: SheetColumn, kind: Kind, context: SheetContext) -> list[Any]:
    """The value of each text of the column, ``None`` after noting what is wrong with it."""
    if kind in _PLAIN_TEXTS:
        longest, pattern = _PLAIN_TEXTS[kind]
        if kind is Kind.LINE:
            longest = _line(column)[1]
        return _texts(column, kind, longest, pattern, context)
    if kind in (Kind.LATITUDE, Kind.LONGITUDE):
        limits = LATITUDES if kind is Kind.LATITUDE else LONGITUDES
        return _coordinates(column, kind.capitalize(), limits, context)
    if kind is Kind.METRES:
        subject = "The uncertainty of the place"
        return numbers(column, subject, context, 0, MAX_UNCERTAINTY_METRES, "m")
    if kind is Kind.NUMBER or kind is Kind.MEASUREMENT:
        return numbers(column, label_of(column), context)
    return each(column, _reader(kind, column, context), context)


def label_of(column: SheetColumn) -> str:
    """What sentences call the thing that the column holds."""
    return column.target.label if column.target else column.shown


def each(column: SheetColumn, reader: Reader, context: SheetContext) -> list[Any]:
    """The column's texts through a rule of the form, one by one."""
    values = []
    for code, text in enumerate(column.texts):
        value, found = context.ask(reader, text)
        if found:
            context.report(found, (column,), column.rows_of(code), text)
        values.append(value)
    return values


def _reader(kind: Kind, column: SheetColumn, context: SheetContext) -> Reader:
    faults, label = context.form.faults, label_of(column)
    subject, longest = _line(column)
    readers: dict[Kind, Reader] = {
        Kind.LINE: lambda text: check_line(text, "", subject, faults, longest),
        Kind.TEXT: lambda text: check_text(text, "", label, faults, MAX_TEXT),
        Kind.UUID: lambda text: check_uuid(text, "", label, faults),
        Kind.OFFSET: lambda text: check_offset(text, "", faults),
        Kind.ZONE: lambda text: check_zone(text, "", faults),
        Kind.POINT: lambda text: _point(text, context),
        Kind.REGION: lambda text: check_place_name(text, "", context.form),
        Kind.NAME: lambda text: check_individual_name(without_needless_zero(text), "", faults),
        Kind.KEYWORD: lambda text: check_line(text, "", "The keyword", faults, MAX_KEYWORD),
        Kind.KEYWORDS: lambda text: _keywords(text, context),
        Kind.LOCI: lambda text: loci(text, context),
        Kind.ALLELES: lambda text: alleles(text, context),
        Kind.FILE: lambda text: check_text(text, "", "The file name", faults, MAX_FILE_NAME),
        Kind.FILES: lambda text: _files(text, context),
        Kind.EMAIL: lambda text: check_email(text, "", faults),
        Kind.PROJECT: lambda text: check_line(text, "", label, faults),
        Kind.USER: lambda text: check_line(text, "", label, faults),
    }
    return readers[kind]


def _files(text: str, context: SheetContext) -> list[str] | None:
    faults = context.form.faults
    parts = [part for part in _list_separator.split(text.strip()) if part]
    if not at_most(MAX_ASSETS, parts, "An encounter may have {} pictures at most.", faults):
        return None
    checked = [check_text(part, "", "The file name", faults, MAX_FILE_NAME) for part in parts]
    return None if None in checked else [part for part in checked if part]


def _line(column: SheetColumn) -> tuple[str, int]:
    """What sentences call a line of the column, and its most characters."""
    return limit_of(column.target.place if column.target else "", label_of(column))


_PLAIN_TEXTS = {
    Kind.LINE: (MAX_LINE, _unplain_line),
    Kind.TEXT: (MAX_TEXT, _unplain_text),
    Kind.FILE: (MAX_FILE_NAME, _unplain_text),
    Kind.KEYWORD: (MAX_KEYWORD, _unplain_line),
    Kind.PROJECT: (MAX_LINE, _unplain_line),
    Kind.USER: (MAX_LINE, _unplain_line),
}


def _keywords(text: str, context: SheetContext) -> list[str] | None:
    faults = context.form.faults
    parts = [part for part in members(text, "_") if part]
    if not at_most(MAX_KEYWORDS, parts, "A picture may have {} keywords at most.", faults):
        return None
    checked = [check_line(part, "", "The keyword", faults, MAX_KEYWORD) for part in parts]
    return None if None in checked else [part for part in checked if part]


def _point(text: str, context: SheetContext) -> tuple[float, float] | None:
    point = point_of(text)
    faults = context.form.faults
    if point is None:
        message = f"'{text[:80]}' is not a latitude and a longitude."
        faults.add("", "wrong_type", message, text)
        return None
    latitude = check_number(point[0], "", "Latitude", faults, *LATITUDES)
    longitude = check_number(point[1], "", "Longitude", faults, *LONGITUDES)
    return None if latitude is None or longitude is None else point


def _texts(
    column: SheetColumn, kind: Kind, longest: int, pattern: re.Pattern[str], context: SheetContext
) -> list[Any]:
    """Texts, nearly all of which are in order: they are looked at all at once, and one by one only if one is not."""
    values: list[Any] = list(column.texts)
    if not values or (
        max(map(len, values)) <= longest and pattern.search("\t".join(values)) is None
    ):
        return values
    reader = _reader(kind, column, context)
    for code, text in enumerate(column.texts):
        if len(text) > longest or pattern.search(text):
            values[code], found = context.ask(reader, text)
            context.report(found, (column,), column.rows_of(code), text)
    return values


def numbers(
    column: SheetColumn,
    label: str,
    context: SheetContext,
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
    *,
    whole: bool = False,
    texts: Sequence[str] | None = None,
) -> list[Any]:
    """Numbers from ``low`` to ``high``, read all at once; those that are not plainly in order by the form's rule.

    ``texts`` are read in place of the column's own.
    """
    texts = column.texts if texts is None else texts
    found = plain_numbers(texts)
    with np.errstate(invalid="ignore"):
        odd = np.isnan(found) | (np.abs(found) > 1e15)
        if low is not None:
            odd |= found < low
        if high is not None:
            odd |= found > high
        if whole:
            odd |= found != np.floor(found)
    values: list[Any] = exact_numbers(found)
    check = check_integer if whole else check_number
    for code in np.flatnonzero(odd).tolist():
        text = texts[code]
        meant = number_of(text, context.comma)
        values[code], faults = context.ask(
            check, text if meant is None else meant, "", label, context.form.faults, low, high, unit
        )
        context.report(faults, (column,), column.rows_of(code), text)
        warn_of_ambiguity(column, code, meant, context)
    return values


def _coordinates(
    column: SheetColumn, label: str, limits: tuple[float, float], context: SheetContext
) -> list[Any]:
    found = plain_numbers(column.texts)
    with np.errstate(invalid="ignore"):
        odd = ~((found >= limits[0]) & (found <= limits[1]))
    values: list[Any] = exact_numbers(found)
    for code in np.flatnonzero(odd).tolist():
        text = column.texts[code]
        meant = coordinate_of(text, context.comma)
        values[code], faults = context.ask(
            check_number, text if meant is None else meant, "", label, context.form.faults, *limits
        )
        context.report(faults, (column,), column.rows_of(code), text)
        warn_of_ambiguity(column, code, meant, context)
    return values


def warn_of_ambiguity(
    column: SheetColumn, code: int, meant: float | None, context: SheetContext
) -> None:
    """Note that ``1,304`` was read with a decimal comma."""
    text = column.texts[code]
    if meant is not None and is_ambiguous(text, context.comma):
        context.findings.add(
            "ambiguous_number", f"'{text}' was read as {meant}: a comma before three digits may mean thousands.",
            (column,), column.rows_of(code),
            severity=WARNING, value=text, suggestion=text.replace(",", "."),
        )  # fmt: skip
