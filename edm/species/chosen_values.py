"""Is this one of the choices of its custom field?"""

from __future__ import annotations

from typing import Any

from edm.species.custom_field import CustomField
from edm.species.value_context import ValueContext, too_many
from edm.values import FaultList
from edm.values.basics import wrong_type
from edm.values.likeness import nearest_word


def check_select_field(
    field: CustomField, value: Any, pointer: str, faults: FaultList, context: ValueContext
) -> str | None:
    if not isinstance(value, str):
        wrong_type(value, pointer, field.label(), "one of its choices", faults)
        return None
    if value in field.choice_values:
        return value
    words = [term.value for term in field.choices]
    listed = ", ".join(words)
    message = f"'{value[:80]}' is not a choice of {field.label()}. Known are: {listed}."
    nearest = nearest_word(value.lower(), words)
    faults.add(pointer, "not_a_choice", message, value, nearest, {"known": listed})
    return None


def check_multiselect_field(
    field: CustomField, value: Any, pointer: str, faults: FaultList, context: ValueContext
) -> list[str] | None:
    if not isinstance(value, list):
        wrong_type(value, pointer, field.label(), "a list of its choices", faults)
        return None
    if too_many(field, value, pointer, faults):
        return None
    before = len(faults)
    chosen: list[str] = []
    for at, one in enumerate(value):
        word = check_select_field(field, one, f"{pointer}/{at}", faults, context)
        if word is not None and word in chosen:
            message = f"{field.label()}: '{word}' is chosen twice."
            faults.add(f"{pointer}/{at}", "duplicate_choice", message, one)
        elif word is not None:
            chosen.append(word)
    return chosen if len(faults) == before else None
