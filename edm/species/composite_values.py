"""Does this place, region or measurement fit its custom field?"""

from __future__ import annotations

from typing import Any

from edm.species.custom_field import CustomField
from edm.species.plain_values import check_number_field
from edm.species.region_value import check_region
from edm.species.value_context import ValueContext
from edm.values import FaultList, pointer_to
from edm.values.basics import check_line, wrong_type
from edm.values.coordinates import check_coordinates


def check_location_field(
    field: CustomField, value: Any, pointer: str, faults: FaultList, context: ValueContext
) -> dict[str, float] | None:
    wanted = "a place with latitude and longitude"
    if not _members(field, value, pointer, faults, ("latitude", "longitude"), wanted):
        return None
    if value.get("latitude") is None and value.get("longitude") is None:
        message = f"{field.label()} needs a latitude and a longitude."
        faults.add(pointer, "incomplete_location", message, value)
        return None
    point = check_coordinates(value, pointer, faults)
    return None if point is None else {"latitude": point[0], "longitude": point[1]}


def check_region_field(
    field: CustomField, value: Any, pointer: str, faults: FaultList, context: ValueContext
) -> str | None:
    text = check_line(value, pointer, field.label(), faults)
    if text is None or context.regions is None:
        return text
    return check_region(text, pointer, field.label(), faults, context.regions)


def check_measurement_field(
    field: CustomField, value: Any, pointer: str, faults: FaultList, context: ValueContext
) -> dict[str, Any] | None:
    wanted = "a measurement with value, unit and method"
    if not _members(field, value, pointer, faults, ("value", "unit", "method"), wanted):
        return None
    before = len(faults)
    number = None
    if value.get("value") is None:
        faults.add(f"{pointer}/value", "required", f"{field.label()}: the value is missing.")
    else:
        number = check_number_field(field, value["value"], f"{pointer}/value", faults, context)
    unit = value.get("unit")
    if unit is not None and unit != field.unit:
        message = f"{field.label()} is recorded in {field.unit}. Please convert the value."
        faults.add(f"{pointer}/unit", "wrong_unit", message, unit, field.unit)
    method = value.get("method")
    if method is not None:
        method = check_line(method, f"{pointer}/method", f"{field.label()} (method)", faults)
    if len(faults) > before:
        return None
    return {"value": number, "unit": field.unit, "method": method or None}


def _members(
    field: CustomField,
    value: Any,
    pointer: str,
    faults: FaultList,
    known: tuple[str, ...],
    wanted: str,
) -> bool:
    """Whether ``value`` is an object with known keys only."""
    if not isinstance(value, dict):
        wrong_type(value, pointer, field.label(), wanted, faults)
        return False
    before = len(faults)
    for key in value:
        if key not in known:
            message = f"{field.label()} has {', '.join(known)}, and nothing else."
            faults.add(pointer + pointer_to(key), "unknown_field", message, value[key])
    return len(faults) == before
