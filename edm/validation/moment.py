"""When was it, as precisely as is known, and can that be?

Local parts, the finest of which is the precision, and the offset from UTC or the time zone where known.
Nothing is filled in: what is not known stays unknown.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from edm.values import FaultList
from edm.values.basics import check_integer, check_line
from edm.values.dates import FIRST_YEAR
from edm.values.likeness import did_you_mean, nearest_word

PARTS = ("year", "month", "day", "hour", "minute", "second")
TIME_KEYS = (*PARTS, "utc_offset", "zone", "source", "precision")
RANGES = {
    "year": (FIRST_YEAR, 9999),
    "month": (1, 12),
    "day": (1, 31),
    "hour": (0, 23),
    "minute": (0, 59),
    "second": (0, 59),
}
# Kiribati's Line Islands are ahead of everybody, Baker Island is behind.
LARGEST_OFFSET = timedelta(hours=14)
LEAST_OFFSET = timedelta(hours=-12)
# A camera's or a phone's clock may be a little ahead of ours.
CLOCK_TOLERANCE = timedelta(minutes=5)
# Before zones were agreed on, local times differed from them by odd seconds.
ODD_SECONDS = timedelta(minutes=1)

_offset = re.compile(r"([+-])(\d{2}):([0-5]\d)", re.ASCII)
_loose_offset = re.compile(r"(?:UTC|GMT)?\s*([+-]?)(\d{1,2})(?::?([0-5]\d))?", re.ASCII | re.I)


def check_parts(
    value: dict[str, Any], pointer: str, faults: FaultList
) -> dict[str, int | None] | None:
    """The parts of the time: each in its range, none without the coarser one, and the day a real one."""
    before = len(faults)
    parts: dict[str, int | None] = {}
    for name in PARTS:
        given = value.get(name)
        low, high = RANGES[name]
        at = f"{pointer}/{name}"
        parts[name] = (
            None
            if given is None
            else check_integer(given, at, name.capitalize(), faults, low, high)
        )
    for coarser, finer in pairwise(PARTS):
        if value.get(finer) is not None and value.get(coarser) is None:
            message = f"The {finer} is given but the {coarser} is missing."
            faults.add(f"{pointer}/{finer}", "finer_without_coarser", message, value[finer])
    year, month, day = parts["year"], parts["month"], parts["day"]
    if year and month and day and day > monthrange(year, month)[1]:
        days = monthrange(year, month)[1]
        message = f"There is no such day: that month has {days} days, not {day}."
        faults.add(f"{pointer}/day", "no_such_date", message, day)
    return parts if len(faults) == before else None


def precision_of(parts: dict[str, int | None]) -> str:
    """The finest part that is known."""
    return [name for name in PARTS if parts[name] is not None][-1]


def check_offset(value: Any, pointer: str, faults: FaultList) -> str | None:
    """An offset from UTC like ``+02:00``."""
    text = check_line(value, pointer, "The offset from UTC", faults)
    if text is None:
        return None
    if text in ("Z", "-00:00"):
        return "+00:00"
    found = _offset.fullmatch(text)
    if found is None:
        loose = _loose_offset.fullmatch(text)
        guess = f"{loose[1] or '+'}{int(loose[2]):02d}:{loose[3] or '00'}" if loose else None
        message = f"The offset from UTC must be written like +02:00, not '{text[:40]}'."
        faults.add(pointer, "bad_offset", message, value, guess)
        return None
    if not LEAST_OFFSET <= offset_delta(text) <= LARGEST_OFFSET:
        message = "No place on Earth has this offset from UTC: it lies between -12:00 and +14:00."
        faults.add(pointer, "bad_offset", message, value)
        return None
    return text


def offset_delta(offset: str) -> timedelta:
    """A well-formed offset as a duration."""
    sign = -1 if offset[0] == "-" else 1
    return sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6]))


@cache
def zone_names() -> frozenset[str]:
    """The zones of the IANA list, without the machine's own."""
    return frozenset(available_timezones() - {"localtime", "Factory"})


def check_zone(value: Any, pointer: str, faults: FaultList) -> str | None:
    """The name of a time zone like ``Africa/Nairobi``."""
    text = check_line(value, pointer, "The time zone", faults)
    if text is None or text in zone_names():
        return text
    near = nearest_word(text, sorted(zone_names()))
    message = (
        f"The time zone '{text[:60]}' is not known; write one like Africa/Nairobi."
        f"{did_you_mean(near)}"
    )
    faults.add(pointer, "unknown_zone", message, value, near)
    return None


def _local(parts: dict[str, int | None], end: bool = False) -> datetime:
    """The earliest local moment that the parts allow, or the last second of the last day for ``end``."""
    year = parts["year"] or FIRST_YEAR
    month = parts["month"] or (12 if end else 1)
    day = parts["day"] or (monthrange(year, month)[1] if end else 1)
    fill = (23, 59, 59) if end else (0, 0, 0)
    hour, minute, second = (
        fallback if parts[name] is None else int(parts[name] or 0)
        for name, fallback in zip(PARTS[3:], fill, strict=True)
    )
    return datetime(year, month, day, hour, minute, second)


def check_not_in_future(
    parts: dict[str, int | None],
    offset: str | None,
    zone: str | None,
    now: datetime,
    pointer: str,
    faults: FaultList,
) -> None:
    """Note a time that cannot have come yet anywhere it may have been."""
    limit = now + CLOCK_TOLERANCE
    if (parts["year"] or 0) > limit.year + 1:
        early_enough = False
    else:
        early_enough = _earliest(parts, offset, zone) <= limit
    if early_enough:
        return
    # The coarsest part that is too late already is the one to mend.
    known: dict[str, int | None] = dict.fromkeys(PARTS)
    culprit = PARTS[0]
    for name in PARTS:
        known[name] = parts[name]
        culprit = name
        if (parts["year"] or 0) > limit.year + 1 or _earliest(known, offset, zone) > limit:
            break
    message = "The date and time have not come yet. Please check the date, the time and the offset."
    faults.add(f"{pointer}/{culprit}", "in_future", message, parts[culprit])


def _earliest(parts: dict[str, int | None], offset: str | None, zone: str | None) -> datetime:
    """The earliest moment that it can have been, in UTC."""
    local = _local(parts)
    if offset is not None:
        return local.replace(tzinfo=timezone(offset_delta(offset))).astimezone(UTC)
    if zone is not None:
        return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return local.replace(tzinfo=UTC) - LARGEST_OFFSET


def check_agreement(
    parts: dict[str, int | None], offset: str, zone: str, pointer: str, faults: FaultList
) -> None:
    """Note an offset that the zone never has within the time that the parts allow."""
    wanted = offset_delta(offset)
    used = _offsets(parts, ZoneInfo(zone))
    if any(abs(wanted - each) < ODD_SECONDS for each in used):
        return
    proper = _written(used[0])
    message = f"The time zone {zone} had the offset {proper} then, not {offset}."
    faults.add(f"{pointer}/utc_offset", "offset_zone_disagree", message, offset, proper)


def _offsets(parts: dict[str, int | None], zone: ZoneInfo) -> list[timedelta]:
    """The offsets of the zone at both ends of the time and on every first of a month between them."""
    first, last = _local(parts), _local(parts, end=True)
    moments = [first, last]
    if parts["month"] is None:
        moments += [first.replace(month=month) for month in range(2, 13)]
    both_ways = [moment.replace(tzinfo=zone, fold=fold) for moment in moments for fold in (0, 1)]
    return [offset for offset in (each.utcoffset() for each in both_ways) if offset is not None]


def _written(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
