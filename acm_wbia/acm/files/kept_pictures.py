"""Where are the pictures that reached ACM itself, and not through Houston? One file each, named after its bytes."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from acm_wbia.acm.files.whole_files import write_whole

PREFIX = "/internal/kept/"
"""Of the paths by which assets name these; Houston has nothing there."""

UNFINISHED = "unfinished-"
"""Of the folders in which the pictures of a request lie until all of them are there; one that a crash left may go."""


class KeptPictures:
    """The pictures, in one folder that all workers share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def keeping(self) -> Iterator[Callable[[bytes], tuple[str, str]]]:
        """Gives what keeps some bytes: it returns their path for an asset, and their SHA-256.

        Each lies on the disk once that returns; all are kept at the end, and none where it comes to an error. Kept again,
        nothing changes.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._folder, prefix=UNFINISHED) as aside:

            def keep(data: bytes) -> tuple[str, str]:
                sha256 = hashlib.sha256(data).hexdigest()
                if not self._place(sha256).exists():
                    write_whole(Path(aside) / sha256, data)
                return f"{PREFIX}{sha256}", sha256

            yield keep
            for each in list(Path(aside).iterdir()):
                place = self._place(each.name)
                place.parent.mkdir(exist_ok=True)
                each.replace(place)

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
