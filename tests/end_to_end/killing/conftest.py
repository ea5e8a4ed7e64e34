"""A house of its own for each file of tests that kill what it runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from houston.client.api import CodexClient
from tests.end_to_end.stack import Stack


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("killed")) as running:
        yield running


@pytest.fixture(scope="module")
def researcher(stack: Stack) -> CodexClient:
    return stack.user("importer@example.org", "researcher")
