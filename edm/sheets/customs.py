"""Do the custom fields' cells fit the species of their rows, and as what are they stored?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from edm.sheets.columns import NOTHING, SheetColumn
from edm.sheets.context import SheetContext
from edm.sheets.date_texts import clock_of, date_of, day_first
from edm.sheets.degrees import point_of
from edm.sheets.facts import Fact
from edm.sheets.kinds_of_animal import AnimalKinds
from edm.sheets.numbers import exact_numbers, number_of, plain_numbers
from edm.sheets.reading import warn_of_ambiguity
from edm.sheets.target import Kind
from edm.sheets.writing import AUTO
from edm.species.config import SpeciesConfig
from edm.species.custom_field import CustomField, FieldType, Level
from edm.validation.custom_fields import check_given_fields
from edm.values import Fault
from edm.values.basics import check_number

YES = frozenset({"true", "yes", "y", "1", "t", "x", "ja", "oui", "si", "sí", "sim", "wahr"})
NO = frozenset({"false", "no", "n", "0", "f", "nein", "non", "não", "falsch"})
_list = re.compile(r"\s*[;|]\s*")
# "Beaufort 3", "3 m", "20m" and "~5"; in "S99" it is part of a name and no number.
_leading = re.compile(r"\D{0,12}(?<![^\W\d])(\d+(?:[.,]\d+)?)\D{0,12}")


def read_custom(
    column: SheetColumn, level: Level, name: str, kinds: AnimalKinds, context: SheetContext
) -> Fact:
    """The column's values as its field of each row's species takes them; notes what does not fit."""

    def values(species: SpeciesConfig | None, used: list[int]) -> tuple[list[Any], Problems]:
        if species is not None:
            return _values(column, used, level, name, species, context)
        # Whatever the animal is, a number is a number; whether it is recorded for it is told another time.
        owners = context.species.with_field(level, name)
        problems = _values(column, used, level, name, owners[0], context)[1] if owners else {}
        return [None] * len(used), problems

    return by_species(column, kinds, context, values)


Problems = dict[int, list[Fault]]
"""What is wrong with a text, by its code in the column."""
SpeciesReader = Callable[[SpeciesConfig | None, list[int]], tuple[list[Any], Problems]]


def by_species(
    column: SheetColumn, kinds: AnimalKinds, context: SheetContext, read: SpeciesReader
) -> Fact:
    """The column's values, where they depend on the species of the row; each text is read once a species."""
    count = len(context.block)
    filled = column.codes != NOTHING
    values: list[Any] = []
    codes = np.full(count, NOTHING, dtype=np.int32)
    for species, rows in kinds.rows_by_species(np.flatnonzero(filled)):
        mine = column.codes[rows]
        used = np.unique(mine)
        found, problems = read(species, used.tolist())
        table = np.full(len(column.texts), NOTHING, dtype=np.int32)
        table[used] = [
            NOTHING if value is None else len(values) + at for at, value in enumerate(found)
        ]
        values += found
        codes[rows] = table[mine]
        if problems:
            order = np.argsort(mine, kind="stable")
            first = np.searchsorted(mine[order], used)
            same = dict(zip(used.tolist(), np.split(rows[order], first[1:]), strict=True))
            for code, faults in problems.items():
                context.report(faults, (column,), same[code], column.texts[code])
    return Fact((column,), values, codes, filled, np.zeros(count, dtype=np.int8))


def read_term(
    column: SheetColumn,
    check: Callable[[str, SpeciesConfig | None], Any],
    kinds: AnimalKinds,
    context: SheetContext,
) -> Fact:
    """The column's words as the vocabulary of each row's species has them."""

    def values(species: SpeciesConfig | None, used: list[int]) -> tuple[list[Any], Problems]:
        found: list[Any] = []
        problems: Problems = {}
        for code in used:
            value, faults = context.ask(check, column.texts[code], species)
            found.append(value)
            if faults:
                problems[code] = faults
        return found, problems

    return by_species(column, kinds, context, values)


def _values(
    column: SheetColumn,
    used: list[int],
    level: Level,
    name: str,
    species: SpeciesConfig,
    context: SheetContext,
) -> tuple[list[Any], Problems]:
    """The values of these of the column's texts, for one species."""
    field = species.fields(level).get(name)
    texts = [column.texts[code] for code in used]
    values: list[Any] = [None] * len(texts)
    odd = list(range(len(texts)))
    problems: Problems = {}
    if field is None and column.target is not None and column.target.kind is Kind.MEASUREMENT:
        return _measured(column, used, name, context)
    if field is not None and not field.multiple and field.type in _NUMBERS:
        odd, values = _plain(texts, field)
    for at in odd:
        text = texts[at]
        given = text if field is None else _as_json(field, text, column, used[at], context)
        checked, faults = context.ask(
            check_given_fields, {name: given}, "", level, species, context.form
        )
        values[at] = checked.get(name)
        if faults:
            problems[used[at]] = faults
    return values, problems


@dataclass(frozen=True, slots=True)
class Measured:
    """A measurement of a species whose file has no field for it."""

    name: str
    value: float


def measurements_in(facts: Sequence[Fact]) -> Iterator[tuple[str, Fact]]:
    """Takes out of these facts what is a measurement: what is measured, and the fact of its values."""
    for fact in facts:
        one = next((value for value in fact.values if isinstance(value, Measured)), None)
        if one is None:
            continue
        values = [value.value if isinstance(value, Measured) else None for value in fact.values]
        mine = np.asarray([value is not None for value in [*values, None]])[fact.codes]
        codes = np.where(mine, fact.codes, NOTHING).astype(np.int32)
        fact.codes = np.where(mine, NOTHING, fact.codes).astype(np.int32)
        fact.filled = fact.filled & ~mine
        yield one.name, Fact(fact.columns, values, codes, mine, fact.source)


def _measured(
    column: SheetColumn, used: list[int], name: str, context: SheetContext
) -> tuple[list[Any], Problems]:
    values: list[Any] = []
    problems: Problems = {}
    for code in used:
        meant = number_of(column.texts[code], context.comma)
        value, faults = context.ask(
            check_number,
            column.texts[code] if meant is None else meant,
            "",
            name,
            context.form.faults,
        )
        values.append(None if value is None else Measured(name, value))
        if faults:
            problems[code] = faults
    return values, problems


_NUMBERS = (FieldType.INTEGER, FieldType.NUMBER)


def _plain(texts: list[str], field: CustomField) -> tuple[list[int], list[Any]]:
    """The numbers that are plainly in order, all at once, and the positions of the others."""
    found = plain_numbers(texts)
    with np.errstate(invalid="ignore"):
        odd = np.isnan(found) | (np.abs(found) > 1e15)
        if isinstance(field.min, int | float):
            odd |= found < field.min
        if isinstance(field.max, int | float):
            odd |= found > field.max
        if field.type is FieldType.INTEGER:
            odd |= found != np.floor(found)
    return np.flatnonzero(odd).tolist(), exact_numbers(found)


def _as_json(
    field: CustomField, text: str, column: SheetColumn, code: int, context: SheetContext
) -> Any:
    """The cell as JSON would carry it; the text itself where it cannot be understood, which the field's rule refuses."""
    if field.type is FieldType.MULTISELECT:
        return [_choice(field, part) for part in re.split(r"\s*[;|,]\s*", text) if part]
    if field.multiple:
        return [_single(field, part, column, code, context) for part in _list.split(text) if part]
    return _single(field, text, column, code, context)


def _single(
    field: CustomField, text: str, column: SheetColumn, code: int, context: SheetContext
) -> Any:
    if field.type in _NUMBERS:
        return _number(text, column, code, context)
    reader = _READERS.get(field.type)
    return reader(field, text, context) if reader else text


def _number(text: str, column: SheetColumn, code: int, context: SheetContext) -> Any:
    meant = number_of(text, context.comma)
    warn_of_ambiguity(column, code, meant, context)
    if meant is None and column.target is not None and column.target.field is None:
        # An official column that is text elsewhere: "Beaufort 3".
        found = _leading.fullmatch(text)
        meant = number_of(found[1], context.comma) if found else None
    return text if meant is None else meant


def _boolean(field: CustomField, text: str, context: SheetContext) -> Any:
    word = text.casefold()
    return True if word in YES else False if word in NO else text


def _date(field: CustomField, text: str, context: SheetContext) -> Any:
    order = context.block.options.date_order
    known = day_first([text]) if order == AUTO else order == "day_first"
    date = date_of(text, known, context.now.year)
    if date is None or None in date.parts[:3]:
        return text
    year, month, day = date.parts[:3]
    return f"{year:04d}-{month:02d}-{day:02d}"


def _date_range(field: CustomField, text: str, context: SheetContext) -> Any:
    ends = re.split(r"\s*(?:/|\bto\b|\.\.|\u2013|\s-\s)\s*", text)
    if len(ends) != 2:
        return text
    return {
        "from": _date(field, ends[0], context),
        "to": _date(field, ends[1], context),
    }


def _time(field: CustomField, text: str, context: SheetContext) -> Any:
    clock = clock_of(text)
    if clock is None:
        return text
    hour, minute, second = clock
    return f"{hour:02d}:{minute:02d}" + ("" if second is None else f":{second:02d}")


def _choice(field: CustomField, text: str, context: SheetContext | None = None) -> Any:
    """The choice of this value or label, in any case."""
    if text in field.choice_values:
        return text
    folded = text.casefold()
    for term in field.choices:
        if folded in (term.value.casefold(), *(each.casefold() for each in term.labels.values())):
            return term.value
    return text


def _location(field: CustomField, text: str, context: SheetContext) -> Any:
    point = point_of(text)
    return text if point is None else {"latitude": point[0], "longitude": point[1]}


def _measurement(field: CustomField, text: str, context: SheetContext) -> Any:
    number, _, rest = text.partition(" ")
    value = number_of(text, context.comma)
    if value is not None:
        return {"value": value}
    value = number_of(number, context.comma)
    if value is None:
        return {"value": text}
    unit, _, method = rest.strip().partition(" ")
    method = method.strip().removeprefix("(").removesuffix(")")
    return {"value": value, "unit": unit or None, "method": method or None}


_READERS: dict[FieldType, Callable[[CustomField, str, SheetContext], Any]] = {
    FieldType.BOOLEAN: _boolean,
    FieldType.DATE: _date,
    FieldType.DATE_RANGE: _date_range,
    FieldType.TIME: _time,
    FieldType.SELECT: _choice,
    FieldType.LOCATION: _location,
    FieldType.MEASUREMENT: _measurement,
}
