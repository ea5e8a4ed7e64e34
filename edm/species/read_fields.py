"""How is a custom field written in a species file, and does its description make sense?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType

from edm.species.custom_field import CustomField, FieldType, Level
from edm.species.dated_values import BOUND_TODAY
from edm.species.field_value import check_field_value
from edm.species.pattern import pattern_problem
from edm.species.reader import Reader
from edm.species.terms import read_labels, read_terms
from edm.species.value_context import ValueContext
from edm.values import FaultList
from edm.values.dates import parse_date

KEYS = (
    "name", "label", "type", "required", "default", "unit", "min", "max", "pattern", "choices",
    "multiple", "help", "group", "darwin_core", "personal",
)  # fmt: skip
NUMERIC = frozenset({FieldType.INTEGER, FieldType.NUMBER, FieldType.MEASUREMENT})
DATED = frozenset({FieldType.DATE, FieldType.DATE_RANGE})
TEXTUAL = frozenset({FieldType.STRING, FieldType.TEXT})
CHOSEN = frozenset({FieldType.SELECT, FieldType.MULTISELECT})

# Names are keys of JSON, columns of sheets and words of filters.
_name = re.compile(r"[a-z][a-z0-9_]{0,62}")
# Darwin Core and its extensions write terms in lower camel case; "measurementType=…" names a measurement.
_darwin_core = re.compile(r"[a-z][A-Za-z]*(=[A-Za-z0-9 _-]+)?")


def read_fields(reader: Reader, level: Level) -> Mapping[str, CustomField]:
    """The custom fields of one level, by name, in the order of the file."""
    fields: dict[str, CustomField] = {}
    for name, member in reader.items():
        field = _read_field(member, name, level)
        if field is not None:
            fields[name] = field
    return MappingProxyType(fields)


def _read_field(reader: Reader, name: str, level: Level) -> CustomField | None:
    if not reader.mapping(KEYS):
        return None
    if not _name.fullmatch(name):
        reader.fault("wrong_value", f"'{name}' must be small letters, digits and '_' only.")
    type_name = reader.at("type").choice([str(kind) for kind in FieldType])
    if type_name is None:
        return None
    field = CustomField(
        name=name,
        level=level,
        type=FieldType(type_name),
        labels=read_labels(reader.at("label")),
        required=reader.at("required").flag(),
        unit=reader.at("unit").text(),
        min=_bound(reader.at("min"), FieldType(type_name)),
        max=_bound(reader.at("max"), FieldType(type_name)),
        pattern=reader.at("pattern").text(),
        choices=read_terms(reader.at("choices")),
        multiple=reader.at("multiple").flag(),
        help=read_labels(reader.at("help")),
        group=reader.at("group").text(),
        darwin_core=reader.at("darwin_core").text(),
        personal=reader.at("personal").flag(),
    )
    _check_sense(reader, field)
    return _with_default(reader.at("default"), field)


def _bound(reader: Reader, kind: FieldType) -> float | str | None:
    """A limit: a number for numbers, a day for dates, nothing for anything else."""
    if reader.value is None:
        return None
    if kind in NUMERIC:
        return reader.number()
    if kind not in DATED:
        reader.fault("wrong_value", f"A field of the type '{kind}' has no '{reader.name}'.")
        return None
    text = reader.text()
    if text is not None and text != BOUND_TODAY and parse_date(text) is None:
        reader.fault("wrong_value", f"'{reader.name}' must be a day like 2024-06-03 or 'today'.")
        return None
    return text


def _check_sense(reader: Reader, field: CustomField) -> None:
    """Note what the field's type has no use for, and what it cannot do without."""
    kind = field.type
    if kind in CHOSEN and not field.choices:
        reader.fault("missing", f"'{field.name}' is a {kind} and needs choices.")
    if kind not in CHOSEN and field.choices:
        reader.at("choices").fault("wrong_value", f"A field of the type '{kind}' has no choices.")
    if kind is FieldType.MEASUREMENT and field.unit is None:
        reader.fault("missing", f"'{field.name}' is a measurement and needs a unit.")
    if kind not in NUMERIC and field.unit is not None:
        reader.at("unit").fault("wrong_value", f"A field of the type '{kind}' has no unit.")
    if kind is FieldType.MULTISELECT and field.multiple:
        reader.at("multiple").fault("wrong_value", "A multiselect is a list already.")
    if field.pattern is not None:
        if kind not in TEXTUAL:
            reader.at("pattern").fault("wrong_value", f"A '{kind}' has no pattern.")
        problem = pattern_problem(field.pattern)
        if problem:
            reader.at("pattern").fault("wrong_value", problem)
    if field.darwin_core is not None and not _darwin_core.fullmatch(field.darwin_core):
        reader.at("darwin_core").fault("wrong_value", "This is not a Darwin Core term.")
    low, high = field.min, field.max
    if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
        reader.at("max").fault("wrong_value", "'max' is less than 'min'.")


def _with_default(reader: Reader, field: CustomField) -> CustomField:
    """The field with its default, which must be a value that the field would accept."""
    if reader.value is None:
        return field
    faults = FaultList()
    # Regions are another file's matter: a default region is looked up when it is used.
    context = ValueContext(regions=None, today=_today())
    value = check_field_value(field, reader.value, "", faults, context)
    for fault in faults:
        reader.fault("wrong_value", f"The default does not fit the field: {fault.message}")
    return replace(field, default=value)


def _today() -> date:
    return datetime.now(UTC).date()
