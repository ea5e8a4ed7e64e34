"""A researcher, and an EDM that knows just enough of sheets."""

from __future__ import annotations

import pytest

from houston.access import Role
from houston.house import House
from tests.houston.bulk_imports.fake_edm import FakeEdm
from tests.houston.people import Browser, People


@pytest.fixture
def edm(house: House) -> FakeEdm:
    fake = FakeEdm()
    house.edm = fake
    return fake


@pytest.fixture
def browser(people: People, edm: FakeEdm) -> Browser:
    return people.person(Role.RESEARCHER).browser
