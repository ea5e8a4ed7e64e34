"""How does an encounter look in JSON? Written by hand: it is what is asked for most."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, func, select

from edm.models import DEFAULT_CONTEXT, Encounter, EncounterProject, Name
from edm.queries.coarsening import cell_degrees
from edm.queries.observation_view import (
    animal_document,
    custom_fields_document,
    location_document,
    time_document,
)
from edm.queries.reach import holds
from edm.species import Level
from edm.species.catalogue import SpeciesCatalogue
from service_kit.scope import Reach

TOLD_BY_SHEETS = ("measurements", "samples", "keywords", "people", "media", "animal")
"""What sheets say of an encounter besides its scalars; a column each, and a key each in JSON."""

# Between project tags, which hold no line breaks.
_BREAK = "\n"

_projects = (
    select(func.aggregate_strings(EncounterProject.project, _BREAK))
    .where(EncounterProject.encounter_id == Encounter.id)
    .correlate(Encounter)
    .scalar_subquery()
)


# Built once: naming some fifty columns takes longer than finding a row.
SELECT_ENCOUNTERS: Select[Any] = select(
    *Encounter.__table__.c,
    Name.value.label("individual_name"),
    _projects.label("project_tags"),
).outerjoin(
    Name,
    and_(
        Name.individual_id == Encounter.individual_id,
        Name.context == DEFAULT_CONTEXT,
        Name.live,
    ),
)
"""Encounters with all that their JSON needs, in one statement."""


def projects_of(row: Any) -> list[str]:
    """The project tags of a row of `SELECT_ENCOUNTERS`."""
    return sorted(row.project_tags.split(_BREAK)) if row.project_tags else []


def encounter_document(row: Any, exact: Reach, catalogue: SpeciesCatalogue) -> dict[str, Any]:
    """The JSON of a row of `SELECT_ENCOUNTERS`, its place as exact as the caller may know it."""
    projects = projects_of(row)
    known_exactly = holds(exact, row, projects)
    step = 0.0 if known_exactly else cell_degrees(row.species, catalogue)
    individual = row.individual_id
    return {
        **recorded_encounter(row, projects),
        "location": location_document(row, step),
        # The reporter's own words may hold the very coordinates.
        "verbatim_locality": "" if step else row.verbatim_locality,
        "custom_fields": custom_fields_document(
            row.custom_fields, Level.ENCOUNTER, row.species, catalogue, step, known_exactly
        ),
        "animal": animal_document(row.animal, row.species, catalogue, step, known_exactly),
        # Personal data, and what nobody has read: not for everybody, however common the species is.
        "people": row.people if known_exactly else [],
        "verbatim": row.verbatim if known_exactly else {},
        "individual": {"id": str(individual), "name": row.individual_name} if individual else None,
        "created_at": row.created_at.isoformat(),
        "updated_at": row.updated_at.isoformat(),
        "version": row.version,
    }


def recorded_encounter(encounter: Any, projects: list[str]) -> dict[str, Any]:
    """All that is recorded of an encounter, exactly: what the audit trail keeps and a change starts from."""
    individual = encounter.individual_id
    return {
        "id": str(encounter.id),
        "sighting": str(encounter.sighting_id),
        "species": encounter.species,
        "state": encounter.state,
        "visibility": encounter.visibility,
        "owner": encounter.owner,
        "submission": encounter.submission,
        "projects": projects,
        "time": time_document(encounter),
        "location": location_document(encounter, 0.0),
        "region": encounter.region,
        "verbatim_locality": encounter.verbatim_locality,
        "sex": encounter.sex,
        "life_stage": encounter.life_stage,
        "living_status": encounter.living_status,
        "behaviour": encounter.behaviour,
        "comments": encounter.comments,
        "custom_fields": encounter.custom_fields,
        **{name: getattr(encounter, name) for name in TOLD_BY_SHEETS},
        "verbatim": encounter.verbatim,
        "individual": str(individual) if individual else None,
    }
