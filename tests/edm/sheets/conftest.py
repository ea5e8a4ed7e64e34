"""An EDM that is asked about sheets. It stores nothing, so most tests share one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from edm.app import create_edm
from edm.settings import EdmSettings
from tests.databases import SQLITE, Databases
from tests.edm.service import Service
from tests.edm.sheets.sheets import Sheets
from tests.shipped_species import shipped_species


@pytest.fixture(scope="package")
def sheets(elsewhere: Sheets) -> Sheets:
    """An EDM in which nothing is."""
    return elsewhere


@pytest.fixture(scope="package")
def elsewhere(migrated: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sheets]:
    """An EDM in which nothing is, beside one of the test's own."""
    folder = tmp_path_factory.mktemp("sheets")
    settings = EdmSettings(data=folder, database_url=migrated.fresh(SQLITE, folder))
    app = create_edm(settings, shipped_species())
    yield Sheets(Service(app))
    app.extensions["edm"].database.dispose()


@pytest.fixture
def stored(edm: Service) -> Sheets:
    """An EDM of the test's own, on each database, for what a sheet finds there."""
    return Sheets(edm)
