"""In which rows may the offset from UTC be another than the time zone had then?

What a zone does within a day is asked once a day, so that fifty thousand photos of a year cost as much as its days.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from edm.sheets.block import Options
from edm.sheets.time_facts import MISSING, Times
from edm.validation.moment import offset_delta

# From noon so far on both sides lies all of the local day, with a switch of the clocks at its very ends.
REACH = timedelta(hours=26)


def disagreeing(times: Times, options: Options) -> NDArray[np.bool_]:
    """The rows that need a closer look, which are all that can be wrong and few others."""
    count = times.parts.shape[1]
    odd = np.zeros(count, dtype=bool)
    if not times.zones and options.zone is None:
        return odd
    if not times.offsets and options.utc_offset is None:
        return odd
    pairs: dict[tuple[str | None, str | None], int] = {}
    own_zones, own_offsets = times.zones or [None] * count, times.offsets or [None] * count
    pair = np.asarray(
        [pairs.setdefault(one, len(pairs)) for one in zip(own_zones, own_offsets, strict=True)],
        dtype=np.int64,
    )
    keys = pair
    for part in times.parts[:3]:
        keys = keys * 10_000 + part + 1
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    verdicts = [_may_disagree(times, row, options) for row in first.tolist()]
    return np.asarray(verdicts, dtype=bool)[which] if count else odd


def _may_disagree(times: Times, row: int, options: Options) -> bool:
    told = times.place_of_clock(row, options)
    offset, zone = told["utc_offset"], told["zone"]
    year, month, day = times.parts[:3, row].tolist()
    if offset is None or zone is None or year == MISSING:
        return False
    if MISSING in (month, day):
        return True
    try:
        noon = datetime(year, month, day, 12, tzinfo=ZoneInfo(zone))
        ends = (noon - REACH, noon + REACH)
        return any(end.utcoffset() != offset_delta(offset) for end in ends)
    except (ValueError, OverflowError):
        return True  # no such day: the form's rule says so
