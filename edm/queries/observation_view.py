"""How do time and place of a sighting or an encounter look in JSON?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from edm.queries.coarsening import coarse_uncertainty, coarsened, coarsened_location
from edm.species import FieldType, Level
from edm.species.catalogue import SpeciesCatalogue

TIME_PARTS = ("year", "month", "day", "hour", "minute", "second")


def time_document(row: Any) -> dict[str, Any] | None:
    """The parts that are known, and how fine they are; none where not even the year is."""
    if row.year is None:
        return None
    known = [part for part in TIME_PARTS if getattr(row, part) is not None]
    return {
        "year": row.year,
        "month": row.month,
        "day": row.day,
        "hour": row.hour,
        "minute": row.minute,
        "second": row.second,
        "precision": known[-1],
        "utc_offset": row.utc_offset,
        "zone": row.zone,
        "source": row.time_source,
    }


def location_document(row: Any, step: float) -> dict[str, Any] | None:
    """The coordinates, coarsened to multiples of `step` degrees unless it is 0."""
    if row.latitude is None:
        return None
    latitude, longitude, uncertainty = row.latitude, row.longitude, row.uncertainty_metres
    if step:
        latitude, longitude = coarsened(latitude, longitude, step)
        uncertainty = coarse_uncertainty(uncertainty, step)
    return {
        "latitude": latitude,
        "longitude": longitude,
        "exact": not step,
        "source": row.location_source,
        "uncertainty_metres": uncertainty,
    }


def custom_fields_document(
    fields: Mapping[str, Any],
    level: Level,
    species: str,
    catalogue: SpeciesCatalogue,
    step: float,
    exact: bool,
) -> dict[str, Any]:
    """The custom fields, their places coarsened like the record's own; those about people only where all is `exact`."""
    if exact or not fields:
        return dict(fields)
    config = catalogue.get(species)
    known = config.fields(level) if config else {}
    return {
        name: _coarse(value, step) if step and known[name].type is FieldType.LOCATION else value
        for name, value in fields.items()
        # What no file describes any more may be a place, or about people: it is withheld.
        if name in known and not known[name].personal
    }


def animal_document(
    animal: Mapping[str, Any] | None,
    species: str,
    catalogue: SpeciesCatalogue,
    step: float,
    exact: bool,
) -> dict[str, Any] | None:
    """What an encounter tells of the animal itself, its custom fields shown likewise."""
    if animal is None:
        return None
    fields = custom_fields_document(
        animal["custom_fields"], Level.INDIVIDUAL, species, catalogue, step, exact
    )
    return {**animal, "custom_fields": fields}


def _coarse(value: Any, step: float) -> Any:
    if isinstance(value, list):
        return [_coarse(each, step) for each in value]
    return coarsened_location(value, step) if isinstance(value, dict) else value


def partial_date(time_order: int | None) -> str | None:
    """`2024-06-03`, `2024-06` or `2024` of the number that times are sorted by."""
    if not time_order:
        return None
    digits = f"{time_order:014d}"
    year, month, day = digits[:4], digits[4:6], digits[6:8]
    if month == "00":
        return year
    return f"{year}-{month}" if day == "00" else f"{year}-{month}-{day}"
