"""May this document be stored, and if not, what is wrong with it, all of it at once?

Dictionaries in, :class:`ValidationResult` out; nothing here raises on any JSON value.

* ``validate_metadata(document, species, regions, now)`` a report: sightings and their encounters
* ``validate_patch(kind, current, partial, species, regions, now, sighting_species=None)`` a change of one record
* ``validate_individual(document, species, regions, now)`` a new individual

``species`` is ``SpeciesRegistry.catalogue()``, ``regions`` is ``RegionRegistry.tree()``, ``now`` an aware datetime.
"""

from edm.validation.codes import CODES
from edm.validation.individual import validate_individual
from edm.validation.metadata import validate_metadata
from edm.validation.names import check_name, means_no_name
from edm.validation.patch import validate_patch
from edm.validation.result import ValidationResult
from edm.values import Fault, FaultList, Severity

__all__ = [
    "CODES",
    "Fault",
    "FaultList",
    "Severity",
    "ValidationResult",
    "check_name",
    "means_no_name",
    "validate_individual",
    "validate_metadata",
    "validate_patch",
]
