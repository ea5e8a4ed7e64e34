"""Where do lists lie that may have as many entries as a sheet has rows, so that a page is read without the rest?

A list is a file with a few dozen entries a line as JSON, beside it where each line ends, and a few numbers of
every entry by which entries are chosen.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

LINES = "entries.jsonl"
ENDS = "ends.npy"
SUMMARY = "summary.json"
ENTRIES_A_LINE = 64
"""Written one by one, a hundred thousand entries take a second; read one by one, each would be a seek."""

Numbers = NDArray[Any]


def store_findings(
    folder: Path,
    entries: Iterable[Mapping[str, Any]],
    numbers: Mapping[str, Numbers],
    summary: Mapping[str, Any],
    texts: Mapping[str, list[str]] | None = None,
) -> None:
    """Writes entries, numbers and texts of all entries under their names, and a summary into a new folder: all of it, or none."""
    making = folder.with_name(f"{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    ends, end, count = [], 0, 0
    remaining = iter(entries)
    with (making / LINES).open("wb") as stream:
        while some := list(islice(remaining, ENTRIES_A_LINE)):
            end += stream.write(json.dumps(some).encode() + b"\n")
            ends.append(end)
            count += len(some)
    np.save(making / ENDS, np.array(ends, dtype=np.int64))
    for name, array in numbers.items():
        np.save(making / f"{name}.npy", array)
    for name, words in (texts or {}).items():
        (making / f"{name}.json").write_text(json.dumps(words), encoding="utf-8")
    (making / SUMMARY).write_text(json.dumps({**summary, "length": count}), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    making.rename(folder)


class Findings:
    """A stored list. Only looks, so it may be shared between threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.summary: dict[str, Any] = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        self._ends = np.load(folder / ENDS, mmap_mode="r")

    def __len__(self) -> int:
        return int(self.summary["length"])

    def numbers(self, name: str) -> Numbers:
        """What was stored under this name; not to be written to."""
        found: Numbers = np.load(self._folder / f"{name}.npy", mmap_mode="r")
        return found

    def texts(self, name: str) -> list[str]:
        """The texts that were stored under this name."""
        found: list[str] = json.loads((self._folder / f"{name}.json").read_text(encoding="utf-8"))
        return found

    def entries(self, positions: Sequence[int]) -> list[dict[str, Any]]:
        """The entries at these positions; reads no others."""
        wanted = sorted({position // ENTRIES_A_LINE for position in positions})
        lines: dict[int, list[dict[str, Any]]] = {}
        with (self._folder / LINES).open("rb") as stream:
            for line in wanted:
                start = int(self._ends[line - 1]) if line else 0
                stream.seek(start)
                lines[line] = json.loads(stream.read(int(self._ends[line]) - start))
        # Copies, for whoever asks may add to them.
        return [
            dict(lines[position // ENTRIES_A_LINE][position % ENTRIES_A_LINE])
            for position in positions
        ]

    def all_entries(self) -> list[dict[str, Any]]:
        """Every entry, in order."""
        with (self._folder / LINES).open("rb") as stream:
            return [entry for line in stream for entry in json.loads(line)]
