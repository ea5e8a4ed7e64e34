"""Which coordinate does a text mean: decimal degrees, or degrees, minutes and seconds?"""

from __future__ import annotations

import re

from edm.sheets.numbers import number_of

_number = r"(\d+(?:[.,]\d+)?)"
_degrees = re.compile(
    rf"([NSEWO])?\s*([+-])?\s*{_number}\s*[°ºd\s:]\s*(?:{_number}\s*['\u2032\u2019m\s:]\s*)?"
    rf"(?:{_number}\s*(?:\"|\u2033|\u201d|''|s)?\s*)?([NSEWO])?",
    re.I,
)
_lettered = re.compile(rf"([NSEWO])?\s*([+-])?\s*{_number}\s*[°º]?\s*([NSEWO])?", re.I)
# West is "O" in the Romance languages, and east is "O" in German.
_NEGATIVE = frozenset("SW")


def coordinate_of(text: str, comma: bool | None) -> float | None:
    """Decimal degrees, south and west negative; ``None`` where the text is no coordinate.

    A letter O may be east (German) or west (Romance), so a text with one is not understood.
    """
    plain = number_of(text, comma)
    if plain is not None:
        return float(plain)
    text = text.replace("\u2212", "-").strip()
    found = _lettered.fullmatch(text)
    if found:
        before, sign, degrees, after = found.groups()
        return _signed([degrees], sign, before, after)
    found = _degrees.fullmatch(text)
    if found is None:
        return None
    before, sign, degrees, minutes, seconds, after = found.groups()
    return _signed([degrees, minutes, seconds], sign, before, after)


def _signed(
    parts: list[str | None], sign: str | None, before: str | None, after: str | None
) -> float | None:
    letters = {letter.upper() for letter in (before, after) if letter}
    if len(letters) > 1 or "O" in letters or (sign and letters):
        return None
    degrees, minutes, seconds = (
        float(part.replace(",", ".")) if part else 0.0 for part in (*parts, None, None)[:3]
    )
    if minutes >= 60 or seconds >= 60:
        return None
    value = round(degrees + minutes / 60 + seconds / 3600, 8)
    return -value if sign == "-" or letters & _NEGATIVE else value


def point_of(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in one cell, in this order."""
    for separator in (";", "/", ", ", ",", " "):
        halves = text.split(separator)
        if len(halves) == 2:
            latitude, longitude = (coordinate_of(half.strip(), None) for half in halves)
            if latitude is not None and longitude is not None:
                return latitude, longitude
    return None
