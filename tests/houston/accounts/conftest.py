"""Accounts are tried on each database that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from houston.settings import HoustonSettings


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> HoustonSettings:
    return HoustonSettings(data=tmp_path / "var", database_url=database_url, job_retry_seconds=0)
