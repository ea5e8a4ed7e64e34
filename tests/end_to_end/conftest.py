"""One running house for the tests that only use it; those that kill it have their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from houston.client.api import CodexClient
from tests.end_to_end.stack import Stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("stack")) as running:
        yield running


@pytest.fixture(scope="session")
def admin(stack: Stack) -> CodexClient:
    return stack.user("admin@example.org", "admin")


@pytest.fixture(scope="session")
def researcher(stack: Stack) -> CodexClient:
    return stack.user("researcher@example.org", "researcher")
