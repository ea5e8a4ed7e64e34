"""Good documents to start from, and a short way to say what is wrong with a changed one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from edm.regions import RegionTree
from edm.species.catalogue import SpeciesCatalogue
from edm.validation import (
    ValidationResult,
    validate_individual,
    validate_metadata,
    validate_patch,
)

NOW = datetime(2024, 6, 3, 12, 0, tzinfo=UTC)
Found = set[tuple[str, str]]


def an_id() -> str:
    return str(uuid.uuid4())


def an_encounter(**changes: Any) -> dict[str, Any]:
    return {
        "id": an_id(),
        "species": None,
        "individual_name": None,
        "sex": None,
        "life_stage": None,
        "living_status": None,
        "behaviour": None,
        "comments": "",
        "verbatim": {},
        "custom_fields": {},
        "assets": ["zebra_🦓.jpg"],
        **changes,
    }


def a_sighting(*encounters: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "id": an_id(),
        "species": "equus_quagga",
        "time": {"year": 2024, "month": 6, "day": 2, "hour": 7, "minute": 30},
        "location": {"latitude": -1.4, "longitude": 35.1},
        "region": "mara",
        "verbatim_locality": "by the river",
        "comments": "",
        "custom_fields": {},
        "encounters": list(encounters) or [an_encounter()],
        **changes,
    }


def a_report(*sightings: dict[str, Any]) -> dict[str, Any]:
    return {"sightings": list(sightings) or [a_sighting()]}


def found(result: ValidationResult) -> Found:
    """Where and what the faults are."""
    return {(fault.pointer, fault.code) for fault in result.faults}


@dataclass
class Validator:
    """The validation with the species and regions that come along, at one fixed moment."""

    species: SpeciesCatalogue
    regions: RegionTree
    now: datetime = NOW

    def report(self, document: Any) -> ValidationResult:
        return validate_metadata(document, self.species, self.regions, self.now)

    def sighting(self, *encounters: dict[str, Any], **changes: Any) -> ValidationResult:
        """A report of one sighting with these changes."""
        return self.report(a_report(a_sighting(*encounters, **changes)))

    def encounter(self, of: str = "equus_quagga", **changes: Any) -> ValidationResult:
        """A report of one encounter with these changes."""
        return self.sighting(an_encounter(**changes), species=of)

    def individual(self, document: Any) -> ValidationResult:
        return validate_individual(document, self.species, self.regions, self.now)

    def patch(
        self, kind: str, current: dict[str, Any], partial: Any, sighting_species: str | None = None
    ) -> ValidationResult:
        return validate_patch(
            kind,
            current,
            partial,
            self.species,
            self.regions,
            self.now,
            sighting_species=sighting_species,
        )


def stored_sighting(result: ValidationResult) -> dict[str, Any]:
    """The only sighting of a valid report, as it is to be stored."""
    assert result.valid, [fault.as_dict() for fault in result.faults]
    assert result.normalised is not None
    (sighting,) = result.normalised["sightings"]
    return dict(sighting)


def stored_encounter(result: ValidationResult) -> dict[str, Any]:
    """The only encounter of a valid report, as it is to be stored."""
    (encounter,) = stored_sighting(result)["encounters"]
    return dict(encounter)
