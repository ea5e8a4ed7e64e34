"""Where are the pictures that reached ACM itself, and not through Houston? One file each, named after its bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from acm_wbia.acm.files.whole_files import write_whole

PREFIX = "/internal/kept/"
"""Of the paths by which assets name these; Houston has nothing there."""


class KeptPictures:
    """The pictures, in one folder that all workers share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, data: bytes) -> tuple[str, str]:
        """Keeps the bytes; their path for an asset, and their SHA-256. Kept again, nothing changes."""
        sha256 = hashlib.sha256(data).hexdigest()
        place = self._place(sha256)
        if not place.exists():
            write_whole(place, data)
        return f"{PREFIX}{sha256}", sha256

    def holds(self, path: str) -> bool:
        """Whether an asset's path is one of ours."""
        return path.startswith(PREFIX)

    def read(self, path: str) -> bytes:
        """The bytes. Raises `FileNotFoundError`."""
        name = path.removeprefix(PREFIX)
        if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
            raise FileNotFoundError(path)
        return self._place(name).read_bytes()

    def _place(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256
