"""Somebody with a draft, to which files can be added."""

from __future__ import annotations

import pytest

from houston.access import Role
from tests.houston.people import Browser, People
from tests.houston.sending import open_draft


@pytest.fixture
def browser(people: People) -> Browser:
    return people.person(Role.CONTRIBUTOR).browser


@pytest.fixture
def draft(browser: Browser) -> str:
    return open_draft(browser)
