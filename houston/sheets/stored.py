"""Where do the cells of a sheet lie, so that a few rows are shown without reading half a million?

A column is three files: the codes of its rows, the distinct texts behind one another, and where each begins.
Codes and beginnings are mapped into memory, so a window costs what it shows.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from functools import cached_property
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from houston.sheets.sheet import Cell, Codes, Column, Sheet

INDEX = "sheet.json"
BETWEEN = "\0"
"""Separates texts; no cell holds it, see `clean_cell`."""


def store_sheet(folder: Path, sheet: Sheet, notes: Sequence[Mapping[str, Any]] = ()) -> None:
    """Writes the sheet, and what is to be said of it, into a new folder; whoever is killed meanwhile leaves none, or the whole."""
    making = folder.with_name(f"{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    for index, column in enumerate(sheet.columns):
        texts = [(text or "").encode() for text in column.distinct]
        ends = np.cumsum([len(text) + 1 for text in texts], dtype=np.int64)
        np.save(_path(making, index, "codes.npy"), column.codes)
        np.save(_path(making, index, "ends.npy"), ends)
        _path(making, index, "texts").write_bytes(BETWEEN.encode().join(texts))
    known = {
        "headings": sheet.headings,
        "rows": sheet.row_count,
        "worksheet": sheet.worksheet,
        "worksheets": sheet.worksheets,
        "notes": list(notes),
    }
    (making / INDEX).write_text(json.dumps(known), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    making.rename(folder)


class StoredSheet:
    """A sheet in its folder. Only looks, so it may be shared between threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        known = json.loads((folder / INDEX).read_text(encoding="utf-8"))
        self.headings: list[str | None] = known["headings"]
        self.row_count: int = known["rows"]
        # Sheets of earlier versions have none.
        self.notes: list[dict[str, Any]] = known.get("notes", [])

    def column(self, index: int) -> Column:
        """The whole column; its codes are not to be written to."""
        texts = _path(self._folder, index, "texts").read_bytes().decode().split(BETWEEN)
        distinct: list[Cell] = [text or None for text in texts]
        return Column(distinct, self.codes(index))

    def may_hold(self, index: int, needle: str) -> bool:
        """Whether any text of the column holds the needle, which is casefolded; asked before looking at each."""
        blob = _path(self._folder, index, "texts").read_bytes()
        return needle in blob.decode().casefold()

    def codes(self, index: int) -> Codes:
        """Which text each row has, without the texts."""
        codes: Codes = np.load(_path(self._folder, index, "codes.npy"), mmap_mode="r")
        return codes

    def cells(self, index: int, rows: NDArray[np.intp]) -> list[Cell]:
        """The texts of these rows, counted from 0; reads no others."""
        used, positions = np.unique(self.codes(index)[rows], return_inverse=True)
        texts = self._texts(index, used)
        return [texts[position] for position in positions.tolist()]

    def packed(self, index: int, rows: NDArray[np.intp]) -> dict[str, Any]:
        """As `Column.packed`, without reading the texts of other rows."""
        used, renumbered = np.unique(self.codes(index)[rows], return_inverse=True)
        return {"distinct": self._texts(index, used), "codes": renumbered.tolist()}

    def _texts(self, index: int, codes: Codes) -> list[Cell]:
        ends = np.load(_path(self._folder, index, "ends.npy"), mmap_mode="r")
        starts = np.where(codes > 0, ends[np.maximum(codes - 1, 0)], 0).tolist()
        stops = (ends[codes] - 1).tolist()
        with _path(self._folder, index, "texts").open("rb") as stream:
            # A file without bytes cannot be mapped: it has the blank text only.
            texts = mmap(stream.fileno(), 0, access=ACCESS_READ) if ends[-1] > 1 else b""
            return [
                texts[start:stop].decode() or None
                for start, stop in zip(starts, stops, strict=True)
            ]

    @cached_property
    def width(self) -> int:
        return len(self.headings)


def _path(folder: Path, index: int, part: str) -> Path:
    return folder / f"column-{index:04}.{part}"
