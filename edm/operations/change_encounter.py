"""How is an encounter corrected? Only what a partial document names, and only from the version that was seen."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from edm.foundation import Edm
from edm.models import Encounter, Individual, Sighting, Visibility
from edm.operations.audit import difference, record
from edm.operations.loading import load_encounters, require_write
from edm.operations.observation import location_columns, shared_columns, time_columns
from edm.operations.refusals import refuse_faults
from edm.operations.transaction import transact
from edm.operations.versions import refuse_outdated, touch
from edm.queries.encounter_view import TOLD_BY_SHEETS, recorded_encounter
from edm.queries.encounters import get_encounter
from edm.species import Level
from edm.validation import validate_patch
from service_kit.clock import now
from service_kit.errors import Conflict, Fault, Invalid
from service_kit.tokens import Caller

PLAIN = (
    "sex", "life_stage", "living_status", "behaviour", "comments", "custom_fields", *TOLD_BY_SHEETS,
)  # fmt: skip


def change_encounter(
    edm: Edm, caller: Caller, encounter: uuid.UUID, version: int, partial: Mapping[str, Any]
) -> dict[str, Any]:
    """Changes the encounter; answers it as it is then.

    Species, time and location that are set to null are the sighting's again. Raises `NotFound`, `Forbidden`,
    `Invalid` with every fault, and `Conflict` with the other version or with `species_differ`.
    """
    catalogue, regions = edm.species.catalogue(), edm.regions.tree()
    visibility, facts = _without_visibility(partial)

    def work(session: Session) -> dict[str, Any]:
        found = load_encounters(session, [encounter], caller.scope)[encounter]
        projects = require_write(session, [found], caller.scope)[found.id]
        refuse_outdated(
            found, version, lambda: get_encounter(session, encounter, caller.scope, catalogue)
        )
        sighting = session.scalars(select(Sighting).where(Sighting.id == found.sighting_id)).one()
        before = recorded_encounter(found, projects)
        result = validate_patch(
            Level.ENCOUNTER,
            before,
            facts,
            catalogue,
            regions,
            now(),
            sighting_species=sighting.species,
        )
        refuse_faults(result)
        _apply(found, sighting, result.normalised or {})
        if visibility is not None:
            found.visibility = visibility
        refuse_other_species(session, [found])
        old, new = difference(before, recorded_encounter(found, projects))
        if new:
            touch(found)
            session.flush()
            record(session, caller, "changed", [("encounters", found.id, old, new)])
        return get_encounter(session, encounter, caller.scope, catalogue)

    return transact(edm.database, work)


def _without_visibility(partial: Mapping[str, Any]) -> tuple[str | None, dict[str, Any]]:
    """Whether everybody may see it is no fact about the animal, so validation does not know it."""
    facts = dict(partial)
    visibility = facts.pop("visibility", None)
    if visibility is not None and visibility not in [*Visibility]:
        message = f"The visibility is one of {', '.join(Visibility)}."
        raise Invalid(
            message, errors=[Fault("/visibility", "not_in_vocabulary", message, visibility)]
        )
    return visibility, facts


def _apply(encounter: Encounter, sighting: Sighting, changed: Mapping[str, Any]) -> None:
    for name in PLAIN:
        if name in changed:
            setattr(encounter, name, changed[name])
    values: dict[str, Any] = {}
    if "species" in changed:
        encounter.own_species = changed["species"] not in (None, sighting.species)
        values["species"] = changed["species"] or sighting.species
    if "time" in changed:
        encounter.own_time = changed["time"] is not None
        values.update(
            time_columns(changed["time"]) if changed["time"] else shared_columns(sighting, "time")
        )
    if "location" in changed:
        encounter.own_location = changed["location"] is not None
        values.update(
            location_columns(changed["location"])
            if changed["location"]
            else shared_columns(sighting, "location")
        )
    for name, value in values.items():
        setattr(encounter, name, value)


def refuse_other_species(session: Session, encounters: list[Encounter]) -> None:
    """Raises `Conflict` when an encounter would be of another species than its individual."""
    owners = {each.individual_id for each in encounters if each.individual_id}
    species = dict(
        session.execute(
            select(Individual.id, Individual.species).where(Individual.id.in_(owners))
        ).all()
    )
    for each in encounters:
        if each.individual_id and species[each.individual_id] != each.species:
            raise Conflict(
                "The encounter's individual is of another species. Take the identity away first.",
                code="species_differ",
                extra={"encounters": {str(each.id): each.species}},
            )
