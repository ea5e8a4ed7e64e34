"""EDM's tables: sightings, encounters, individuals and their names; the audit trail, decisions and jobs."""

from edm.models.audit import AuditEntry
from edm.models.base import Base
from edm.models.decision import Decision
from edm.models.encounter import Encounter, EncounterProject, State, Visibility
from edm.models.individual import DEFAULT_CONTEXT, Individual, Name
from edm.models.job import Job
from edm.models.sighting import Sighting

__all__ = [
    "DEFAULT_CONTEXT",
    "AuditEntry",
    "Base",
    "Decision",
    "Encounter",
    "EncounterProject",
    "Individual",
    "Job",
    "Name",
    "Sighting",
    "State",
    "Visibility",
]
