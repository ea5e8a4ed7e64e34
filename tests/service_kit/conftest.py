"""The foundation of the toy service, on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from service_kit.foundation import Foundation
from tests.service_kit.toy import Base, ToySettings, toy_foundation


@pytest.fixture
def foundation(tmp_path: Path, database_url: str) -> Iterator[Foundation]:
    settings = ToySettings(
        data=tmp_path, database_url=database_url, job_retry_seconds=0, job_lease_seconds=30
    )
    made = toy_foundation(settings)
    Base.metadata.create_all(made.database.engine)
    yield made
    made.database.dispose()
