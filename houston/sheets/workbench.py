"""Where does an import lie while people work on it?"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from pathlib import Path
from typing import Any


class Workbench:
    """The folder of each import. Everything in it can be made again from the upload and the database, or is kept in git."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, import_id: uuid.UUID) -> Path:
        return self._folder / import_id.hex

    def cells(self, import_id: uuid.UUID, name: str) -> Path:
        return self.of(import_id) / f"cells-{name}"

    def faults(self, import_id: uuid.UUID, name: str) -> Path:
        return self.of(import_id) / f"faults-{name}"

    def matches(self, import_id: uuid.UUID, name: str) -> Path:
        return self.of(import_id) / f"matches-{name}"

    def boxes(self, import_id: uuid.UUID, file: uuid.UUID) -> Path:
        """What a file of boxes says, without the boxes."""
        return self.of(import_id) / f"boxes-{file.hex}.json"

    def commit(self, import_id: uuid.UUID) -> Path:
        """What the present commit has made ready."""
        return self.of(import_id) / "commit"

    def downloads(self, import_id: uuid.UUID) -> Path:
        """Sheets that were made for people to take away."""
        return self.of(import_id) / "downloads"

    def tidy(self, import_id: uuid.UUID, kept: set[Path]) -> None:
        """Takes away what earlier readings and checks have left, but what is kept."""
        for kind in ("cells-*", "faults-*", "matches-*"):
            for path in self.of(import_id).glob(kind):
                if path not in kept:
                    shutil.rmtree(path, ignore_errors=True)

    def remove(self, import_id: uuid.UUID) -> None:
        """Nothing is there afterwards, whether or not there was."""
        shutil.rmtree(self.of(import_id), ignore_errors=True)


def keep_json(path: Path, document: Any) -> None:
    """The document lies on the disk when this returns: all of it, or what was there before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_name(f"{path.name}.making")
    with making.open("w", encoding="utf-8") as stream:
        json.dump(document, stream, ensure_ascii=False)
        stream.flush()
        os.fsync(stream.fileno())
    making.replace(path)


def kept_json(path: Path) -> Any:
    """The document that was kept; None where there is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    return json.loads(text)
