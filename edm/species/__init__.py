"""Which species does the platform know, and what is recorded about each?

``SpeciesRegistry(folder, state_folder, usage)`` reads the YAML files and keeps up with their changes; its
``catalogue()`` is a snapshot that never changes: ``get(id)``, ``find(text)``, ``nearest(text)``.
"""

from edm.species.catalogue import SpeciesCatalogue
from edm.species.config import Algorithm, Detection, SpeciesConfig, Subspecies, Viewpoints
from edm.species.config_fault import ConfigFault
from edm.species.custom_field import CustomField, FieldType, Level, Term
from edm.species.describe import describe_field, describe_species, summarise_species
from edm.species.registry import SpeciesRegistry
from edm.species.usage import Usage

__all__ = [
    "Algorithm",
    "ConfigFault",
    "CustomField",
    "Detection",
    "FieldType",
    "Level",
    "SpeciesCatalogue",
    "SpeciesConfig",
    "SpeciesRegistry",
    "Subspecies",
    "Term",
    "Usage",
    "Viewpoints",
    "describe_field",
    "describe_species",
    "summarise_species",
]
