"""Is a change of one record in order, given what is recorded now?

A change is a partial document: what it does not name stays, ``null`` takes a value away, and groups of
values (time, location, life dates, custom fields) are changed member by member (JSON merge patch, RFC 7396).
Only what the change touches is checked: an old value that today's rules would refuse is nobody's fault now.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from edm.regions import RegionTree
from edm.species.catalogue import SpeciesCatalogue
from edm.species.config import SpeciesConfig
from edm.species.custom_field import Level
from edm.validation.context import Context, check_object, check_species
from edm.validation.custom_fields import (
    check_given_fields,
    is_blank,
    report_required,
)
from edm.validation.records import (
    ENCOUNTER_FIELDS,
    INDIVIDUAL_FIELDS,
    SIGHTING_FIELDS,
    FieldCheck,
)
from edm.validation.result import ValidationResult, result_of
from edm.validation.species_change import check_species_change
from edm.values.basics import wrong_type

FIELDS: Mapping[Level, Mapping[str, FieldCheck]] = {
    Level.SIGHTING: SIGHTING_FIELDS,
    Level.ENCOUNTER: ENCOUNTER_FIELDS,
    Level.INDIVIDUAL: INDIVIDUAL_FIELDS,
}


def validate_patch(
    kind: Level | str,
    current: Mapping[str, Any],
    partial: Any,
    species: SpeciesCatalogue,
    regions: RegionTree,
    now: datetime,
    *,
    sighting_species: str | None = None,
) -> ValidationResult:
    """Everything that is wrong with a change; ``normalised`` holds the whole new value of each field it names.

    ``current`` is the record as it is. For an encounter, ``sighting_species`` is the species that it falls
    back to when its own is taken away. For a sighting whose species changes, ``current["encounters"]`` may
    list those of its encounters that follow it, so that their custom fields are looked at too.
    """
    level = Level(kind)
    context = Context(species, regions, now)
    known = ("species", *FIELDS[level], "custom_fields")
    if not check_object(partial, "", f"The {level}", known, context.faults):
        return result_of(context.faults, {})
    before = species.get(str(current.get("species")))
    changed: dict[str, Any] = {}
    config = before
    if "species" in partial:
        changed["species"], config = _new_species(
            level, partial["species"], sighting_species, context
        )
    for name, check in FIELDS[level].items():
        if name in partial:
            whole = merged(current.get(name), partial[name])
            changed[name] = check(whole, f"/{name}", config, context)
    if "custom_fields" in partial:
        stored = current.get("custom_fields") or {}
        changed["custom_fields"] = _new_custom_fields(
            stored, partial["custom_fields"], level, config, context
        )
    if config is not None and before is not None and config.id != before.id:
        check_species_change(level, current, partial, before, config, context)
    return result_of(context.faults, changed)


def merged(current: Any, partial: Any) -> Any:
    """``current`` changed by ``partial`` as RFC 7396 says."""
    if not isinstance(partial, dict) or not isinstance(current, Mapping):
        return partial
    both = dict(current)
    for key, value in partial.items():
        if value is None and key in both:
            del both[key]
        else:
            both[key] = merged(both.get(key), value)
    # The precision follows from the parts: what was true before the change need not be now.
    if "precision" not in partial:
        both.pop("precision", None)
    return both


def _new_species(
    level: Level, value: Any, sighting_species: str | None, context: Context
) -> tuple[str | None, SpeciesConfig | None]:
    """The species' new id, and the species that the record is then of."""
    if value not in (None, ""):
        config = check_species(value, "/species", context)
        return (config.id if config else None), config
    if level is Level.ENCOUNTER and sighting_species is not None:
        return None, context.species.get(sighting_species)
    context.faults.add("/species", "required", f"The {level} must be of some species.")
    return None, None


def _new_custom_fields(
    stored: Mapping[str, Any],
    partial: Any,
    level: Level,
    species: SpeciesConfig | None,
    context: Context,
) -> dict[str, Any]:
    """All custom fields as they are after the change; those it does not name are left as they are."""
    if partial is None:
        partial = dict.fromkeys(stored)
    if not isinstance(partial, dict):
        wrong_type(
            partial,
            "/custom_fields",
            "The custom fields",
            "a group of named values",
            context.faults,
        )
        return dict(stored)
    fields = species.fields(level) if species else {}
    # Taking away what is not known any more is always allowed.
    given = {
        name: merged(stored.get(name), value)
        for name, value in partial.items()
        if not (value is None and name in stored and name not in fields)
    }
    checked = check_given_fields(given, "/custom_fields", level, species, context)
    for name in given:
        if name in fields and fields[name].required and is_blank(fields[name], given[name]):
            report_required(fields[name], "/custom_fields", context)
    kept = {name: value for name, value in stored.items() if name not in partial}
    return {**kept, **checked}
