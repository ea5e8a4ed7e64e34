"""When, where and with what was the picture taken, as far as the camera wrote it down?

Suggestions for a person to see and refuse: a camera's clock may be wrong, its last known place stale.
Whatever is damaged or absurd is left out; nothing here raises for the picture's sake.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

SOURCE = "exif"
LONGEST_TEXT = 100  # of what a camera calls itself
_TIME = re.compile(r"(\d{4})[:\-/.](\d{2})[:\-/.](\d{2})[ T](\d{2}):(\d{2}):(\d{2})")
_OFFSET = re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d")


def read_exif(image: Image.Image) -> dict[str, Any]:
    """`{time, location, camera, orientation}`; each part is None where it is not known.

    `time` and `location` have the form that metadata has; `camera` is `{make, model, serial}`.
    """
    try:
        exif = _block(image)
        main: Mapping[int, Any] = dict(exif)
        details: Mapping[int, Any] = exif.get_ifd(IFD.Exif)
        place: Mapping[int, Any] = exif.get_ifd(IFD.GPSInfo)
    except (
        Exception
    ):  # a damaged block breaks Pillow in many ways, and says nothing about the pixels
        return {"time": None, "location": None, "camera": None, "orientation": 1}
    return {
        "time": _time(main, details),
        "location": _location(place),
        "camera": _camera(main, details),
        "orientation": _orientation(main),
    }


def _block(image: Image.Image) -> Image.Exif:
    # Pillow would decode a whole PNG to look behind its pixels; cameras write before them.
    if image.format == "PNG" and not {"exif", "Raw profile type exif"} & image.info.keys():
        return Image.Exif()
    return image.getexif()


def _orientation(main: Mapping[int, Any]) -> int:
    value = main.get(Base.Orientation)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _time(main: Mapping[int, Any], details: Mapping[int, Any]) -> dict[str, Any] | None:
    for moment, offset in (
        (details.get(Base.DateTimeOriginal), details.get(Base.OffsetTimeOriginal)),
        (details.get(Base.DateTimeDigitized), details.get(Base.OffsetTimeDigitized)),
    ):
        if (found := _parts(moment)) is not None:
            return {**found, "utc_offset": _offset(offset), "zone": None, "source": SOURCE}
    return None


def _parts(text: Any) -> dict[str, int] | None:
    match = _TIME.match(_text(text) or "")
    if match is None:
        return None
    try:
        moment = datetime(*map(int, match.groups()))  # type: ignore[arg-type]
    except ValueError:
        return None
    names = ("year", "month", "day", "hour", "minute", "second")
    return {name: getattr(moment, name) for name in names}


def _offset(text: Any) -> str | None:
    cleaned = _text(text)
    if cleaned == "Z":
        return "+00:00"
    return cleaned if cleaned and _OFFSET.fullmatch(cleaned) else None


def _location(place: Mapping[int, Any]) -> dict[str, Any] | None:
    if _text(place.get(GPS.GPSStatus)) == "V":  # the receiver had no fix and repeats an old one
        return None
    latitude = _degrees(place.get(GPS.GPSLatitude), _text(place.get(GPS.GPSLatitudeRef)), "N", "S")
    longitude = _degrees(
        place.get(GPS.GPSLongitude), _text(place.get(GPS.GPSLongitudeRef)), "E", "W"
    )
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    if latitude == longitude == 0:  # what cameras without a receiver write; there is only sea there
        return None
    return {
        "latitude": latitude,
        "longitude": longitude,
        "source": SOURCE,
        "uncertainty_metres": _positive(place.get(GPS.GPSHPositioningError)),
    }


def _degrees(value: Any, reference: str | None, plus: str, minus: str) -> float | None:
    # Without its reference nobody can tell north from south.
    if reference not in (plus, minus) or not isinstance(value, tuple | list) or len(value) != 3:
        return None
    numbers = [_number(part) for part in value]
    if any(number is None or number < 0 for number in numbers):
        return None
    degrees: float = sum(
        number / 60**power for power, number in enumerate(numbers) if number is not None
    )
    return round(-degrees if reference == minus else degrees, 7)


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return number if math.isfinite(number) else None


def _positive(value: Any) -> float | None:
    number = _number(value)
    return number if number is not None and number > 0 else None


def _camera(main: Mapping[int, Any], details: Mapping[int, Any]) -> dict[str, Any] | None:
    camera = {
        "make": _text(main.get(Base.Make)),
        "model": _text(main.get(Base.Model)),
        "serial": _text(details.get(Base.BodySerialNumber)),
    }
    return camera if any(camera.values()) else None


def _text(value: Any) -> str | None:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return None
    cleaned = "".join(letter for letter in value if letter.isprintable()).strip()
    return cleaned[:LONGEST_TEXT] or None
