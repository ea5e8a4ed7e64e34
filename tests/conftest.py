"""What every test may use: a database on each backend that is there, and the folder of shared photos."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import BACKENDS, Databases


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: no use in looking through it for garbage again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Each kind of database that there is; PostgreSQL where `CODEX_TEST_POSTGRESQL` names a server."""
    kind: str = request.param
    return kind


@pytest.fixture(scope="session")
def empty_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    made = Databases(tmp_path_factory.mktemp("empty"))
    yield made
    made.close()


@pytest.fixture
def database_url(backend: str, tmp_path: Path, empty_databases: Databases) -> str:
    """A database without tables, once on each backend."""
    return empty_databases.fresh(backend, tmp_path)


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """The folder of shared photos and formats; tests that need it skip where it is missing."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("there is no ../shared beside this checkout")
    return folder
