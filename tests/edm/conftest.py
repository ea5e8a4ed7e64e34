"""An EDM with an empty database, on each backend that is there, and the species that come along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from edm.settings import EdmSettings
from tests.databases import Databases
from tests.edm.service import Service
from tests.kept_apps import kept_app, make_edm


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    made = Databases(tmp_path_factory.mktemp("migrated"), "edm")
    yield made
    made.close()


@pytest.fixture
def edm_database_url(backend: str, tmp_path: Path, migrated: Databases) -> str:
    """A database with EDM's tables and nothing in them, once on each backend."""
    return migrated.fresh(backend, tmp_path)


@pytest.fixture
def edm_app(tmp_path: Path, edm_database_url: str) -> Iterator[Flask]:
    app = kept_app(make_edm, EdmSettings(data=tmp_path, database_url=edm_database_url))
    yield app
    app.extensions["edm"].database.dispose()


@pytest.fixture
def edm(edm_app: Flask) -> Service:
    return Service(edm_app)
