"""Is the repository about the project alone?"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LARGEST_FILE_BYTES = 2 * 1024 * 1024


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_the_lock_file_names_no_download_address(tracked: list[Path]) -> None:
    locks = [path for path in tracked if path.name == "package-lock.json"]
    assert locks
    for lock in locks:
        assert '"resolved": "http' not in lock.read_text(encoding="utf-8")


def test_no_large_file_is_kept_in_the_repository(tracked: list[Path]) -> None:
    assert [
        path for path in tracked if path.is_file() and path.stat().st_size > LARGEST_FILE_BYTES
    ] == []
