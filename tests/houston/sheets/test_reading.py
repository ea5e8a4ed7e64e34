"""Whatever a spreadsheet program or a script wrote, the same table comes out."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from houston.sheets import Sheet, SheetUnreadable
from houston.sheets.reading import read_sheet
from tests.houston.sheets.compound import compound_file, record


def cells(sheet: Sheet) -> list[list[str | None]]:
    return [list(row) for row in zip(*(column.values() for column in sheet.columns), strict=True)]


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "sheet.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    lines = [["name", "place", "length"], ["Łucja; or, so", "a b", "1.5"], ["Ömer", "", "2"]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    sheet = read_sheet(written(tmp_path, text.encode()))
    assert sheet.headings == ["name", "place", "length"]
    assert cells(sheet) == [["Łucja; or, so", "a b", "1.5"], ["Ömer", None, "2"]]


def test_decimal_commas_are_no_delimiters(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, b"lat;lon;n\n-1,5;35,25;1\n-1,6;35,5;2\n"))
    assert cells(sheet) == [["-1,5", "35,25", "1"], ["-1,6", "35,5", "2"]]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"]
)
def test_any_usual_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    text = "name,place\nÅse,Jökulsárlón é\nJosé,São Tomé Príncipe\n"
    sheet = read_sheet(written(tmp_path, text.encode(encoding)))
    assert cells(sheet) == [["Åse", "Jökulsárlón é"], ["José", "São Tomé Príncipe"]]


def test_cyrillic_of_an_old_program_is_read(tmp_path: Path) -> None:
    text = "дичина,долина\n" + "жинбид,юдиждя длинный щит\nдизил,лидиця и зимний дождь\n" * 5
    assert read_sheet(written(tmp_path, text.encode("cp1251"))).headings == ["дичина", "долина"]


def test_blank_rows_count_within_and_not_at_the_end(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, b"a,b,,\n1,2,,\n,,,\n3, ,,\n,,,\n\n"))
    assert sheet.headings == ["a", "b"]
    assert cells(sheet) == [["1", "2"], [None, None], ["3", None]]


def test_rows_may_be_longer_or_shorter_than_the_headings(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, b"a,b\n1,2\n3\n4,5,6\n"))
    assert sheet.headings == ["a", "b", None]
    assert cells(sheet) == [["1", "2", None], ["3", None, None], ["4", "5", "6"]]


def test_the_names_that_r_gives_to_rows_have_no_heading(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, b'"a","b"\n"1",5,6\n"2",7,8\n'))
    assert sheet.headings == [None, "a", "b"]
    assert cells(sheet) == [["1", "5", "6"], ["2", "7", "8"]]


def test_doubled_and_blank_headings_are_kept_in_their_places(tmp_path: Path) -> None:
    assert read_sheet(written(tmp_path, b"a,,a\n1,2,3\n")).headings == ["a", None, "a"]


def test_excels_own_line_about_the_separator_is_no_heading(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, b"sep=;\r\na;b\r\n1;2\r\n"))
    assert (sheet.headings, cells(sheet)) == (["a", "b"], [["1", "2"]])


def test_a_cell_may_hold_lines_and_quotation_marks(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, b'a,b\n"one\ntwo","say ""hm"""\n'))
    assert cells(sheet) == [["one\ntwo", 'say "hm"']]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\x89PNG\r\n\x1a\n\0\0\1\2\3\4", b'a,b\n"open'])
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SheetUnreadable, match=r"\."):
        read_sheet(written(tmp_path, content))


def workbook(path: Path, *, blank_rows: int = 0) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Animals")
        grey = book.add_format({"bg_color": "#EEEEEE"})
        for column, heading in enumerate(["id", "seen", "at", "sure", "length", None, "note"]):
            page.write(0, column, heading)
        page.write_number(1, 0, 8.0)
        page.write_datetime(1, 1, date(2015, 6, 2), book.add_format({"num_format": "yyyy-mm-dd"}))
        page.write_datetime(
            1, 2, datetime(2015, 6, 2, 7, 30), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        )
        page.write_boolean(1, 3, True)
        page.write_number(1, 4, 36.1)
        page.write_string(1, 6, "08")
        for row in range(blank_rows):
            page.write_blank(row + 2, 0, None, grey)
        book.add_worksheet("Legend").write(0, 0, "word")
    return path


def test_cells_of_a_workbook_are_the_text_that_they_show(tmp_path: Path) -> None:
    sheet = read_sheet(workbook(tmp_path / "a.xlsx"))
    assert sheet.headings == ["id", "seen", "at", "sure", "length", None, "note"]
    assert cells(sheet) == [["8", "2015-06-02", "2015-06-02T07:30:00", "TRUE", "36.1", None, "08"]]
    assert (sheet.worksheet, sheet.worksheets) == ("Animals", ["Animals", "Legend"])
    assert read_sheet(tmp_path / "a.xlsx", "Legend").headings == ["word"]


def test_a_cell_merged_over_rows_is_meant_for_each_of_them(tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["animal", "photo", "note", "more"])
        page.write_column(1, 1, ["1.jpg", "2.jpg", "3.jpg", "4.jpg"])
        page.merge_range("A2:A4", "Amy")
        page.write("A5", "Bo")
        page.merge_range("C2:D3", "shy")
    assert cells(read_sheet(path)) == [
        ["Amy", "1.jpg", "shy", None],
        ["Amy", "2.jpg", "shy", None],
        ["Amy", "3.jpg", None, None],
        ["Bo", "4.jpg", None, None],
    ]


def test_sixty_three_thousand_blank_rows_are_no_rows(tmp_path: Path) -> None:
    assert read_sheet(workbook(tmp_path / "a.xlsx", blank_rows=63_000)).row_count == 1


def test_a_worksheet_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(SheetUnreadable, match="“Animals”, “Legend”"):
        read_sheet(workbook(tmp_path / "a.xlsx"), "Seals")


BEGINNING, WRITING_KEPT, FILE_PASS, END = 0x809, 0x86, 0x2F, 0x0A
BEGUN = record(BEGINNING, b"\x00\x06\x05\x00" + bytes(12))
LOCKED = {
    "xlsx": {"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": bytes(5_000)},
    "xls, RC4": {"Workbook": BEGUN + record(FILE_PASS, b"\1\0\1\0\1\0" + bytes(48))},
    "xls, XOR": {"Workbook": BEGUN + record(WRITING_KEPT) + record(FILE_PASS, bytes(6))},
}


@pytest.mark.parametrize("kind", LOCKED)
def test_a_workbook_with_a_password_is_told_to_be_saved_without(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "upload"
    path.write_bytes(compound_file(LOCKED[kind]))
    with pytest.raises(SheetUnreadable, match=r"by a password\. Save it without") as refused:
        read_sheet(path)
    assert refused.value.code == "sheet_encrypted"


def test_an_old_workbook_without_a_password_is_not_taken_for_a_locked_one(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(compound_file({"Workbook": BEGUN + record(END)}))
    with pytest.raises(SheetUnreadable, match="no worksheet"):
        read_sheet(path)


@pytest.mark.parametrize("name", ["minimum_import", "individual_catalog_import", "sighting_import"])
@pytest.mark.shared
def test_the_official_templates_are_read(shared_folder: Path, name: str) -> None:
    sheet = read_sheet(shared_folder / "compat" / f"{name}.xlsx")
    assert sheet.row_count == 0
    assert all(heading and "." in heading for heading in sheet.headings)


def test_codes_and_distinct_texts_of_a_part_of_the_rows() -> None:
    sheet = Sheet.of_rows(["a"], [["x"], ["y"], [None], ["x"]])
    assert sheet.columns[0].packed(slice(1, 4)) == {
        "distinct": [None, "x", "y"],
        "codes": [2, 0, 1],
    }
