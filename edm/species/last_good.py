"""What did a configuration file say when it was last in order?

A folder of plain files, one a configuration file, that outlives restarts: with it the service starts
although somebody left a file broken.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any


class LastGood:
    """The folder of last good versions, and what this process knows of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, Any] = {}

    def names(self) -> list[str]:
        """Of what there is a last good version."""
        return sorted({*self._known, *(path.stem for path in self._folder.glob("*.json"))})

    def load(self, name: str) -> Any | None:
        """The last good content, or ``None`` where there never was one (or it cannot be read any more)."""
        if name not in self._known:
            try:
                self._known[name] = json.loads(self._path(name).read_text("utf-8"))
            except (FileNotFoundError, json.JSONDecodeError, UnicodeDecodeError):
                return None
        return self._known[name]

    def save(self, name: str, content: Any) -> None:
        """Remember ``content``; a reader meanwhile sees the old or the new, never half of it.

        Raises ``OSError`` where the folder cannot be written; this process remembers it all the same.
        """
        if self.load(name) == content and self._path(name).exists():
            return
        self._known[name] = content
        self._folder.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=self._folder, suffix=".part")
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(content, stream, ensure_ascii=False, indent=1)
        Path(temporary).replace(self._path(name))

    def forget(self, name: str) -> None:
        """There is nothing to remember any more."""
        self._known.pop(name, None)
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"
