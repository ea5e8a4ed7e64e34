"""What did comparing a whole catalogue with itself give? One file a side, a line for each picture that was asked about.

A curation asks the same again and again while people answer, and may be interrupted for hours in between: what was
compared once is not compared again. The files are named after what was compared with what; those that nobody has asked
for in a month are removed.
"""

from __future__ import annotations

import json
import os
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

KEPT_SECONDS = 30 * 24 * 3600
"""After the last use. Making them again takes as long as the first time, and nothing else is lost."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """One encounter on a picture's list."""

    score: float
    """Above zero."""
    annotation: str
    """Its picture that is most alike."""


LikeList = Mapping[str, Likeness]
"""By encounter."""


class LookFiles:
    """All files of one installation, in one folder that all workers share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, key: str) -> dict[uuid.UUID, LikeList]:
        """What is known of a side, by picture; the file counts as used."""
        path = self._path(key)
        try:
            os.utime(path)
            lines = path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return {}  # or another worker has just removed it
        found: dict[uuid.UUID, LikeList] = {}
        for line in lines:
            try:
                query, told = json.loads(line)
            except ValueError:
                continue  # a worker was killed while it wrote this one
            found[uuid.UUID(query)] = {name: Likeness(*each) for name, each in told.items()}
        return found

    @contextmanager
    def adding(self, key: str) -> Iterator[LookWriter]:
        """Adds to a side; what is written stays, whatever happens next."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._path(key).open("a", encoding="utf-8") as stream:
            stream.write("\n")  # the last line may be cut short
            yield LookWriter(stream)

    def remove_unused(self) -> list[str]:
        """Removes what nobody has asked for in a month; the keys."""
        if not self._folder.exists():
            return []
        oldest = time.time() - KEPT_SECONDS
        return [path.stem for path in self._folder.iterdir() if _removed(path, oldest)]

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.jsonl"


def _removed(path: Path, oldest: float) -> bool:
    """Whether it was older, and is removed now; another worker may remove it at any moment."""
    try:
        if path.stat().st_mtime >= oldest:
            return False
        path.unlink()
    except FileNotFoundError:
        return False
    return True


class LookWriter:
    """Writes one line a picture."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def add(self, query: uuid.UUID, likes: LikeList) -> None:
        """Keeps one answer."""
        told = {name: [each.score, each.annotation] for name, each in likes.items()}
        self._stream.write(json.dumps([str(query), told]) + "\n")
        self._stream.flush()
