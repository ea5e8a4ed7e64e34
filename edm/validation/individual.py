"""Is a new individual in order?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from edm.regions import RegionTree
from edm.species.catalogue import SpeciesCatalogue
from edm.species.custom_field import Level
from edm.validation.context import Context, check_object, check_species
from edm.validation.custom_fields import check_custom_fields
from edm.validation.identity import IdRegister
from edm.validation.records import INDIVIDUAL_FIELDS, check_fields
from edm.validation.result import ValidationResult, result_of
from edm.values import FaultList
from edm.values.basics import check_uuid, wrong_type

KEYS = ("id", "species", "encounters", *INDIVIDUAL_FIELDS, "custom_fields")


def validate_individual(
    document: Any, species: SpeciesCatalogue, regions: RegionTree, now: datetime
) -> ValidationResult:
    """Everything that is wrong with ``{id, species, encounters, names, sex, …}``, and how it is to be stored."""
    context = Context(species, regions, now)
    faults = context.faults
    if not check_object(document, "", "The individual", KEYS, faults):
        return result_of(faults, {})
    config = None
    if document.get("species") in (None, ""):
        faults.add("/species", "required", "Please say of which species the animal is.")
    else:
        config = check_species(document["species"], "/species", context)
    individual = {
        "id": IdRegister().check(document.get("id"), "/id", "The individual", faults),
        "species": config.id if config else None,
        "encounters": _encounters(document.get("encounters"), faults),
        **check_fields(document, "", INDIVIDUAL_FIELDS, config, context),
        "custom_fields": check_custom_fields(
            document.get("custom_fields"), "/custom_fields", Level.INDIVIDUAL, config, context
        ),
    }
    return result_of(faults, individual)


def _encounters(value: Any, faults: FaultList) -> list[str]:
    """The ids of the encounters by which the individual is known: at least one."""
    if value is None or value == []:
        message = "An individual is known by at least one encounter."
        faults.add("/encounters", "too_few", message)
        return []
    if not isinstance(value, list):
        wrong_type(value, "/encounters", "The encounters", "a list of ids", faults)
        return []
    found: list[str] = []
    for index, one in enumerate(value):
        at = f"/encounters/{index}"
        encounter = check_uuid(one, at, "The encounter's id", faults)
        if encounter is not None and encounter in found:
            faults.add(at, "duplicate_id", "The encounter is named twice.", one)
        elif encounter is not None:
            found.append(encounter)
    return found
