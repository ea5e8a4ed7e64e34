"""Are the custom fields those of the species, and do their values fit?"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from edm.species.config import SpeciesConfig
from edm.species.custom_field import CustomField, FieldType, Level
from edm.species.field_value import check_field_value
from edm.validation.context import Context
from edm.values import pointer_to
from edm.values.basics import wrong_type
from edm.values.likeness import did_you_mean, nearest_word

TEXTUAL = frozenset({FieldType.STRING, FieldType.TEXT})
# A sentence names this many species, and then says "and others".
MAX_NAMED_SPECIES = 4


def check_custom_fields(
    value: Any, pointer: str, level: Level, species: SpeciesConfig | None, context: Context
) -> dict[str, Any]:
    """All custom fields of a new record: what was given, and the defaults of what was not.

    With no ``species`` (its own fault is noted elsewhere) only names that no species knows are faults.
    """
    if value is not None and not isinstance(value, dict):
        wrong_type(value, pointer, "The custom fields", "a group of named values", context.faults)
        return {}
    given = value or {}
    stored = check_given_fields(given, pointer, level, species, context)
    if species is None:
        return {}
    for field in species.fields(level).values():
        if field.name not in given and field.default is not None:
            stored[field.name] = deepcopy(field.default)
        elif field.required and is_blank(field, given.get(field.name)):
            report_required(field, pointer, context)
    return stored


def check_given_fields(
    given: dict[str, Any],
    pointer: str,
    level: Level,
    species: SpeciesConfig | None,
    context: Context,
) -> dict[str, Any]:
    """The custom fields that are given; blank ones are left out."""
    known = species.fields(level) if species else {}
    stored = {}
    for name, one in given.items():
        field = known.get(name)
        at = pointer + pointer_to(name)
        if field is None:
            _report_unknown(name, one, at, level, species, context)
        elif not is_blank(field, one):
            checked = check_field_value(field, one, at, context.faults, context.values)
            if checked is not None:
                stored[name] = checked
    return stored


def is_blank(field: CustomField, value: Any) -> bool:
    """Whether the value says that there is none; only where text belongs does empty text say so."""
    if value is None or (field.holds_list and value == []):
        return True
    return field.type in TEXTUAL and isinstance(value, str) and not value.strip()


def report_required(field: CustomField, pointer: str, context: Context) -> None:
    """Note that a field that must be given is not."""
    message = f"{field.label()} is needed for this species."
    context.faults.add(pointer + pointer_to(field.name), "required", message)


def _report_unknown(
    name: str,
    value: Any,
    pointer: str,
    level: Level,
    species: SpeciesConfig | None,
    context: Context,
) -> None:
    """Say whose field it is: another species', another kind of record's, or nobody's."""
    owners = context.species.with_field(level, name)
    elsewhere = [other for other in Level if other is not level and _has(species, other, name)]
    if species is None and owners:
        return
    if species is not None and elsewhere:
        label = species.fields(elsewhere[0])[name].label()
        message = f"{label} is recorded with the {elsewhere[0]}, not with the {level}."
        context.faults.add(pointer, "field_at_other_level", message, value)
        return
    foreign = owners or _owners_at_any_level(name, context)
    if species is not None and foreign:
        message = (
            f"{_label_of(foreign[0], name)} is not recorded for {species.common_name()}; "
            f"it belongs to {_listed(foreign)}."
        )
        context.faults.add(pointer, "field_not_for_species", message, value)
        return
    near = nearest_word(name, species.fields(level) if species else ())
    message = f"There is no custom field '{name[:80]}' of the {level}.{did_you_mean(near)}"
    context.faults.add(pointer, "unknown_field", message, value, near)


def _has(species: SpeciesConfig | None, level: Level, name: str) -> bool:
    return species is not None and name in species.fields(level)


def _owners_at_any_level(name: str, context: Context) -> tuple[SpeciesConfig, ...]:
    for level in Level:
        owners = context.species.with_field(level, name)
        if owners:
            return owners
    return ()


def _label_of(species: SpeciesConfig, name: str) -> str:
    return next(field.label() for field in species.all_fields() if field.name == name)


def _listed(species: Iterable[SpeciesConfig]) -> str:
    names = [config.common_name() for config in species]
    if len(names) > MAX_NAMED_SPECIES:
        return ", ".join(names[:MAX_NAMED_SPECIES]) + " and others"
    return ", ".join(names)
