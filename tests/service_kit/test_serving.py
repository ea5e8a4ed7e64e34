"""Does a service that runs as a process of its own answer those who may see much?"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import urllib3

from service_kit.scope import Reach, Scope
from service_kit.tokens import TokenSigner
from tests.service_kit.toy import ToySettings, toy_foundation

PATIENCE_SECONDS = 60.0
MANY = 400  # projects and collaborators of somebody who runs a network of sites


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "TOY_DATA": str(tmp_path), "TOY_PORT": str(port)}
    arguments = [sys.executable, "-m", "tests.service_kit.toy", "serve"]
    process = subprocess.Popen(arguments, env=environment)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(PATIENCE_SECONDS)


def ask(address: str, headers: dict[str, str]) -> int:
    """The status of `/health`, once the process listens."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            url = f"{address}/health"
            return urllib3.request("GET", url, headers=headers, retries=False).status
        except urllib3.exceptions.HTTPError:
            assert time.monotonic() < until, "the service does not listen"
            time.sleep(0.05)


def test_a_scope_of_hundreds_of_projects_and_collaborators_fits(address, tmp_path):
    ids = frozenset(str(uuid4()) for _ in range(MANY))
    wide = Reach(owners=ids, projects=ids)
    secrets = toy_foundation(ToySettings(data=tmp_path)).secrets
    token = TokenSigner(secrets, "toy").sign("toy", Scope(read=wide, write=wide, exact=wide))
    assert ask(address, {"Authorization": f"Bearer {token}"}) == 200
