"""Is one sighting of a report in order, with all its encounters?"""

from __future__ import annotations

from typing import Any

from edm.species.config import SpeciesConfig
from edm.species.custom_field import Level
from edm.validation.context import Context, check_object, check_species
from edm.validation.custom_fields import check_custom_fields
from edm.validation.encounter import check_encounter
from edm.validation.identity import IdRegister
from edm.validation.names import fold_name
from edm.validation.records import SIGHTING_FIELDS, check_fields
from edm.values import FaultList
from edm.values.basics import wrong_type

KEYS = ("id", "species", *SIGHTING_FIELDS, "custom_fields", "encounters")


def check_sighting(
    value: Any, pointer: str, ids: IdRegister, context: Context
) -> dict[str, Any] | None:
    """The sighting as it is stored; ``None`` where it is no object at all."""
    faults = context.faults
    if not check_object(value, pointer, "The sighting", KEYS, faults):
        return None
    species = _species(value.get("species"), f"{pointer}/species", context)
    sighting = {
        "id": ids.check(value.get("id"), f"{pointer}/id", "The sighting", faults),
        "species": species.id if species else None,
        **check_fields(value, pointer, SIGHTING_FIELDS, species, context),
        "custom_fields": check_custom_fields(
            value.get("custom_fields"),
            f"{pointer}/custom_fields",
            Level.SIGHTING,
            species,
            context,
        ),
        "encounters": _encounters(
            value.get("encounters"), f"{pointer}/encounters", species, ids, context
        ),
    }
    _check_has_time(value, pointer, faults)
    _check_has_place(value, pointer, faults)
    return sighting


def _species(value: Any, pointer: str, context: Context) -> SpeciesConfig | None:
    if value in (None, ""):
        context.faults.add(pointer, "required", "Please say of which species the animals were.")
        return None
    return check_species(value, pointer, context)


def _encounters(
    value: Any,
    pointer: str,
    species: SpeciesConfig | None,
    ids: IdRegister,
    context: Context,
) -> list[dict[str, Any]]:
    faults = context.faults
    if value is None or value == []:
        message = "A sighting needs at least one encounter: one animal that was seen."
        faults.add(pointer, "too_few", message)
        return []
    if not isinstance(value, list):
        wrong_type(value, pointer, "The encounters", "a list", faults)
        return []
    found = []
    names: dict[tuple[str | None, str], int] = {}
    for index, one in enumerate(value):
        at = f"{pointer}/{index}"
        encounter = check_encounter(one, at, species, ids, context)
        if encounter is None:
            continue
        found.append(encounter)
        name = encounter["individual_name"]
        if name is not None:
            of = encounter["species"] or (species.id if species else None)
            first = names.setdefault((of, fold_name(name)), index)
            if first != index:
                _report_same_individual(name, f"{at}/individual_name", first, faults)
    return found


def _report_same_individual(name: str, pointer: str, first: int, faults: FaultList) -> None:
    message = (
        f"'{name}' is named for encounter {first + 1} of this sighting too: "
        "one animal cannot be two encounters of one sighting."
    )
    faults.add(pointer, "same_individual_twice", message, name)


def _check_has_time(value: dict[str, Any], pointer: str, faults: FaultList) -> None:
    """The year at least must be known, for the sighting or for each of its encounters."""
    if _has_parts(value.get("time")):
        return
    encounters = value.get("encounters")
    if (
        isinstance(encounters, list)
        and encounters
        and all(isinstance(one, dict) and _has_parts(one.get("time")) for one in encounters)
    ):
        return
    if value.get("time") is None or isinstance(value["time"], dict):
        message = "Please say when it was: at least the year."
        faults.add(f"{pointer}/time", "required", message)


def _has_parts(time: Any) -> bool:
    """Whether a year is given; whether it is a good one, is said elsewhere."""
    return isinstance(time, dict) and any(
        time.get(part) is not None for part in ("year", "month", "day", "hour", "minute", "second")
    )


def _check_has_place(value: dict[str, Any], pointer: str, faults: FaultList) -> None:
    """A sighting without any place can be stored, but hardly be used."""
    if any(value.get(key) for key in ("location", "region", "verbatim_locality")):
        return
    encounters = value.get("encounters")
    if isinstance(encounters, list) and any(
        isinstance(one, dict) and one.get("location") for one in encounters
    ):
        return
    message = "No place is given: neither coordinates nor a region nor a description."
    faults.warn(pointer, "no_place", message)
