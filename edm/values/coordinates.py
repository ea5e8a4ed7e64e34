"""Is this a point on the Earth?"""

from __future__ import annotations

from typing import Any

from edm.values.basics import check_number
from edm.values.fault import FaultList

LATITUDES = (-90.0, 90.0)
LONGITUDES = (-180.0, 180.0)


def check_coordinates(
    value: dict[str, Any], pointer: str, faults: FaultList
) -> tuple[float, float] | None:
    """Latitude and longitude in decimal degrees: both or neither, and 0 is a value."""
    latitude, longitude = value.get("latitude"), value.get("longitude")
    if latitude is None and longitude is None:
        return None
    before = len(faults)
    for name, other, part in (
        ("latitude", "longitude", latitude),
        ("longitude", "latitude", longitude),
    ):
        if part is None:
            message = f"The {other} is given but the {name} is missing: a place needs both."
            faults.add(f"{pointer}/{name}", "incomplete_location", message)
    north = east = None
    if latitude is not None:
        north = check_number(latitude, f"{pointer}/latitude", "Latitude", faults, *LATITUDES)
    if longitude is not None:
        east = check_number(longitude, f"{pointer}/longitude", "Longitude", faults, *LONGITUDES)
    if len(faults) > before or north is None or east is None:
        return None
    return north, east
