"""How is a sighting corrected, and with it the encounters that say nothing of their own?"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from edm.foundation import Edm
from edm.models import Encounter, Sighting
from edm.operations.audit import Change, difference, record
from edm.operations.change_encounter import refuse_other_species
from edm.operations.loading import live_encounters_of, load_sighting, require_write
from edm.operations.observation import location_columns, time_columns
from edm.operations.refusals import refuse_faults
from edm.operations.transaction import transact
from edm.operations.versions import refuse_outdated, touch
from edm.queries.encounter_view import recorded_encounter
from edm.queries.sighting_view import recorded_sighting
from edm.queries.sightings import get_sighting
from edm.species import Level
from edm.validation import validate_patch
from service_kit.clock import now
from service_kit.tokens import Caller

PLAIN = ("species", "region", "verbatim_locality", "comments", "custom_fields", "survey")
PLACE = ("region", "verbatim_locality")
"""What encounters always share with their sighting."""


def change_sighting(
    edm: Edm, caller: Caller, sighting: uuid.UUID, version: int, partial: Mapping[str, Any]
) -> dict[str, Any]:
    """Changes the sighting and the encounters that follow it; answers it as it is then.

    Raises `NotFound`, `Forbidden` unless all its encounters are the caller's to change, `Invalid` with every
    fault, and `Conflict` with the other version or with `species_differ`.
    """
    catalogue, regions = edm.species.catalogue(), edm.regions.tree()

    def work(session: Session) -> dict[str, Any]:
        found = load_sighting(session, sighting, caller.scope)
        encounters = live_encounters_of(session, sighting=sighting)
        projects = require_write(session, encounters, caller.scope)
        refuse_outdated(
            found, version, lambda: get_sighting(session, sighting, caller.scope, catalogue)
        )
        before = recorded_sighting(found)
        records = {each.id: recorded_encounter(each, projects[each.id]) for each in encounters}
        followers = [records[each.id] for each in encounters if not each.own_species]
        result = validate_patch(
            Level.SIGHTING, {**before, "encounters": followers}, partial, catalogue, regions, now()
        )
        refuse_faults(result)
        _apply(found, encounters, result.normalised or {})
        refuse_other_species(session, encounters)
        changes: list[Change] = []
        old, new = difference(before, recorded_sighting(found))
        if new:
            touch(found)
            changes.append(("sightings", found.id, old, new))
        for each in encounters:
            old, new = difference(records[each.id], recorded_encounter(each, projects[each.id]))
            if new:
                touch(each)
                changes.append(("encounters", each.id, old, new))
        session.flush()
        record(session, caller, "changed", changes)
        return get_sighting(session, sighting, caller.scope, catalogue)

    return transact(edm.database, work)


def _apply(sighting: Sighting, encounters: list[Encounter], changed: Mapping[str, Any]) -> None:
    values = {name: changed[name] for name in PLAIN if name in changed}
    time = time_columns(changed["time"]) if "time" in changed else {}
    location = location_columns(changed["location"]) if "location" in changed else {}
    _set(sighting, {**values, **time, **location})
    for each in encounters:
        _set(each, {name: values[name] for name in PLACE if name in values})
        if "species" in values and not each.own_species:
            each.species = values["species"]
        each.own_species = each.species != sighting.species
        _set(each, {} if each.own_time else time)
        _set(each, {} if each.own_location else location)


def _set(record: Sighting | Encounter, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(record, name, value)
