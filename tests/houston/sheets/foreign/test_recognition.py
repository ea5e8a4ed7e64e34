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


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"images": [\n  {"file": a.jpg}]}', "a mistake in line 2, column 12. Correct it there"),
        (b'[{"timeYear": 2020}', "breaks off or has a mistake in line 1, column 20."),
        (b'[{"locality": "M\xfcnchen"}]', "not text in UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
    ],
    ids=["mistake", "broken off", "encoding", "depth"],
)
def test_broken_json_is_told_where_and_what_to_do(written, content: bytes, sentence: str) -> None:
    with pytest.raises(SheetUnreadable, match=sentence):
        read_foreign(written(content))


COCO = {
    "info": {"year": 2020},
    "images": [{"id": 1, "file_name": "a.jpg", "width": 10, "height": 10}],
    "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [1, 1, 2, 2]}],
    "categories": [{"id": 1, "name": "seal"}],
}


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (COCO, "in COCO's form"),
        ({"profile": "…", "resources": [{"path": "media.csv"}]}, "without its tables"),
        ({"name": "settings", "version": 3}, "none that is understood here"),
        ({"images": [{"file": "a.jpg"}]}, "none that is understood here"),
    ],
)
def test_what_is_neither_a_sheet_nor_boxes_is_told_what_it_is(
    written, document: object, sentence: str
) -> None:
    for reading in (read_foreign, read_detections):
        with pytest.raises(SheetUnreadable, match=sentence):
            reading(written(document))


def test_flat_keys_among_detections_are_told_to_be_a_sheet(written) -> None:
    with pytest.raises(SheetUnreadable, match="Upload it as a sheet"):
        read_detections(written({"timeYear": 2020, "sightingId": "s"}))
