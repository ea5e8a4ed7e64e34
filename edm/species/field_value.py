"""Does this value fit that custom field, and as what is it stored?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from edm.species.chosen_values import check_multiselect_field, check_select_field
from edm.species.composite_values import (
    check_location_field,
    check_measurement_field,
    check_region_field,
)
from edm.species.custom_field import CustomField, FieldType
from edm.species.dated_values import check_date_field, check_date_range_field, check_time_field
from edm.species.plain_values import (
    check_boolean_field,
    check_file_field,
    check_individual_field,
    check_integer_field,
    check_number_field,
    check_string_field,
    check_text_field,
)
from edm.species.value_context import ValueContext, too_many
from edm.values import FaultList
from edm.values.basics import wrong_type


def check_field_value(
    field: CustomField, value: Any, pointer: str, faults: FaultList, context: ValueContext
) -> Any:
    """The value as it is stored, or ``None`` after noting what is wrong; ``value`` itself is not ``None``."""
    if not field.multiple:
        return CHECKS[field.type](field, value, pointer, faults, context)
    if not isinstance(value, list):
        wrong_type(value, pointer, field.label(), "a list", faults)
        return None
    if too_many(field, value, pointer, faults):
        return None
    check = CHECKS[field.type]
    before = len(faults)
    stored = [check(field, one, f"{pointer}/{at}", faults, context) for at, one in enumerate(value)]
    return stored if len(faults) == before else None


Check = Callable[[CustomField, Any, str, FaultList, ValueContext], Any]

CHECKS: dict[FieldType, Check] = {
    FieldType.STRING: check_string_field,
    FieldType.TEXT: check_text_field,
    FieldType.INTEGER: check_integer_field,
    FieldType.NUMBER: check_number_field,
    FieldType.BOOLEAN: check_boolean_field,
    FieldType.DATE: check_date_field,
    FieldType.DATE_RANGE: check_date_range_field,
    FieldType.TIME: check_time_field,
    FieldType.SELECT: check_select_field,
    FieldType.MULTISELECT: check_multiselect_field,
    FieldType.LOCATION: check_location_field,
    FieldType.REGION: check_region_field,
    FieldType.INDIVIDUAL: check_individual_field,
    FieldType.FILE: check_file_field,
    FieldType.MEASUREMENT: check_measurement_field,
}
