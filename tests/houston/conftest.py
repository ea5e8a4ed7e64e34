"""A gateway of its own for each test, its tables made, with nobody in it; before a real EDM and ACM where they are needed.

Where `installation` is used (by name, by a fixture, or by `pytestmark` for all tests of a file), `app` is its gateway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from houston.app import create_houston
from houston.house import EXTENSION, House
from houston.models import Base
from houston.settings import HoustonSettings
from houston.tasks import all_handlers
from service_kit.clock import now
from service_kit.jobs import JobRunner, JobState
from tests.houston.people import Browser, People
from tests.houston.workflows.installation import Installation


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """All three services, on free ports."""
    made = Installation(tmp_path / "var")
    yield made
    made.stop()


@pytest.fixture
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> HoustonSettings:
    if "installation" in request.fixturenames:
        return request.getfixturevalue("installation").house.settings
    return HoustonSettings(data=tmp_path / "var", job_retry_seconds=0)


@pytest.fixture
def work(installation: Installation) -> Callable[[], None]:
    """Does all work that is due, in all services."""
    return installation.work


@pytest.fixture
def app(request: pytest.FixtureRequest, settings: HoustonSettings) -> Iterator[Flask]:
    if "installation" in request.fixturenames:
        yield request.getfixturevalue("installation").app
        return
    made = create_houston(settings)
    house: House = made.extensions[EXTENSION]
    Base.metadata.create_all(house.database.engine)
    yield made
    house.database.dispose()


@pytest.fixture
def house(app: Flask) -> House:
    return app.extensions[EXTENSION]


@pytest.fixture
def people(app: Flask, house: House) -> People:
    return People(app, house)


@pytest.fixture
def stranger(people: People) -> Browser:
    return people.stranger()


@pytest.fixture
def do_jobs(house: House):
    """Does what is queued in this thread, until nothing is left to do."""
    runner = JobRunner(house.jobs, all_handlers(house))

    def work() -> None:
        while ids := _queued(house):
            for job in ids:
                runner.run(job)

    return work


def _queued(house: House):
    with house.database.read() as session:
        model = house.jobs.model
        rows = session.query(model).filter(model.state == JobState.QUEUED, model.due_at <= now())
        return [row.id for row in rows]
