"""What does an encounter tell of the animal itself: further names, its group, its transmitter?"""

from __future__ import annotations

from typing import Any

from edm.species.config import SpeciesConfig
from edm.species.custom_field import Level
from edm.validation.context import Context, check_object
from edm.validation.custom_fields import check_given_fields
from edm.validation.individual_fields import check_names
from edm.validation.social_units import check_satellite_tags, check_social_units
from edm.values.basics import wrong_type

KEYS = ("names", "social_units", "satellite_tags", "custom_fields")


def check_animal(
    value: Any, pointer: str, species: SpeciesConfig | None, context: Context
) -> dict[str, Any] | None:
    """``{names, social_units, satellite_tags, custom_fields}``; ``None`` where it tells nothing."""
    faults = context.faults
    if value is None or not check_object(value, pointer, "The animal", KEYS, faults):
        return None
    given = value.get("custom_fields")
    if given is not None and not isinstance(given, dict):
        at = f"{pointer}/custom_fields"
        wrong_type(given, at, "The custom fields", "a group of named values", faults)
        given = None
    told = {
        "names": check_names(value.get("names"), f"{pointer}/names", faults),
        "social_units": check_social_units(
            value.get("social_units"), f"{pointer}/social_units", faults
        ),
        "satellite_tags": check_satellite_tags(
            value.get("satellite_tags"), f"{pointer}/satellite_tags", faults
        ),
        "custom_fields": check_given_fields(
            given or {}, f"{pointer}/custom_fields", Level.INDIVIDUAL, species, context
        ),
    }
    return told if any(told.values()) else None
