"""When was it, row by row: from parts, a whole date, or milliseconds; and can that be?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

import numpy as np

from edm.sheets.columns import NOTHING, SheetColumn
from edm.sheets.context import SheetContext
from edm.sheets.date_texts import DateRead, clock_of, date_of, day_first, month_of
from edm.sheets.epochs import add_epoch
from edm.sheets.facts import Fact, fact_of
from edm.sheets.findings import INFO, WARNING, Rows
from edm.sheets.numbers import number_of
from edm.sheets.reading import each, numbers, read
from edm.sheets.target import Kind
from edm.sheets.time_facts import (
    MISSING,
    Ints,
    Times,
    per_row,
    told_by,
    warn_of_disagreement,
)
from edm.sheets.zones import disagreeing
from edm.validation.moment import PARTS, RANGES, check_offset
from edm.validation.observation import check_time
from edm.values import Fault

YEAR_DIGITS = 4
# The words of Codex's sheets for how precisely a time is known, as the number of parts that count.
PRECISIONS = {"year": 1, "month": 2, "day": 3, "time": 6}


def read_times(columns: Mapping[str, Sequence[SheetColumn]], context: SheetContext) -> Times:
    """The times of the block, from the columns by place (``time.year``); notes what is wrong with them."""
    count = len(context.block)
    parts = np.full((len(PARTS), count), MISSING, dtype=np.int32)
    nothing = np.zeros(count, dtype=bool)
    times = Times(parts, [], [], nothing.copy(), nothing.copy())
    for position, name in enumerate(PARTS):
        fact = told_by(columns.get(f"time.{name}", ()), context, lambda one: _part(one, context))
        if fact is not None:
            times.facts[name] = fact
            parts[position] = per_row(fact, MISSING)
            times.faulty |= fact.filled & (parts[position] == MISSING)
            times.filled |= fact.filled
    _add_offsets(columns.get("time.utc_offset", ()), times, context)
    _add_zones(columns.get("time.zone", ()), times, context)
    _add_dates(columns.get("time.date", ()), times, context)
    _add_whole_dates(columns.get("time.year", ()), times, context)
    _add_clock(columns.get("time.clock", ()), times, context)
    add_epoch(columns.get("time.epoch", ()), times, context)
    _cut(columns.get("time.precision", ()), times, context)
    _check(times, context)
    return times


def _part(column: SheetColumn, context: SheetContext) -> list[Any]:
    name = (column.target.place if column.target else "").removeprefix("time.")
    texts: list[str] = column.texts
    if name == "month":
        texts = [str(month_of(text) or text) if text[:1].isalpha() else text for text in texts]
    elif name == "year":
        whole = _whole_dates(column, context)
        texts = [
            str(date.parts[0]) if date else text for date, text in zip(whole, texts, strict=True)
        ]
    return numbers(column, name.capitalize(), context, *RANGES[name], whole=True, texts=texts)


def _whole_dates(column: SheetColumn, context: SheetContext) -> list[DateRead | None]:
    """The dates that stand where only a year belongs; ``None`` for years."""
    dates = [
        date_of(text, day_first([text]), context.now.year)
        if len(text) > YEAR_DIGITS and number_of(text, None) is None
        else None
        for text in column.texts
    ]
    return [date if date and date.parts[1] is not None else None for date in dates]


def _add_whole_dates(columns: Sequence[SheetColumn], times: Times, context: SheetContext) -> None:
    """The rest of such a date, where no other column tells it."""
    for column in columns:
        dates = _whole_dates(column, context)
        if any(dates):
            fact = fact_of(column, dates)
            fact.filled = fact.filled & (fact.codes != NOTHING)
            _add_told_dates(fact, times, context)


def _add_offsets(columns: Sequence[SheetColumn], times: Times, context: SheetContext) -> None:
    faults = context.form.faults
    fact = told_by(
        columns,
        context,
        lambda one: each(one, lambda text: check_offset(text, "", faults), context),
    )
    if fact is not None:
        times.facts["utc_offset"] = fact
        times.offsets = fact.per_row()


def _add_zones(columns: Sequence[SheetColumn], times: Times, context: SheetContext) -> None:
    fact = told_by(columns, context, lambda one: read(one, Kind.ZONE, context))
    if fact is not None:
        times.facts["zone"] = fact
        times.zones = fact.per_row()


def _add_dates(columns: Sequence[SheetColumn], times: Times, context: SheetContext) -> None:
    fact = told_by(columns, context, lambda one: _dates(one, context))
    if fact is None:
        return
    times.facts["date"] = fact
    _add_told_dates(fact, times, context)


def _add_told_dates(fact: Fact, times: Times, context: SheetContext) -> None:
    read = np.full((len(fact.values) + 1, len(PARTS)), MISSING, dtype=np.int32)
    for at, date in enumerate(fact.values):
        if date is not None:
            read[at] = [MISSING if part is None else part for part in date.parts]
    told = read[fact.codes].T
    _merge(told, fact, times, context)
    if any(date is not None and date.offset for date in fact.values):
        own = times.offsets or [None] * len(context.block)
        dates = fact.per_row()
        times.offsets = [
            mine or (date.offset if date else None) for mine, date in zip(own, dates, strict=True)
        ]


def _merge(told: Ints, fact: Fact, times: Times, context: SheetContext) -> None:
    """Takes over what the parts do not say; where both say something and differ, the parts win with a warning."""
    known = times.parts != MISSING
    both = known & (told != MISSING)
    differ = (both & (told != times.parts)).any(axis=0)
    times.parts[:] = np.where(known | differ, times.parts, told)
    times.faulty |= fact.filled & (told[0] == MISSING)
    times.filled |= fact.filled
    warn_of_disagreement(np.flatnonzero(differ), fact, times, context)


def _dates(column: SheetColumn, context: SheetContext) -> list[DateRead | None]:
    order = context.block.options.date_order
    known = day_first(column.texts) if order == "auto" else order == "day_first"
    return [_date(column, code, known, context) for code in range(len(column.texts))]


def _date(
    column: SheetColumn, code: int, known: bool | None, context: SheetContext
) -> DateRead | None:
    text = column.texts[code]
    date = date_of(text, known, context.now.year)
    if date is None:
        message = f"'{text[:40]}' is not a date. Write it like 2024-06-03."
        context.findings.add("bad_date", message, (column,), column.rows_of(code), value=text)
        return None
    year, month, day = date.parts[:3]
    if date.ambiguous:
        message = f"'{text[:40]}' was read as {year}-{month:02d}-{day:02d}, the day first. It may be the month first."
        context.findings.add(
            "ambiguous_date", message, (column,), column.rows_of(code),
            severity=WARNING, value=text, suggestion=f"{year}-{month:02d}-{day:02d}",
        )  # fmt: skip
    if date.serial:
        message = f"'{text}' was read as a spreadsheet's number for {year}-{month:02d}-{day:02d}."
        context.findings.add(
            "date_from_number", message, (column,), column.rows_of(code),
            severity=INFO, value=text, suggestion=f"{year}-{month:02d}-{day:02d}",
        )  # fmt: skip
    return date


def _add_clock(columns: Sequence[SheetColumn], times: Times, context: SheetContext) -> None:
    def read(text: str) -> tuple[int, int, int | None] | None:
        clock = clock_of(text)
        if clock is None:
            message = "The time must be a time of day written like 07:30 or 07:30:15."
            context.form.faults.add("", "bad_time", message, text)
        return clock

    fact = told_by(columns, context, lambda one: each(one, read, context))
    if fact is None:
        return
    times.facts["clock"] = fact
    clocks = [(MISSING,) * 3 if one is None else one for one in fact.values]
    told = np.full((len(PARTS), len(context.block)), MISSING, dtype=np.int32)
    told[3:] = np.asarray(
        [*([MISSING if part is None else part for part in clock] for clock in clocks), [MISSING] * 3],
        dtype=np.int32,
    )[fact.codes].T  # fmt: skip
    known = times.parts != MISSING
    times.parts[:] = np.where(known, times.parts, told)
    times.faulty |= fact.filled & (told[3] == MISSING)
    times.filled |= fact.filled


def _cut(columns: Sequence[SheetColumn], times: Times, context: SheetContext) -> None:
    """Drops parts that a sheet writes although it says that they are not known."""

    def read(text: str) -> int | None:
        count = PRECISIONS.get(text.casefold())
        if count is None:
            known = ", ".join(PRECISIONS)
            message = f"Precision cannot be '{text[:60]}'. Known are: {known}."
            context.form.faults.add("", "not_in_vocabulary", message, text)
        return count

    fact = told_by(columns, context, lambda one: each(one, read, context))
    if fact is None:
        return
    count = per_row(fact, len(PARTS))
    times.parts[np.arange(len(PARTS))[:, None] >= count] = MISSING


def _check(times: Times, context: SheetContext) -> None:
    """What the parts say together: each only with the coarser ones, a day that exists, and not to come."""
    parts, options = times.parts, context.block.options
    year, month, day = parts[0], parts[1], parts[2]
    odd = np.zeros(len(context.block), dtype=bool)
    for coarser, finer in pairwise(range(len(PARTS))):
        odd |= (parts[finer] != MISSING) & (parts[coarser] == MISSING)
    for position, name in enumerate(PARTS):
        low, high = RANGES[name]
        odd |= (parts[position] != MISSING) & ((parts[position] < low) | (parts[position] > high))
    odd |= (day > 28) & (day > _days_in_month(year, month))
    latest = context.now - timedelta(days=1)
    odd |= (year * 10_000 + np.maximum(month, 0) * 100 + np.maximum(day, 0)) >= (
        latest.year * 10_000 + latest.month * 100 + latest.day
    )
    odd |= disagreeing(times, options)
    rows = np.flatnonzero(odd & ~times.faulty)
    if len(rows):
        _ask(rows, times, context)


def _days_in_month(year: Ints, month: Ints) -> Ints:
    days = np.asarray([31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31], dtype=np.int32)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0)) & (month == 2)
    return np.asarray(days[np.clip(month, 0, 13)] + leap, dtype=np.int32)


def _ask(rows: Rows, times: Times, context: SheetContext) -> None:
    """Puts these rows' times before the form's own rules, each different time once."""
    options = context.block.options
    moments: dict[tuple[Any, ...], list[int]] = {}
    for row in rows.tolist():
        moments.setdefault(tuple(times.moment(row, options).values()), []).append(row)
    for same in moments.values():
        time = times.moment(same[0], options)
        _, found = context.ask(check_time, time, "", context.form)
        for fault in found:
            at = np.asarray(same, dtype=np.intp)
            times.faulty[at] = True
            _report(fault, at, times, context)


def _report(fault: Fault, rows: Rows, times: Times, context: SheetContext) -> None:
    """Notes the fault at the cells that tell the part it is about."""
    part = fault.pointer.removeprefix("/")
    for fact in _tellers(part, times.facts):
        mine = fact.filled[rows]
        for column, text, same in fact.cells(rows[mine]):
            context.report((fault,), (column,), same, text)
        rows = rows[~mine]
    if len(rows):
        context.report((fault,), (), rows, None)


def _tellers(part: str, facts: Mapping[str, Fact]) -> Iterable[Fact]:
    order = (part, "clock", "date", "epoch") if part in PARTS[3:] else (part, "date", "epoch")
    if part == "utc_offset":
        order = (*order, "zone")
    return [facts[name] for name in order if name in facts]
