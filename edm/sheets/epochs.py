"""Milliseconds since 1970, as Wildbook's sheets hold them: which local time do they mean, and do they agree with it?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from edm.sheets.block import Options
from edm.sheets.columns import SheetColumn
from edm.sheets.context import SheetContext
from edm.sheets.facts import Fact
from edm.sheets.findings import Rows
from edm.sheets.reading import numbers
from edm.sheets.time_facts import MISSING, Ints, Times, told_by, warn_of_disagreement
from edm.validation.moment import LARGEST_OFFSET, PARTS, offset_delta

DAY_MS = 86_400_000


def add_epoch(columns: Sequence[SheetColumn], times: Times, context: SheetContext) -> None:
    """Takes the time from milliseconds where nothing else tells it; notes where they are another time."""

    def read(column: SheetColumn) -> list[Any]:
        # As far as whole milliseconds can be told as a date at all; which dates are accepted is looked at later.
        low, high = -30_610_224_000_000, 253_402_300_799_999
        return numbers(column, "Milliseconds since 1970", context, low, high, whole=True)

    fact = told_by(columns, context, read)
    if fact is None:
        return
    times.facts["epoch"] = fact
    options = context.block.options
    local = [
        None if one is None else _local(one, options.zone, options.utc_offset)
        for one in fact.values
    ]
    table = np.full((len(local) + 1, len(PARTS)), MISSING, dtype=np.int32)
    for at, parts in enumerate(local):
        if parts is not None:
            table[at, : len(parts)] = parts
    told = table[fact.codes].T
    if times.offsets or times.zones:
        told = _by_their_own_clocks(told, fact, times, options)
    empty = ~times.filled & (told[0] != MISSING)
    _check_epoch(np.flatnonzero(times.filled & (told[0] != MISSING)), fact, times, context)
    times.parts[:] = np.where(empty, told, times.parts)
    times.faulty |= ~times.filled & fact.filled & (told[0] == MISSING)
    times.filled |= fact.filled
    if options.zone is None and options.utc_offset is None and empty.any():
        count = len(context.block)
        own, zones = times.offsets or [None] * count, times.zones or [None] * count
        times.offsets = [
            "+00:00" if here and not (mine or zone) else mine
            for mine, zone, here in zip(own, zones, empty.tolist(), strict=True)
        ]


def _by_their_own_clocks(told: Ints, fact: Fact, times: Times, options: Options) -> Ints:
    """The parts, in those rows that say by which clock they go, as that clock showed them."""
    table: dict[tuple[int, str | None, str | None], list[int]] = {}
    told = told.copy()
    for row in fact.rows.tolist():
        clock = times.place_of_clock(row, options)
        key = int(fact.codes[row]), clock["zone"], clock["utc_offset"]
        if key not in table:
            # An offset is of that very moment, while a zone must be asked for it.
            zone = key[1] if key[2] is None else None
            parts = _local(fact.values[key[0]], zone, key[2])
            table[key] = parts + [MISSING] * (len(PARTS) - len(parts))
        told[:, row] = table[key]
    return told


def _local(milliseconds: int, zone: str | None, offset: str | None) -> list[int]:
    """The local parts of the moment; midnight in UTC exactly is how sheets write a day without a time."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    if milliseconds % DAY_MS == 0:
        return [moment.year, moment.month, moment.day]
    if zone is not None:
        moment = moment.astimezone(ZoneInfo(zone))
    elif offset is not None:
        moment += offset_delta(offset)
    return [moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second]


def _check_epoch(rows: Rows, fact: Fact, times: Times, context: SheetContext) -> None:
    """Milliseconds agree with local parts when some offset from UTC makes them the same moment."""
    rows = rows[(times.parts[:3, rows] != MISSING).all(axis=0) & ~times.faulty[rows]]
    if not len(rows):
        return
    year, month, day = (times.parts[at, rows].astype(np.int64) for at in range(3))
    days = ((year - 1970).astype("datetime64[Y]").astype("datetime64[M]") + (month - 1)).astype(
        "datetime64[D]"
    ) + (day - 1)
    start = days.astype("datetime64[ms]").astype(np.int64)
    clock = np.maximum(times.parts[3:, rows], 0).astype(np.int64)
    has_hour = times.parts[3, rows] != MISSING
    start += (clock[0] * 3600 + clock[1] * 60 + clock[2]) * 1000
    end = start + np.where(has_hour, 3_600_000, DAY_MS)
    reach = int(LARGEST_OFFSET.total_seconds() * 1000)
    epoch = np.asarray([0 if one is None else one for one in fact.values], dtype=np.int64)
    moment = epoch[fact.codes[rows]]
    whole_day = moment % DAY_MS == 0
    start = np.where(whole_day, start - DAY_MS, start)
    differ = (moment < start - reach) | (moment > end + reach)
    warn_of_disagreement(rows[differ], fact, times, context)
