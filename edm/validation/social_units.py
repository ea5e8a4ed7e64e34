"""To which groups does an animal belong, and which transmitters does it carry?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from edm.validation.lists import Named, check_list, check_objects, optional_line, required_line
from edm.validation.names import fold_name
from edm.values import FaultList

KEYS = ("name", "role")
# An animal changes its pod or pride a few times in its life.
MAX_SOCIAL_UNITS = 100
MAX_UNIT_NAME = 200
MAX_ROLE = 200
MAX_SATELLITE_TAGS = 50
MAX_SERIAL_NUMBER = 100


def check_social_units(value: Any, pointer: str, faults: FaultList) -> list[dict[str, Any]]:
    """``[{name, role}]``; in one unit an animal may have had several roles."""

    def read(one: Mapping[str, Any], at: str) -> Named | None:
        name = required_line(
            one.get("name"), f"{at}/name", "The name of the social unit", faults, MAX_UNIT_NAME
        )
        role = optional_line(
            one.get("role"), f"{at}/role", "The role in the social unit", faults, MAX_ROLE
        )
        if name is None:
            return None
        key = fold_name(name), fold_name(role or "")
        twice = f"'{name}' is listed twice with the same role."
        return Named({"name": name, "role": role}, name, key, twice)

    return check_objects(
        value, pointer, "The social units", MAX_SOCIAL_UNITS, faults, "A social unit", KEYS, read
    )


def check_satellite_tags(value: Any, pointer: str, faults: FaultList) -> list[str]:
    """Serial numbers, each once, in the order in which they were given."""
    found = check_list(
        value,
        pointer,
        "The satellite tags",
        MAX_SATELLITE_TAGS,
        faults,
        lambda one, at: required_line(
            one, at, "The serial number of the tag", faults, MAX_SERIAL_NUMBER
        ),
    )
    return list(dict.fromkeys(found))
