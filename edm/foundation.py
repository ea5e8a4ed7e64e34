"""What does each of EDM's processes stand on? The foundation, the species files and the regions."""

from __future__ import annotations

from functools import cached_property

from flask import current_app

from edm.models import Job
from edm.queries.usage import count_records
from edm.regions import RegionRegistry
from edm.settings import EdmSettings
from edm.species import Level, SpeciesRegistry
from service_kit.foundation import Foundation

EXTENSION = "edm"


class Edm(Foundation):
    """The parts of one EDM process."""

    settings: EdmSettings

    def __init__(self, settings: EdmSettings, species: SpeciesRegistry | None = None) -> None:
        """`species` are read already, for several EDMs in one process; else each reads the files itself."""
        super().__init__(settings, Job)
        self._given_species = species

    @cached_property
    def species(self) -> SpeciesRegistry:
        """The species files, read again when they change; a field in use is never lost to a reload."""
        return self._given_species or SpeciesRegistry(
            self.settings.species, self.settings.state, self._usage
        )

    @cached_property
    def regions(self) -> RegionRegistry:
        return RegionRegistry(self.settings.species / "_regions.yaml", self.settings.state)

    def read_configuration(self) -> None:
        """Reads the files now, so that a file that breaks later on has a good version to fall back on."""
        self.species.catalogue()
        self.regions.tree()

    def _usage(self, species: str, level: Level | None, field: str | None) -> int:
        with self.database.read() as session:
            return count_records(session, species, level, field)


def current_edm() -> Edm:
    """The EDM of the app that answers the present request."""
    edm: Edm = current_app.extensions[EXTENSION]
    return edm
