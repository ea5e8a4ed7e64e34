"""The validation, with the species and regions that come along."""

from __future__ import annotations

import pytest

from edm.regions import RegionRegistry
from edm.species import SpeciesRegistry
from species_configs import FOLDER, REGIONS_FILE
from tests.edm.validation.report import Validator


@pytest.fixture(scope="session")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Validator:
    state = tmp_path_factory.mktemp("state")
    return Validator(
        SpeciesRegistry(FOLDER, state).catalogue(), RegionRegistry(REGIONS_FILE, state).tree()
    )
