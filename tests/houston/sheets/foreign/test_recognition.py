"""A file tells by its content whose it is; what looks like somebody's and is not is refused with a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from houston.sheets.foreign.recognition import read_detections, read_foreign, recognised
from houston.sheets.sheet import Sheet
from houston.sheets.unreadable import SheetUnreadable

BOXES = {
    "info": {"format_version": "1.6"},
    "images": [
        {"file": "a.jpg", "detections": [{"category": "1", "conf": 0.9, "bbox": [0, 0, 1, 1]}]}
    ],
}


@pytest.fixture
def written(tmp_path: Path):
    def write(content: str | bytes | object) -> Path:
        path = tmp_path / "upload"
        if not isinstance(content, str | bytes):
            content = json.dumps(content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def test_flat_keys_as_json_are_a_sheet(written) -> None:
    table = read_foreign(written(b"\xef\xbb\xbf" + b'[{"timeYear": 2020, "sightingId": "s"}]'))
    assert table is not None
    assert table.sheet.headings == ["Sighting.sightingID", "Encounter.year"]


def test_flat_keys_as_headings_are_recognised_in_a_sheet() -> None:
    table = recognised(Sheet.of_rows(["sightingId", "timeYear"], [["s", "2020"]]))
    assert table is not None
    assert table.sheet.headings == ["Sighting.sightingID", "Encounter.year"]
    assert recognised(Sheet.of_rows(["Encounter.year"], [["2020"]])) is None


def test_a_plain_sheet_is_none_of_another_system_s(written) -> None:
    assert read_foreign(written("Encounter.year\n2020\n")) is None


def test_boxes_are_read_as_detections_and_not_as_a_sheet(written) -> None:
    path = written(BOXES)
    assert [each.file for each in read_detections(path).detections] == ["a.jpg"]
    with pytest.raises(SheetUnreadable, match="beside a sheet"):
        read_foreign(path)


@pytest.mark.parametrize("content", ['{"a": 1}', "[1, 2]", '{"images": [', "[" * 100_000])
def test_other_json_is_refused_with_a_sentence(written, content: str) -> None:
    with pytest.raises(SheetUnreadable):
        read_foreign(written(content))
    with pytest.raises(SheetUnreadable):
        read_detections(written(content))
