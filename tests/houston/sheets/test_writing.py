"""What was written as a file is read again as it was."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from houston.sheets.reading import read_sheet
from houston.sheets.writing import Remark, write_text, write_workbook

HEADINGS = ["name", None, "length"]
ROWS = [["08", "a\nb", "=1+1"], [None, None, "-1.5"], ["é", "x", None]]


def test_a_workbook_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_workbook(path, HEADINGS, ROWS)
    sheet = read_sheet(path)
    assert sheet.headings == HEADINGS
    assert [column.values() for column in sheet.columns] == [
        list(c) for c in zip(*ROWS, strict=True)
    ]


def test_faults_are_remarks_on_their_cells(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_workbook(path, HEADINGS, ROWS, {(3, 0): Remark("error", "There is no name.")})
    with zipfile.ZipFile(path) as archive:
        remarks = next(name for name in archive.namelist() if "comments" in name)
        assert "There is no name." in archive.read(remarks).decode()
    assert read_sheet(path).columns[0].values() == ["08", None, "é"]


def test_a_text_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    stream = BytesIO()
    write_text(stream, HEADINGS, ROWS)
    path.write_bytes(stream.getvalue())
    sheet = read_sheet(path)
    assert sheet.headings == HEADINGS
    assert [column.values() for column in sheet.columns] == [
        list(c) for c in zip(*ROWS, strict=True)
    ]


def test_a_formula_is_made_harmless_and_a_number_is_not() -> None:
    stream = BytesIO()
    write_text(stream, ["a"], [["=1+1"], ["-1,5"]], safe=True)
    assert stream.getvalue().decode("utf-8-sig").splitlines() == ["a", "'=1+1", '"-1,5"']
