"""What came of validating a document: may it be stored, as what, and if not, why?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from edm.values import Fault, FaultList


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """All that is to be said about one document, at once."""

    valid: bool  # whether there is no fault; warnings refuse nothing
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    normalised: dict[str, Any] | None  # the document as it is to be stored; None unless valid
    sightings: int = 0  # how many the document holds, where it is metadata
    encounters: int = 0

    def with_faults(self, faults: Sequence[Fault]) -> ValidationResult:
        """The same with faults that were found elsewhere."""
        if not faults:
            return self
        return replace(self, valid=False, faults=(*self.faults, *faults), normalised=None)

    def as_dict(self) -> dict[str, Any]:
        """The answer of ``POST /validate``."""
        return {
            "valid": self.valid,
            "errors": [fault.as_dict() for fault in self.faults],
            "warnings": [fault.as_dict() for fault in self.warnings],
            "sightings": self.sightings,
            "encounters": self.encounters,
        }


def result_of(
    found: FaultList, normalised: dict[str, Any], *, sightings: int = 0, encounters: int = 0
) -> ValidationResult:
    """The result with these findings; ``normalised`` is given out only when there is no fault."""
    valid = not found.faults
    return ValidationResult(
        valid=valid,
        faults=tuple(found.faults),
        warnings=tuple(found.warnings),
        normalised=normalised if valid else None,
        sightings=sightings,
        encounters=encounters,
    )
