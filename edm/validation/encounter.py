"""Is one encounter of a report in order?"""

from __future__ import annotations

import math
from typing import Any

from edm.species.config import SpeciesConfig
from edm.species.custom_field import Level
from edm.species.plain_values import MAX_FILE_NAME
from edm.validation.context import Context, check_object, check_species
from edm.validation.custom_fields import check_custom_fields
from edm.validation.identity import IdRegister
from edm.validation.names import check_individual_name
from edm.validation.records import ENCOUNTER_FIELDS, check_fields
from edm.validation.vocabulary import check_word
from edm.values import FaultList, pointer_to
from edm.values.basics import MAX_LINE, check_text, wrong_type

KEYS = (
    "id", "species", "state", "individual_name", *ENCOUNTER_FIELDS, "verbatim", "custom_fields", "assets",
)  # fmt: skip
# A burst of a camera trap at one animal is some hundred pictures; a folder by mistake is thousands.
MAX_ASSETS = 10_000
# The widest sheets that are known have some two hundred columns.
MAX_VERBATIM = 2_000
UNIDENTIFIABLE, REJECTED = "unidentifiable", "rejected"
NAMELESS_STATES = (UNIDENTIFIABLE, REJECTED)
# What was rejected elsewhere comes along in a sheet. A state of its own counts only from somebody who may approve.
REPORTED_STATES = ("unapproved", "approved", UNIDENTIFIABLE, REJECTED)


def check_encounter(
    value: Any,
    pointer: str,
    sighting_species: SpeciesConfig | None,
    ids: IdRegister,
    context: Context,
) -> dict[str, Any] | None:
    """The encounter as it is stored; ``None`` where it is no object at all."""
    faults = context.faults
    if not check_object(value, pointer, "The encounter", KEYS, faults):
        return None
    given = value.get("species")
    own_species = None
    if given not in (None, ""):
        own_species = check_species(given, f"{pointer}/species", context)
    # An encounter whose own species is at fault is not judged by its sighting's.
    species = own_species if given not in (None, "") else sighting_species
    name = check_individual_name(value.get("individual_name"), f"{pointer}/individual_name", faults)
    facts = check_fields(value, pointer, ENCOUNTER_FIELDS, species, context)
    if facts["animal"] is not None and name is None:
        message = "The animal is not named, so what is told of it stays with the encounter alone."
        faults.warn(f"{pointer}/animal", "animal_unnamed", message)
    return {
        "id": ids.check(value.get("id"), f"{pointer}/id", "The encounter", faults),
        "species": own_species.id if own_species else None,
        "state": _state(value.get("state"), f"{pointer}/state", name, faults),
        "individual_name": name,
        **facts,
        "verbatim": _verbatim(value.get("verbatim"), f"{pointer}/verbatim", faults),
        "custom_fields": check_custom_fields(
            value.get("custom_fields"),
            f"{pointer}/custom_fields",
            Level.ENCOUNTER,
            species,
            context,
        ),
        "assets": _assets(value.get("assets"), f"{pointer}/assets", faults),
    }


def _state(value: Any, pointer: str, name: str | None, faults: FaultList) -> str | None:
    """What has been decided about the encounter already; ``None``: as the whole report is."""
    if value is None or value == "":
        return None
    state = check_word(value, pointer, "The state", REPORTED_STATES, faults)
    if state in NAMELESS_STATES and name is not None:
        message = f"An encounter that is {state} cannot be '{name}'."
        faults.add(pointer, "state_without_identity", message, value)
    return state


def _verbatim(value: Any, pointer: str, faults: FaultList) -> dict[str, Any]:
    """What the sheet said, word for word: plain values by column."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        wrong_type(value, pointer, "The verbatim values", "a group of named values", faults)
        return {}
    if len(value) > MAX_VERBATIM:
        message = f"There may be {MAX_VERBATIM:,} verbatim values at most."
        faults.add(pointer, "too_many", message, len(value))
        return {}
    for key, one in value.items():
        at = pointer + pointer_to(key)
        check_text(key, at, "The name of a column", faults, MAX_LINE)
        if isinstance(one, dict | list):
            wrong_type(one, at, "A verbatim value", "text or a number", faults)
        elif isinstance(one, str):
            check_text(one, at, "A verbatim value", faults)
        elif isinstance(one, float) and not math.isfinite(one):
            faults.add(at, "not_a_number", "A verbatim value is not a finite number.", one)
    return dict(value)


def _assets(value: Any, pointer: str, faults: FaultList) -> list[str]:
    """The names of the pictures, exactly as they are written; which files they are is not looked at here."""
    if value is None:
        return []
    if not isinstance(value, list):
        wrong_type(value, pointer, "The pictures", "a list of file names", faults)
        return []
    if len(value) > MAX_ASSETS:
        message = f"An encounter may have {MAX_ASSETS:,} pictures at most."
        faults.add(pointer, "too_many", message, len(value))
        return []
    names = []
    for index, one in enumerate(value):
        at = f"{pointer}/{index}"
        name = check_text(one, at, "The file name", faults, MAX_FILE_NAME)
        if name == "":
            faults.add(at, "required", "The file name is empty.")
        elif name is not None:
            names.append(name)
    return names
