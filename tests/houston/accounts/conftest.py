"""Accounts are tried on each database that is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from houston.accounts import passwords
from houston.settings import HoustonSettings
from tests.databases import Databases


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    made = Databases(tmp_path_factory.mktemp("migrated"), "houston")
    yield made
    made.close()


@pytest.fixture
def settings(tmp_path: Path, backend: str, migrated: Databases) -> HoustonSettings:
    url = migrated.fresh(backend, tmp_path)
    return HoustonSettings(data=tmp_path / "var", database_url=url, job_retry_seconds=0)


@pytest.fixture(scope="package", autouse=True)
def quick_hashes() -> Iterator[None]:
    """What makes passwords hard to guess makes tests slow; the real work is done where a browser signs in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=1024))
        yield
