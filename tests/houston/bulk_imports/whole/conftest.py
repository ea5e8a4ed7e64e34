"""All three services, and a researcher with a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from houston.access import Role
from houston.house import House
from tests.houston.people import Person
from tests.houston.workflows.installation import Installation


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    made = Installation(tmp_path / "var")
    yield made
    made.stop()


@pytest.fixture
def app(installation: Installation) -> Flask:
    return installation.app


@pytest.fixture
def house(installation: Installation) -> House:
    return installation.house


@pytest.fixture
def work(installation: Installation):
    """Does all work that is due, in all services."""
    return installation.work


@pytest.fixture
def researcher(people) -> Person:
    return people.person(Role.RESEARCHER)


@pytest.fixture
def browser(researcher):
    return researcher.browser
