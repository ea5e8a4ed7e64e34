"""Does the camera say something else than a sheet about when and where a picture was taken?

Cameras' clocks run a little wrong and receivers are some metres off, so only what a person would look at is told.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

CLOCK = timedelta(hours=1)  # less is a clock that nobody has set for a while, or summer time
FAR_METRES = 1_000.0  # less is the way from the car to the animal
EARTH_METRES = 6_371_000.0

Told = Mapping[str, Any] | None
"""`time` or `location` as metadata has them."""


def time_differs(sheet: Told, picture: Told) -> tuple[str, str] | None:
    """Both times as text when they differ; None when they agree as far as either goes, or one is not known."""
    if not sheet or not picture or sheet.get("year") is None or picture.get("year") is None:
        return None
    shown = (_written(sheet), _written(picture))
    for part in ("year", "month", "day"):
        if sheet.get(part) is None or picture.get(part) is None:
            return None
        if sheet[part] != picture[part]:
            # Near midnight two clocks may have different days, and still agree.
            return None if _near(sheet, picture) else shown
    return None if _near(sheet, picture) in (None, True) else shown


def place_differs(sheet: Told, picture: Told) -> tuple[str, str] | None:
    """Both places as text when they are far from one another."""
    if not sheet or not picture or sheet.get("latitude") is None:
        return None
    if _metres(sheet, picture) <= FAR_METRES:
        return None
    return _place(sheet), _place(picture)


def _near(sheet: Mapping[str, Any], picture: Mapping[str, Any]) -> bool | None:
    """Whether the moments are about the same; None where one has no time of day."""
    if sheet.get("hour") is None or picture.get("hour") is None:
        return None
    return abs(_moment(sheet) - _moment(picture)) <= CLOCK


def _moment(told: Mapping[str, Any]) -> datetime:
    return datetime(told["year"], told["month"], told["day"], told["hour"], told.get("minute") or 0)


def _written(told: Mapping[str, Any]) -> str:
    text = f"{told['year']:04}"
    for part in ("month", "day"):
        if told.get(part) is None:
            return text
        text += f"-{told[part]:02}"
    if told.get("hour") is None:
        return text
    return f"{text} {told['hour']:02}:{told.get('minute') or 0:02}"


def _place(told: Mapping[str, Any]) -> str:
    return f"{told['latitude']:.5f}, {told['longitude']:.5f}"


def _metres(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    """The way along the surface (haversine)."""
    first, second = math.radians(one["latitude"]), math.radians(other["latitude"])
    turn = math.radians(other["longitude"] - one["longitude"])
    half = (
        math.sin((second - first) / 2) ** 2
        + math.cos(first) * math.cos(second) * math.sin(turn / 2) ** 2
    )
    return 2 * EARTH_METRES * math.asin(min(1.0, math.sqrt(half)))
