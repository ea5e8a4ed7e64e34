"""What is a custom field's value checked against besides its field?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from edm.species.custom_field import CustomField
from edm.species.region_value import RegionLookup
from edm.values import FaultList

# A list in one field of one form; beyond this it is a data set of its own.
MAX_MEMBERS = 1_000


@dataclass(frozen=True, slots=True)
class ValueContext:
    """What a value is checked against besides its field."""

    regions: RegionLookup | None  # none: region ids are taken as they are
    today: date  # the latest date anywhere on Earth


def too_many(field: CustomField, value: list[Any], pointer: str, faults: FaultList) -> bool:
    """Whether a list is longer than any field may hold; a fault if so."""
    if len(value) <= MAX_MEMBERS:
        return False
    message = f"{field.label()} may hold {MAX_MEMBERS:,} values at most."
    faults.add(pointer, "too_many", message, len(value), details={"most": MAX_MEMBERS})
    return True
