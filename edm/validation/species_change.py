"""Would what is recorded still make sense if the record were of another species?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from edm.species.config import SpeciesConfig
from edm.species.custom_field import Level
from edm.species.field_value import check_field_value
from edm.validation.context import Context
from edm.validation.custom_fields import is_blank, report_required
from edm.values import FaultList

# What is recorded in words of the species, the species' words for it, and what a person calls it.
VOCABULARIES = (
    ("sex", "sexes", "sex"),
    ("life_stage", "life_stages", "life stage"),
    ("living_status", "living_statuses", "living status"),
)


def check_species_change(
    level: Level,
    current: Mapping[str, Any],
    partial: Mapping[str, Any],
    before: SpeciesConfig,
    after: SpeciesConfig,
    context: Context,
) -> None:
    """Note everything recorded, and not changed at the same time, that ``after`` has no place for."""
    touched = partial.get("custom_fields")
    changed = touched if isinstance(touched, dict) else {}
    stored = {
        name: value
        for name, value in (current.get("custom_fields") or {}).items()
        if name not in changed and not ("custom_fields" in partial and touched is None)
    }
    _check_stored(level, stored, before, after, "", context)
    _check_words(current, partial, after, "", context)
    for field in after.fields(level).values():
        if field.required and field.name not in changed and is_blank(field, stored.get(field.name)):
            report_required(field, "/custom_fields", context)
    if level is Level.SIGHTING:
        for index, encounter in enumerate(current.get("encounters") or []):
            if encounter.get("species") in (None, before.id):
                fields = encounter.get("custom_fields") or {}
                whose = f" of encounter {index + 1}"
                _check_stored(Level.ENCOUNTER, fields, before, after, whose, context)
                _check_words(encounter, {}, after, whose, context)


def _check_stored(
    level: Level,
    stored: Mapping[str, Any],
    before: SpeciesConfig,
    after: SpeciesConfig,
    whose: str,
    context: Context,
) -> None:
    known = before.fields(level)
    for name, value in stored.items():
        field = after.fields(level).get(name)
        label = known[name].label() if name in known else name
        if field is None:
            why = f"is not recorded for {after.common_name()}"
        elif _fits(field, value, context):
            continue
        else:
            why = f"does not fit what is recorded for {after.common_name()}"
        message = f"{label}{whose} {why}. Change or remove it first."
        context.faults.add("/species", "field_breaks", message, name)


def _fits(field: Any, value: Any, context: Context) -> bool:
    trial = FaultList()
    check_field_value(field, value, "", trial, context.values)
    return not trial.faults


def _check_words(
    record: Mapping[str, Any],
    partial: Mapping[str, Any],
    after: SpeciesConfig,
    whose: str,
    context: Context,
) -> None:
    for key, vocabulary, subject in VOCABULARIES:
        word = record.get(key)
        if word is None or key in partial:
            continue
        if word not in {term.value for term in getattr(after, vocabulary)}:
            message = f"The {subject} '{word}'{whose} is not known for {after.common_name()}. Change it first."
            context.faults.add("/species", "field_breaks", message, word)
