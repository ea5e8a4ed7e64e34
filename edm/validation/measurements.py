"""What was measured of the animal: a number each, what of, and how?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from edm.validation.lists import Named, check_objects, optional_line, required_line
from edm.validation.names import fold_name
from edm.values import FaultList
from edm.values.basics import check_number

KEYS = ("name", "value", "unit", "sampling_protocol")
# A full morphometric protocol of a turtle has some forty.
MAX_MEASUREMENTS = 200
MAX_MEASUREMENT_NAME = 100
MAX_UNIT = 30
# "Measured with a tape from the snout tip to the fork, twice, mean taken": a sentence, not a paper.
MAX_PROTOCOL = 1_000


def check_measurements(value: Any, pointer: str, faults: FaultList) -> list[dict[str, Any]]:
    """``[{name, value, unit, sampling_protocol}]``; one name is measured once an encounter."""

    def read(one: Mapping[str, Any], at: str) -> Named | None:
        before = len(faults)
        name = required_line(
            one.get("name"), f"{at}/name", "What was measured", faults, MAX_MEASUREMENT_NAME
        )
        number = None
        if one.get("value") is None:
            faults.add(f"{at}/value", "required", f"The value of '{name or '?'}' is missing.")
        else:
            number = check_number(one["value"], f"{at}/value", name or "The measurement", faults)
        measurement = {
            "name": name,
            "value": number,
            "unit": optional_line(one.get("unit"), f"{at}/unit", "The unit", faults, MAX_UNIT),
            "sampling_protocol": optional_line(
                one.get("sampling_protocol"),
                f"{at}/sampling_protocol",
                "The sampling protocol",
                faults,
                MAX_PROTOCOL,
            ),
        }
        if len(faults) > before or name is None:
            return None
        twice = f"'{name}' is measured twice in one encounter."
        return Named(measurement, name, fold_name(name), twice)

    return check_objects(
        value, pointer, "The measurements", MAX_MEASUREMENTS, faults, "A measurement", KEYS, read
    )
