"""Do real photos of all makes pass through, and the broken ones among them tell why not?"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from tests.acm.conftest import Acm
from tests.acm.test_identification import identify, member

pytestmark = pytest.mark.shared

FEW = 5  # days; enough to be wrong about


def test_photos_of_all_makes_are_seen_upright_and_the_broken_ones_tell_why(
    acm: Acm, shared_folder: Path
) -> None:
    folders = [shared_folder / "data" / name for name in ("camera_traps/variants", "mixed")]
    photos = sorted(path for folder in folders for path in folder.iterdir() if path.is_file())
    assets = {acm.keep_asset(photo.read_bytes()): photo for photo in photos}
    found = acm.done("detect", {"assets": [*assets], "detector": "whole_picture"})["assets"]
    broken = [assets[each["asset"]].name for each in found if each["state"] == "failed"]
    assert broken == ["african_elephants_truncated_file.jpg"]
    for each in found:
        if each["state"] == "failed":
            assert each["reason"].endswith(".")
            continue
        with Image.open(assets[each["asset"]]) as image:
            upright = ImageOps.exif_transpose(image)
        assert (each["width"], each["height"]) == upright.size


def test_seals_are_compared_with_those_of_other_days_only_and_evidence_lies_in_the_pictures(
    acm: Acm, shared_folder: Path
) -> None:
    folder = shared_folder / "data" / "seals"
    with (folder / "manifest.csv").open(encoding="utf-8-sig") as stream:
        by_day = {row["taken"][:10]: row for row in csv.DictReader(stream)}
    some = list(by_day.values())[:FEW]
    rows = [
        some[0],
        *some,
    ]  # the first one twice: it is of its own day, and no candidate for itself
    assets = {acm.keep_asset((folder / row["path"]).read_bytes()): row for row in rows}
    detected = acm.done("detect", {"assets": [*assets], "detector": "whole_picture"})["assets"]
    annotations = {}
    for each in detected:
        (box,) = each["annotations"]
        annotations[acm.keep_annotation(each["asset"], box["bbox"])] = each
    days = {each: assets[annotations[each]["asset"]]["taken"][:10] for each in annotations}
    query = next(iter(annotations))
    match_set = acm.keep_match_set([member(each, None, days[each]) for each in annotations])
    answer = acm.done("identify", identify(match_set, query, group=days[query]))
    (result,) = answer["queries"]
    assert result["annotations"]
    for candidate in result["annotations"]:
        assert days[candidate["annotation"]] != days[query]
        path = f"/evidence/{answer['job']}/{query}/{candidate['annotation']}"
        matches = acm.call("GET", path).json["matches"]
        there = annotations[candidate["annotation"]]
        assert len(matches) == candidate["matches"]
        assert all(-1 <= x <= annotations[query]["width"] for x, *_ in matches)
        assert all(-1 <= match[2] <= there["width"] for match in matches)
