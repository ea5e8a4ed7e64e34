"""A researcher before the whole installation, and two photos that they have asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from houston.access import Role
from tests.houston.people import Browser, People
from tests.houston.workflows.herd import photo
from tests.houston.workflows.reports import Report, identify, report


@pytest.fixture
def researcher(people: People) -> Browser:
    return people.person(Role.RESEARCHER).browser


@pytest.fixture
def pair(researcher: Browser, work: Callable[[], None]) -> tuple[Report, Report, dict[str, Any]]:
    """Two photos of one animal, and the question about the second."""
    first = report(researcher, work, photo(1, 1))
    second = report(researcher, work, photo(1, 2))
    return first, second, identify(researcher, work, encounter=second.encounter)
