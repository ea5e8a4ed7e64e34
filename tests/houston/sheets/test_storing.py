"""A stored sheet shows a few rows, edits lie on top of it, and its faults are found by row and by kind."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from houston.sheets import Sheet
from houston.sheets.faults import Faults, store_faults
from houston.sheets.patch import PatchedSheet
from houston.sheets.stored import StoredSheet, store_sheet

ROWS = [["a", "1"], ["b", None], ["a", "é\n3"], [None, "1"]]


@pytest.fixture
def stored(tmp_path: Path) -> StoredSheet:
    store_sheet(tmp_path / "cells", Sheet.of_rows(["x", None], ROWS))
    return StoredSheet(tmp_path / "cells")


def shown(sheet: PatchedSheet) -> list[list[str | None]]:
    every = np.arange(sheet.row_count)
    return [list(row) for row in zip(*(sheet.cells(i, every) for i in (0, 1)), strict=True)]


def test_it_comes_back_as_it_was(stored: StoredSheet) -> None:
    assert shown(PatchedSheet(stored, [])) == ROWS
    assert stored.cells(1, np.array([2, 1])) == ["é\n3", None]
    assert stored.column(1).values() == [row[1] for row in ROWS]


def test_edits_hold_in_their_order(stored: StoredSheet) -> None:
    edits = [
        {"cells": [[2, 0, "b"], [5, 1, " "]]},
        {"column": 0, "from": "b", "to": "c"},
        {"cells": [[3, 0, "z"]]},
        {"column": 0, "from": "nothing is so", "to": "q"},
    ]
    sheet = PatchedSheet(stored, edits)
    assert shown(sheet) == [["c", "1"], ["z", None], ["a", "é\n3"], [None, None]]
    assert sheet.edited(0).tolist() == [True, True, False, False]
    assert sheet.column(0).values() == ["c", "z", "a", None]


def test_a_cell_that_is_what_it_was_again_is_not_edited(stored: StoredSheet) -> None:
    sheet = PatchedSheet(stored, [{"cells": [[2, 0, "b"]]}, {"cells": [[2, 0, "a"]]}])
    assert not sheet.edited(0).any()


def group(code: str, rows: list[int], columns: list[int], severity: str = "error") -> dict:
    message = f"It is {code}."
    told = {"target": None, "value": "v", "message": message, "suggestion": None, "details": {}}
    return {"code": code, "severity": severity, "columns": columns, "rows": rows, **told}


@pytest.fixture
def faults(tmp_path: Path) -> Faults:
    counts = store_faults(
        tmp_path / "faults",
        [
            group("odd", [3, 2], [1], "warning"),
            group("bad", [5, 2], [0]),
            group("unknown_column", [], [1], "info"),
            group("bad", [9], [0]),
        ],
    )
    assert counts == {"error": 3, "warning": 2, "info": 1}
    return Faults(tmp_path / "faults")


def test_what_two_blocks_say_alike_is_one_group(faults: Faults) -> None:
    assert [(each["code"], each["count"], each["rows"]) for each in faults.whole()] == [
        ("bad", 3, [2, 5, 9]),
        ("odd", 2, [2, 3]),
        ("unknown_column", 0, []),
    ]


def test_the_faults_of_a_few_rows_are_found(faults: Faults) -> None:
    found = faults.of_rows([2, 4, 9])
    assert {row: [each["code"] for each in some] for row, some in found.items()} == {
        2: ["bad", "odd"],
        4: [],
        9: ["bad"],
    }


def test_groups_are_chosen_by_severity_code_and_column(faults: Faults) -> None:
    assert faults.chosen(severity="warning").tolist() == [1]
    assert faults.chosen(code="bad").tolist() == [0]
    assert faults.chosen(column=1).tolist() == [1, 2]
    assert faults.chosen(column=1, code="bad").tolist() == []
    assert faults.rows_with(faults.chosen()).tolist() == [2, 3, 5, 9]


def test_there_may_be_none(tmp_path: Path) -> None:
    store_faults(tmp_path / "none", [])
    faults = Faults(tmp_path / "none")
    assert faults.whole() == []
    assert faults.of_rows([2]) == {2: []}
