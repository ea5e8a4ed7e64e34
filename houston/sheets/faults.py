"""What is wrong with a sheet, kept so that the faults of a few rows, or of one kind, are found at once.

A fault comes as a group: what is wrong, and all rows of which it is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from houston.sheets.findings import Findings, store_findings

SEVERITIES = ("error", "warning", "info")
ROWS_SHOWN = 20  # of a group, in a list of groups; the grid shows the others
SAME = ("source", "code", "severity", "target", "value", "message", "suggestion")
"""Groups that agree in these and in their columns are one."""

Group = Mapping[str, Any]
"""`{code, severity, columns, target, value, message, suggestion, details, rows}`; rows as spreadsheets count."""
Positions = NDArray[np.intp]


def store_faults(folder: Path, groups: Iterable[Group]) -> dict[str, int]:
    """Keeps the groups, the gravest first; answers how many places are at fault by severity."""
    merged = sorted(_merged(groups), key=_gravity)
    rows = [np.array(sorted(set(group["rows"])), dtype=np.int32) for group in merged]
    lengths = np.array([len(each) for each in rows], dtype=np.int64)
    all_rows = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int32)
    group_of = np.repeat(np.arange(len(merged), dtype=np.int32), lengths)
    by_row = np.argsort(all_rows, kind="stable")
    severity = np.array([SEVERITIES.index(g["severity"]) for g in merged], dtype=np.int8)
    # What is wrong with a whole column is wrong at one place.
    places = np.maximum(lengths, 1)
    counts = {name: int(places[severity == number].sum()) for number, name in enumerate(SEVERITIES)}
    codes = sorted({group["code"] for group in merged})
    numbers = {code: number for number, code in enumerate(codes)}
    columns = [sorted(group["columns"]) for group in merged]
    store_findings(
        folder,
        (
            {**{k: v for k, v in group.items() if k != "rows"}, "count": int(count)}
            for group, count in zip(merged, lengths, strict=True)
        ),
        {
            "rows": all_rows,
            "row_ends": np.cumsum(lengths),
            "sorted_rows": all_rows[by_row],
            "sorted_groups": group_of[by_row],
            "severity": severity,
            "code": np.array([numbers[group["code"]] for group in merged], dtype=np.int32),
            "columns": np.array([c for each in columns for c in each], dtype=np.int32),
            "column_group": np.repeat(
                np.arange(len(merged), dtype=np.int32), [len(each) for each in columns]
            ),
        },
        {"codes": codes, "counts": counts},
    )
    return counts


class Faults:
    """The kept faults of one check."""

    def __init__(self, folder: Path) -> None:
        self._findings = Findings(folder)

    @property
    def counts(self) -> dict[str, int]:
        counts: dict[str, int] = self._findings.summary["counts"]
        return counts

    def chosen(
        self,
        severity: str | None = None,
        code: str | None = None,
        column: int | None = None,
    ) -> Positions:
        """The groups that meet all that is given, in their order."""
        keep = np.ones(len(self._findings), dtype=bool)
        if severity is not None:
            keep &= self._findings.numbers("severity") == SEVERITIES.index(severity)
        if code is not None:
            codes: list[str] = self._findings.summary["codes"]
            number = codes.index(code) if code in codes else -1
            keep &= self._findings.numbers("code") == number
        if column is not None:
            of = self._findings.numbers("column_group")[self._findings.numbers("columns") == column]
            there = np.zeros(len(keep), dtype=bool)
            there[of] = True
            keep &= there
        return np.flatnonzero(keep)

    def groups(self, positions: Sequence[int]) -> list[dict[str, Any]]:
        """These groups, with their number of rows as `count` and the first of them as `rows`."""
        entries = self._entries(positions)
        for entry, position in zip(entries, positions, strict=True):
            entry["rows"] = self.rows_of(position)[:ROWS_SHOWN].tolist()
        return entries

    def whole(self) -> list[dict[str, Any]]:
        """Every group with all its rows."""
        entries = self._findings.all_entries()
        for position, entry in enumerate(entries):
            entry["rows"] = self.rows_of(position).tolist()
        return entries

    def rows_of(self, position: int) -> NDArray[np.int32]:
        """All rows of one group."""
        ends = self._findings.numbers("row_ends")
        start = int(ends[position - 1]) if position else 0
        rows: NDArray[np.int32] = self._findings.numbers("rows")[start : int(ends[position])]
        return rows

    def rows_with(self, positions: Positions) -> NDArray[np.int32]:
        """The rows that any of these groups is about, ascending."""
        wanted = np.zeros(len(self._findings), dtype=bool)
        wanted[positions] = True
        rows: NDArray[np.int32] = np.unique(
            self._findings.numbers("sorted_rows")[wanted[self._findings.numbers("sorted_groups")]]
        )
        return rows

    def of_rows(self, rows: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
        """The faults of each of these rows, the gravest first; reads no others."""
        by_row, groups = (self._findings.numbers(f"sorted_{name}") for name in ("rows", "groups"))
        starts, ends = np.searchsorted(by_row, rows), np.searchsorted(by_row, rows, side="right")
        found = {
            row: np.sort(groups[start:end]).tolist()
            for row, start, end in zip(rows, starts.tolist(), ends.tolist(), strict=True)
        }
        wanted = sorted({each for some in found.values() for each in some})
        entries = dict(zip(wanted, self._entries(wanted), strict=True))
        return {row: [entries[each] for each in some] for row, some in found.items()}

    def _entries(self, positions: Sequence[int]) -> list[dict[str, Any]]:
        # Checks of earlier versions know no details.
        return [{"details": {}, **entry} for entry in self._findings.entries(positions)]


def _merged(groups: Iterable[Group]) -> list[dict[str, Any]]:
    """What two blocks of one sheet say alike is said once."""
    known: dict[str, dict[str, Any]] = {}
    for group in groups:
        key = repr((*(group.get(name) for name in SAME), sorted(group["columns"])))
        there = known.get(key)
        if there is None:
            known[key] = {**group, "rows": list(group["rows"])}
        else:
            there["rows"] += group["rows"]
    return list(known.values())


def _gravity(group: Group) -> tuple[int, int, int]:
    first_column = min(group["columns"], default=-1)
    return SEVERITIES.index(group["severity"]), first_column, min(group["rows"], default=0)
