"""Is a whole report in order: all its sightings and their encounters?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from edm.regions import RegionTree
from edm.species.catalogue import SpeciesCatalogue
from edm.validation.context import Context, check_object
from edm.validation.identity import IdRegister
from edm.validation.result import ValidationResult, result_of
from edm.validation.sighting import check_sighting
from edm.values.basics import wrong_type

# The largest sheets that were ever imported have some tens of thousands of rows.
MAX_SIGHTINGS = 100_000


def validate_metadata(
    document: Any, species: SpeciesCatalogue, regions: RegionTree, now: datetime
) -> ValidationResult:
    """Everything that is wrong with a *metadata* document, and the document as it is to be stored.

    ``now`` must be aware of its zone. Species and regions become ids, defaults of custom fields are
    filled in, times get their ``precision``; nothing else is added. Never raises on JSON values.
    """
    context = Context(species, regions, now)
    faults = context.faults
    sightings: list[dict[str, Any]] = []
    if check_object(document, "", "The report", ("sightings",), faults):
        given = document.get("sightings")
        if given is None or given == []:
            message = "There is nothing to report: give at least one sighting."
            faults.add("/sightings", "too_few", message)
        elif not isinstance(given, list):
            wrong_type(given, "/sightings", "The sightings", "a list", faults)
        elif len(given) > MAX_SIGHTINGS:
            message = f"One report may hold {MAX_SIGHTINGS:,} sightings at most. Please split it."
            faults.add("/sightings", "too_many", message, len(given))
        else:
            ids = IdRegister()
            checked = (
                check_sighting(one, f"/sightings/{index}", ids, context)
                for index, one in enumerate(given)
            )
            sightings = [sighting for sighting in checked if sighting is not None]
    return result_of(
        faults,
        {"sightings": sightings},
        sightings=len(sightings),
        encounters=sum(len(sighting["encounters"]) for sighting in sightings),
    )
