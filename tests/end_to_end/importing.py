"""Runs `houston import` as somebody at a terminal does, with pictures as small as they can be."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from PIL import Image

from houston.client.api import CodexClient
from tests.end_to_end.records import count
from tests.end_to_end.stack import ROOT, Stack, wait_until

DETECTING = "SELECT count(*) FROM jobs WHERE kind = 'detect' AND finished_at IS NULL"
# Whatever was started in the background ignores Ctrl-C, and so would all that it starts.
PROGRAM = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from houston.cli import main; main()"
)
SIDE = 16  # pixels of a picture that only has to be there


def small_picture(seed: str) -> bytes:
    """A JPEG of a few hundred bytes; another seed, another picture."""
    noise = hashlib.sha256(seed.encode()).digest() * (SIDE * SIDE * 3 // 32)
    stream = io.BytesIO()
    Image.frombytes("RGB", (SIDE, SIDE), noise).save(stream, "JPEG", quality=90)
    return stream.getvalue()


class Importing:
    """The command, against one house, as one user."""

    def __init__(self, stack: Stack, token: str) -> None:
        self._stack = stack
        self._token = token
        self._client = CodexClient(stack.url, token)

    def run(
        self, *arguments: Path | str, token: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """What it prints and how it ends."""
        return subprocess.run(
            self._command("import", *arguments), env=self._environment(token), cwd=ROOT,
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def plain(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self._command(*arguments), env=self._environment(None), cwd=ROOT,
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def json(self, *arguments: Path | str) -> Any:
        """What it prints with --json, however it ends."""
        ended = self.run(*arguments, "--json")
        assert ended.stdout, ended.stderr
        return json.loads(ended.stdout)

    def begin(self, *arguments: Path | str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self._command("import", *arguments), env=self._environment(None), cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def wait_for_uploads(self, at_least: int) -> None:
        before = self._uploads()
        wait_until(lambda: self._uploads() >= before + at_least, "uploads to arrive")

    def settled(self, submission: str) -> Any:
        """The submission once no picture is looked at any more."""
        return self._client.wait_for_submission(submission)

    def wait_for_detection(self) -> None:
        """Until no picture of any import is looked at any more."""
        wait_until(lambda: count(self._stack, "houston", DETECTING) == 0, "detection to end")

    def _uploads(self) -> int:
        return count(self._stack, "houston", "SELECT count(*) FROM submission_files")

    def _environment(self, token: str | None) -> dict[str, str]:
        return {**os.environ, "CODEX_TOKEN": token or self._token}

    def _command(self, *arguments: Path | str) -> list[str]:
        named = [*map(str, arguments)]
        url = ["--url", self._stack.url] if named[0] == "import" and "--help" not in named else []
        return [sys.executable, "-c", PROGRAM, *named, *url]
