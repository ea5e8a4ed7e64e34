"""A folder of small species files, and the species that come along."""

from __future__ import annotations

from pathlib import Path

import pytest

from edm.species import SpeciesRegistry
from edm.species.catalogue import SpeciesCatalogue
from species_configs import FOLDER
from tests.edm.species.files import SpeciesFolder


@pytest.fixture
def files(tmp_path: Path) -> SpeciesFolder:
    return SpeciesFolder(tmp_path)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> SpeciesCatalogue:
    registry = SpeciesRegistry(FOLDER, tmp_path_factory.mktemp("state"))
    assert [str(fault) for fault in registry.faults()] == []
    return registry.catalogue()
