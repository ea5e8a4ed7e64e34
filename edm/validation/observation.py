"""When and where was it? What sightings and encounters have in common."""

from __future__ import annotations

from typing import Any

from edm.species.region_value import check_region
from edm.validation.context import Context, check_object
from edm.validation.moment import (
    PARTS,
    TIME_KEYS,
    check_agreement,
    check_not_in_future,
    check_offset,
    check_parts,
    check_zone,
    precision_of,
)
from edm.validation.vocabulary import check_word
from edm.values import FaultList
from edm.values.basics import check_line, check_number
from edm.values.coordinates import check_coordinates

LOCATION_KEYS = ("latitude", "longitude", "source", "uncertainty_metres", "exact")
# Where a time or a place comes from: typed by a person, read from the picture, or out of a file.
SOURCES = ("entered", "exif", "imported")
# Half way round the Earth: farther off a place cannot be.
MAX_UNCERTAINTY_METRES = 20_037_509


def check_time(value: Any, pointer: str, context: Context) -> dict[str, Any] | None:
    """The time as it is stored, with its precision; ``None`` when none is given or something is wrong."""
    faults = context.faults
    if value is None or not check_object(value, pointer, "The time", TIME_KEYS, faults):
        return None
    if all(value.get(part) is None for part in PARTS):
        return None
    before = len(faults)
    parts = check_parts(value, pointer, faults)
    offset = zone = None
    if value.get("utc_offset") is not None:
        offset = check_offset(value["utc_offset"], f"{pointer}/utc_offset", faults)
    if value.get("zone") is not None:
        zone = check_zone(value["zone"], f"{pointer}/zone", faults)
    source = check_source(value.get("source"), f"{pointer}/source", faults)
    if parts is None:
        return None
    check_not_in_future(parts, offset, zone, context.now, pointer, faults)
    if offset is not None and zone is not None:
        check_agreement(parts, offset, zone, pointer, faults)
    precision = precision_of(parts)
    _check_precision(value.get("precision"), precision, pointer, faults)
    if len(faults) > before:
        return None
    return {
        **parts,
        "utc_offset": offset,
        "zone": zone,
        "source": source,
        "precision": precision,
    }


def _check_precision(given: Any, precision: str, pointer: str, faults: FaultList) -> None:
    if given is None or given == precision:
        return
    message = f"The time is given to the {precision}, so that is its precision."
    faults.add(f"{pointer}/precision", "precision_disagrees", message, given, precision)


def check_source(value: Any, pointer: str, faults: FaultList) -> str | None:
    """Where a time or a place comes from."""
    if value is None:
        return None
    return check_word(value, pointer, "Source", SOURCES, faults)


def check_location(value: Any, pointer: str, context: Context) -> dict[str, Any] | None:
    """The place as it is stored; ``None`` when none is given or something is wrong."""
    faults = context.faults
    if value is None or not check_object(value, pointer, "The location", LOCATION_KEYS, faults):
        return None
    before = len(faults)
    point = check_coordinates(value, pointer, faults)
    source = check_source(value.get("source"), f"{pointer}/source", faults)
    uncertainty = value.get("uncertainty_metres")
    if uncertainty is not None:
        at = f"{pointer}/uncertainty_metres"
        subject = "The uncertainty of the place"
        uncertainty = check_number(uncertainty, at, subject, faults, 0, MAX_UNCERTAINTY_METRES, "m")
    if value.get("exact") not in (None, True):
        # Who is shown coarse coordinates would otherwise write them over the exact ones.
        message = "These coordinates are coarsened for the public and cannot be stored."
        faults.add(f"{pointer}/exact", "read_only", message, value["exact"])
    if point is None or len(faults) > before:
        return None
    return {
        "latitude": point[0],
        "longitude": point[1],
        "source": source,
        "uncertainty_metres": uncertainty,
    }


def check_place_name(value: Any, pointer: str, context: Context) -> str | None:
    """The id of the region that ``value`` names by id or display name."""
    if value is None:
        return None
    text = check_line(value, pointer, "Region", context.faults)
    if not text:
        return None
    return check_region(text, pointer, "Region", context.faults, context.regions)
