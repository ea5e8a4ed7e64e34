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
from tests.kept_apps import kept_app, make_tables


@pytest.fixture(scope="session")
def kept_installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """What `installation` lends to one test after the other."""
    made = Installation(tmp_path_factory.mktemp("kept") / "var")
    yield made
    made.stop()


@pytest.fixture
def installation(kept_installation: Installation, tmp_path: Path) -> Iterator[Installation]:
    """All three services, on free ports, with nothing in them."""
    kept_installation.begin_anew(tmp_path / "var")
    yield kept_installation
    kept_installation.rest()


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
    made = kept_app(create_houston, settings)
    house: House = made.extensions[EXTENSION]
    if not settings.database_url:
        make_tables(house, Base.metadata)
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
