"""All three services, and a researcher with a sheet."""

from __future__ import annotations

import pytest
from flask import Flask

from houston.access import Role
from tests.houston.people import Person
from tests.houston.workflows.installation import Installation


@pytest.fixture
def app(installation: Installation) -> Flask:
    return installation.app


@pytest.fixture
def researcher(people) -> Person:
    return people.person(Role.RESEARCHER)


@pytest.fixture
def browser(researcher):
    return researcher.browser
