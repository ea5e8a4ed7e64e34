"""Which row of a sheet names which uploaded picture? Names that mean none or several are faults at their cells."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np

from houston.access import Principal
from houston.files.names import FileNames
from houston.house import House
from houston.models import BulkImport, FileState, SubmissionFile
from houston.queries.bulk_import import pictures_of
from houston.queries.known_pictures import KnownPicture, known_pictures
from houston.sheets.findings import store_findings
from houston.sheets.patch import PatchedSheet
from houston.sheets.sheet import FIRST_ROW, Column

FILES = "files"
PICTURE_KNOWN = "picture_known"
ROWS_SHOWN = 20
MOST_NAMED = 200  # missing files that have a fault of their own; the files' page names all of them
_SEVERAL = re.compile(r"[,;|\n]")
_NOTHING = frozenset({"none", "nan", "na", "n/a", "null", "-"})
MOST_LISTED = 20_000  # missing files on the files' page, which nobody reads to its end
LONGEST_NOTHING = 8  # a word for nothing with some blanks around it
ARRIVING = (FileState.RECEIVING, FileState.CHECKING)
USABLE = (FileState.READY, FileState.DUPLICATE)


class MatchStatus(StrEnum):
    """What is known of a file, or of a name for which there is none."""

    MATCHED = "matched"
    MISSING = "missing"
    AMBIGUOUS = "ambiguous"
    UNUSED = "unused"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


STATUSES = tuple(MatchStatus)


@dataclass(slots=True)
class Match:
    """A file and the rows that name it, or a name that means no one file."""

    status: MatchStatus
    name: str
    file: uuid.UUID | None = None
    rows: list[int] = field(default_factory=list)
    candidates: list[str] = field(default_factory=list)
    code: str | None = None
    reason: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    exif_differs: list[dict[str, str]] = field(default_factory=list)
    row_count: int | None = None
    """Where only the first row is listed."""

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        rows = sorted(set(self.rows))
        return {
            "file": str(self.file) if self.file else None,
            "name": self.name,
            "status": str(self.status),
            "rows": rows[:ROWS_SHOWN],
            "row_count": self.row_count or len(rows),
            "candidates": self.candidates,
            "code": self.code,
            "reason": self.reason,
            "details": self.details,
            "exif_differs": self.exif_differs,
        }


@dataclass(slots=True)
class Named:
    """A picture that tells when or where it was taken, and the cells (row, column) that name it."""

    exif: Mapping[str, Any]
    cells: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Matched:
    """What came of looking for all names."""

    matches: list[Match]
    faults: list[dict[str, Any]]
    with_exif: dict[uuid.UUID, Named]
    missing: int
    """All names without a file; of very many, not all are among the matches."""
    notes: list[dict[str, Any]] = field(default_factory=list)
    """What else is to be said of the import's files."""

    @property
    def named(self) -> set[uuid.UUID]:
        """The files that rows name."""
        return {each.file for each in self.matches if each.file and each.rows}

    def store(self, folder: Path) -> dict[str, int]:
        """Keeps the matches; answers how many there are of each status."""
        status = np.array([STATUSES.index(each.status) for each in self.matches], dtype=np.int8)
        counts = {str(name): int((status == number).sum()) for number, name in enumerate(STATUSES)}
        counts[MatchStatus.MISSING] = self.missing
        entries = (each.as_dict() for each in self.matches)
        names = [each.name.casefold() for each in self.matches]
        summary = {"counts": counts, "notes": self.notes}
        store_findings(folder, entries, {"status": status}, summary, {"names": names})
        return counts


def match_files(
    house: House, principal: Principal, found: BulkImport, sheet: PatchedSheet
) -> Matched:
    """Looks for every name in the columns of files among the import's pictures."""
    with house.database.read() as session:
        files = pictures_of(session, found.id)
        known = known_pictures(session, principal, found.id, files)
    matching = _Matching(files, known)
    for column in found.columns:
        if column["role"] == "file":
            matching.look_in(sheet, column)
    return matching.matched()


def names_in(cell: str, names: FileNames) -> list[str]:
    """The file names in a cell: usually one, in some systems' sheets several between commas."""
    if len(cell) <= LONGEST_NOTHING and cell.strip().lower() in _NOTHING:
        return []
    if _SEVERAL.search(cell) and not names.find(cell).files:
        return [part.strip() for part in _SEVERAL.split(cell) if part.strip()]
    return [cell]


class _Matching:
    def __init__(
        self, files: Sequence[SubmissionFile], known: Mapping[uuid.UUID, KnownPicture]
    ) -> None:
        self._files = {file.id: file for file in files}
        self._names = FileNames((file.id, file.name) for file in files)
        self._known = known
        self._used: dict[uuid.UUID, list[int]] = {}
        self._unclear: dict[str, Match] = {}
        self._with_exif: dict[uuid.UUID, Named] = {}
        self._faults: list[dict[str, Any]] = []
        self._missing_names: set[str] = set()
        self._others_missing: dict[int, dict[str, Any]] = {}
        """The fault of each column that stands for all names beyond the first few."""

    def look_in(self, sheet: PatchedSheet, column: Mapping[str, Any]) -> None:
        texts = sheet.column(column["index"])
        if not self._files:
            self._nothing_is_here(texts, column)
            return
        for text, positions in zip(texts.distinct, texts.rows_by_code(), strict=True):
            if text is None or not len(positions):
                continue
            rows = (positions + FIRST_ROW).tolist()
            for wanted in names_in(text, self._names):
                self._look_for(wanted, text, rows, column)

    def matched(self) -> Matched:
        matches = [*self._unclear.values(), *self._of_files()]
        return Matched(matches, self._faults, self._with_exif, len(self._missing_names))

    def _look_for(
        self, wanted: str, value: str, rows: list[int], column: Mapping[str, Any]
    ) -> None:
        lookup = self._names.find(wanted)
        files = [self._files[each] for each in lookup.files]
        usable = {file.duplicate_of or file.id: file for file in files if file.state in USABLE}
        if len(usable) == 1:
            for file in files:
                self._used.setdefault(file.id, []).extend(rows)
            self._found(self._files[next(iter(usable))], value, rows, column)
            return
        suggestion = None
        if usable:
            listed = ", ".join(f"“{file.name}”" for file in usable.values())
            code, status = "file_ambiguous", MatchStatus.AMBIGUOUS
            message = f"Several uploaded files could be “{wanted}”: {listed}. Name it with its folder, or rename one of them."
        elif files and files[0].state in ARRIVING:
            code, status = "file_incomplete", MatchStatus.MISSING
            message = f"“{wanted}” has not arrived completely. Wait for it, or remove it."
        elif files:
            for file in files:
                self._used.setdefault(file.id, []).extend(rows)
            message = f"“{wanted}” was not accepted: {files[0].reason}"
            details = {"why": files[0].code}
            self._fault("file_refused", "error", column, value, message, rows, details=details)
            return
        else:
            code, status, suggestion = "file_missing", MatchStatus.MISSING, lookup.suggestion
            message = f"No file called “{wanted}” was uploaded."
            if suggestion:
                message += f" Is it “{suggestion}”?"
            elif len(self._unclear) >= MOST_NAMED:
                self._missing(wanted, rows, message, column)
                return
        self._fault(code, "error", column, value, message, rows, suggestion)
        if status == MatchStatus.MISSING:
            self._missing_names.add(wanted)
        match = self._unclear.setdefault(wanted, Match(status, wanted))
        match.rows += rows
        match.code, match.reason = code, message
        match.candidates = [file.name for file in usable.values()] or (
            [suggestion] if suggestion else []
        )

    def _nothing_is_here(self, texts: Column, column: Mapping[str, Any]) -> None:
        """Before the first picture comes, one sentence says it of a whole column."""
        says = [bool(text and names_in(text, self._names)) for text in texts.distinct]
        rows = np.flatnonzero(np.array(says)[texts.codes]) + FIRST_ROW
        if not len(rows):
            return
        message = "No pictures have been uploaded yet."
        self._fault("file_missing", "error", column, None, message, rows.tolist())
        codes, firsts, counts = np.unique(texts.codes, return_index=True, return_counts=True)
        for code, first, count in zip(
            codes.tolist(), firsts.tolist(), counts.tolist(), strict=True
        ):
            text = texts.distinct[code]
            if text is None or not says[code]:
                continue
            self._missing_names.add(text)
            if len(self._unclear) < MOST_LISTED:
                match = Match(MatchStatus.MISSING, text, rows=[first + FIRST_ROW])
                match.code, match.reason, match.row_count = "file_missing", message, count
                self._unclear.setdefault(text, match)

    def _missing(
        self, wanted: str, rows: list[int], message: str, column: Mapping[str, Any]
    ) -> None:
        """When thousands of files are not there yet, they are one thing that is wrong, and not thousands."""
        self._missing_names.add(wanted)
        if wanted in self._unclear or len(self._unclear) < MOST_LISTED:
            missing = Match(MatchStatus.MISSING, wanted, code="file_missing", reason=message)
            self._unclear.setdefault(wanted, missing).rows.extend(rows)
        fault = self._others_missing.get(column["index"])
        if fault is None:
            told = "No file of this name was uploaded."
            fault = self._fault("file_missing", "error", column, None, told, [])
            self._others_missing[column["index"]] = fault
        fault["rows"] += rows

    def _found(
        self, file: SubmissionFile, value: str, rows: list[int], column: Mapping[str, Any]
    ) -> None:
        if (known := self._known.get(file.id)) is not None:
            self._fault(
                PICTURE_KNOWN, "info", column, value, known.sentence, rows, details=known.details
            )
        if file.exif and (file.exif.get("time") or file.exif.get("location")):
            named = self._with_exif.setdefault(file.id, Named(file.exif))
            named.cells += [(row, column["index"]) for row in rows]

    def _of_files(self) -> Iterator[Match]:
        for file in self._files.values():
            rows = self._used.get(file.id, [])
            match = Match(MatchStatus.MATCHED, file.name, file.id, rows)
            match.code, match.reason = file.code, file.reason
            if file.state == FileState.REFUSED:
                match.status = MatchStatus.REFUSED
            elif file.state == FileState.DUPLICATE:
                match.status = MatchStatus.DUPLICATE
            elif file.state in ARRIVING:
                continue
            elif (known := self._known.get(file.id)) is not None:
                match.status = MatchStatus.DUPLICATE
                match.code, match.reason = PICTURE_KNOWN, known.sentence
                match.details = known.details
            elif not rows:
                match.status = MatchStatus.UNUSED
            yield match

    def _fault(
        self,
        code: str,
        severity: str,
        column: Mapping[str, Any],
        value: str | None,
        message: str,
        rows: list[int],
        suggestion: str | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        fault = {
            "source": FILES,
            "code": code,
            "severity": severity,
            "columns": [column["index"]],
            "target": column["target"],
            "value": value,
            "message": message,
            "suggestion": suggestion,
            "details": details or {},
            "rows": rows,
        }
        self._faults.append(fault)
        return fault
