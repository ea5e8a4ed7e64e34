"""Does this text, number or yes-or-no fit its custom field?"""

from __future__ import annotations

from typing import Any

from edm.species.custom_field import CustomField
from edm.species.pattern import fits
from edm.species.value_context import ValueContext
from edm.values import FaultList
from edm.values.basics import (
    check_integer,
    check_line,
    check_number,
    check_text,
    check_uuid,
    wrong_type,
)

# File names of every operating system are shorter.
MAX_FILE_NAME = 1_024


def check_string_field(
    field: CustomField, value: Any, pointer: str, faults: FaultList, context: ValueContext
) -> str | None:
    return _patterned(field, check_line(value, pointer, field.label(), faults), pointer, faults)


def check_text_field(
    field: CustomField, value: Any, pointer: str, faults: FaultList, context: ValueContext
) -> str | None:
    return _patterned(field, check_text(value, pointer, field.label(), faults), pointer, faults)


def _patterned(field: CustomField, text: str | None, pointer: str, faults: FaultList) -> str | None:
    if text is None or field.pattern is None or fits(field.pattern, text):
        return text
    hint = f" {field.help['en']}" if "en" in field.help else ""
    message = f"{field.label()} does not have the expected form.{hint}"
    faults.add(pointer, "pattern_mismatch", message, text)
    return None


def _numeric_limits(field: CustomField) -> tuple[float | None, float | None]:
    low = field.min if isinstance(field.min, int | float) else None
    high = field.max if isinstance(field.max, int | float) else None
    return low, high


def check_integer_field(
    field: CustomField, value: Any, pointer: str, faults: FaultList, context: ValueContext
) -> int | None:
    low, high = _numeric_limits(field)
    return check_integer(value, pointer, field.label(), faults, low, high, field.unit or "")


def check_number_field(
    field: CustomField, value: Any, pointer: str, faults: FaultList, context: ValueContext
) -> float | None:
    low, high = _numeric_limits(field)
    return check_number(value, pointer, field.label(), faults, low, high, field.unit or "")


def check_boolean_field(
    field: CustomField, value: Any, pointer: str, faults: FaultList, context: ValueContext
) -> bool | None:
    if isinstance(value, bool):
        return value
    wrong_type(value, pointer, field.label(), "yes or no (true or false)", faults)
    return None


def check_individual_field(
    field: CustomField, value: Any, pointer: str, faults: FaultList, context: ValueContext
) -> str | None:
    return check_uuid(value, pointer, field.label(), faults)


def check_file_field(
    field: CustomField, value: Any, pointer: str, faults: FaultList, context: ValueContext
) -> str | None:
    return check_line(value, pointer, field.label(), faults, MAX_FILE_NAME)
