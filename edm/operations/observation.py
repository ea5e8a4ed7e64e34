"""How do time and place of a report become columns?"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Any

from edm.queries.observation_view import TIME_PARTS

TIME_COLUMNS = (
    *TIME_PARTS, "utc_offset", "zone", "time_source", "earliest", "latest", "time_order",
)  # fmt: skip
LOCATION_COLUMNS = ("latitude", "longitude", "location_source", "uncertainty_metres")


def time_columns(time: Mapping[str, Any] | None) -> dict[str, Any]:
    """The columns of a time, each part as it was given; all empty where there is none."""
    time = time or {}
    parts = {part: time.get(part) for part in TIME_PARTS}
    earliest, latest = _span(parts)
    order = 0
    for part in TIME_PARTS:
        order = order * (10_000 if part == "year" else 100) + (parts[part] or 0)
    return {
        **parts,
        "utc_offset": time.get("utc_offset"),
        "zone": time.get("zone"),
        "time_source": time.get("source"),
        "earliest": earliest,
        "latest": latest,
        "time_order": order,
    }


def location_columns(location: Mapping[str, Any] | None) -> dict[str, Any]:
    """The columns of a place; all empty where there is none."""
    location = location or {}
    return {
        "latitude": location.get("latitude"),
        "longitude": location.get("longitude"),
        "location_source": location.get("source"),
        "uncertainty_metres": location.get("uncertainty_metres"),
    }


def shared_columns(sighting: Any, what: str) -> dict[str, Any]:
    """The sighting's `time` or `location`, as columns of an encounter that has none of its own."""
    names = TIME_COLUMNS if what == "time" else LOCATION_COLUMNS
    return {name: getattr(sighting, name) for name in names}


def _span(parts: Mapping[str, int | None]) -> tuple[date | None, date | None]:
    """The first and the last day that it can have been."""
    year, month, day = parts["year"], parts["month"], parts["day"]
    if year is None:
        return None, None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)
