"""Boxes that MegaDetector found are taken as they are, from the threshold on that its own file names."""

from __future__ import annotations

import json

import pytest

from houston.sheets.foreign.box_notes import BoxSummary, notes_on_boxes
from houston.sheets.foreign.detections import from_dict, together
from houston.sheets.foreign.megadetector import is_megadetector, read_megadetector
from houston.sheets.unreadable import SheetUnreadable


def found(category: str, conf: float, *bbox: float, **more):
    return {"category": category, "conf": conf, "bbox": list(bbox or (0.1, 0.2, 0.3, 0.4)), **more}


def results(*images, **head):
    return {
        "info": {"format_version": "1.6", "detector": "md_v5a.0.0.pt"},
        "detection_categories": {"1": "animal", "2": "person", "3": "vehicle"},
        "images": list(images),
        **head,
    }


def test_an_animal_is_a_box_with_its_confidence_and_its_detector() -> None:
    brought = read_megadetector(
        results({"file": "a/b.jpg", "detections": [found("1", 0.93, 0.5, 0.25, 0.125, 0.5)]})
    )
    (box,) = brought.detections
    assert (box.file, box.bbox, box.confidence) == ("a/b.jpg", [0.5, 0.25, 0.125, 0.5], 0.93)
    assert (box.animal_class, box.model, box.row) == ("animal", "md_v5a.0.0.pt", None)


def test_the_threshold_is_that_of_the_file() -> None:
    image = {"file": "a.jpg", "detections": [found("1", 0.3), found("1", 0.6)]}
    usual = read_megadetector(results(image))
    strict = read_megadetector(
        results(
            image,
            info={"detector_metadata": {"typical_detection_threshold": 0.5}},
        )
    )
    assert [len(each.detections) for each in (usual, strict)] == [2, 1]


def test_the_first_version_knew_neither_a_head_nor_thresholds() -> None:
    document = {
        "images": [
            {"file": "a.jpg", "max_detection_conf": 0.9, "detections": [found("1", 0.9)]},
            {"file": "b.jpg", "max_detection_conf": 0.1, "detections": [found("1", 0.1)]},
        ],
        "info": {"format_version": "1.0"},
    }
    assert is_megadetector(document)
    brought = read_megadetector(document)
    assert [each.file for each in brought.detections] == ["a.jpg"]
    assert [each.file for each in brought.empty] == ["b.jpg"]


def test_what_is_left_out_is_counted_and_told() -> None:
    boxes = [found("1", 0.9), found("1", 0.15), found("2", 0.9), found("2", 0.8), found("3", 0.7)]
    brought = read_megadetector(
        results(
            {"file": "a.jpg", "detections": boxes},
            {"file": "b.jpg", "detections": [found("1", 0.9)]},
            {"file": "c.jpg", "detections": [found("1", 0.9), found("1", 0.8)]},
            {"file": "d.jpg", "failure": "cut off", "detections": None},
        )
    )
    told = BoxSummary.of(brought)
    assert BoxSummary(**json.loads(json.dumps(told.as_dict()))) == told
    notes = notes_on_boxes("md.json", told, {"a.jpg", "b.jpg", "d.jpg"}, {"a.jpg", "d.jpg"})
    assert [each.message for each in notes] == [
        "Boxes that are taken over: 1, in 1 pictures.",
        "Boxes that do not reach the threshold of 0.2, and are left out: 1.",
        "Boxes of what is no animal, and are left out: 2 of person, 1 of vehicle.",
        "Pictures that could not be looked at: 1.",
        "Pictures with boxes that no row names, so that their boxes are left out: 1.",
        "Pictures that are not among the uploaded files, or may be several; what is said of them is left out: 1.",
    ]


def test_people_and_vehicles_are_no_animals_and_the_picture_says_so() -> None:
    brought = read_megadetector(
        results({"file": "road.jpg", "detections": [found("2", 0.9), found("3", 0.8)]})
    )
    assert not brought.detections
    (remark,) = brought.empty
    assert remark.reason == "md_v5a.0.0.pt found no animal in it, only: person, vehicle."


def test_the_surest_class_of_a_classifier_comes_along_with_all_the_others() -> None:
    image = {
        "file": "a.jpg",
        "detections": [found("1", 0.9, classifications=[["3", 0.7], ["4", 0.2]])],
    }
    brought = read_megadetector(
        results(image, classification_categories={"3": "zebra", "4": "wildebeest"})
    )
    (box,) = brought.detections
    assert box.animal_class == "zebra"
    assert box.verbatim["classifications"] == [
        {"class": "zebra", "share": 0.7},
        {"class": "wildebeest", "share": 0.2},
    ]


def test_a_picture_that_failed_is_told_with_its_reason_and_holds_nobody_up() -> None:
    brought = read_megadetector(
        results(
            {"file": "bad.jpg", "failure": "image access failure", "detections": None},
            {"file": "good.jpg", "detections": [found("1", 0.9)]},
        )
    )
    assert [(each.file, each.reason) for each in brought.failed] == [
        ("bad.jpg", "image access failure")
    ]
    assert len(brought.detections) == 1


def test_a_box_that_reaches_over_the_edge_by_a_rounding_error_is_cut_to_the_picture() -> None:
    image = {"file": "a.jpg", "detections": [found("1", 0.9, -0.001, 0.5, 0.5, 0.502)]}
    (box,) = read_megadetector(results(image)).detections
    assert box.bbox == pytest.approx([0.0, 0.5, 0.499, 0.5])


@pytest.mark.parametrize("bbox", [[100, 200, 50, 60], [0.1, 0.2, 0.0, 0.1], [0.1, 0.2], None])
def test_what_is_no_relative_box_is_refused_with_the_picture_s_name(bbox) -> None:
    image = {"file": "a.jpg", "detections": [{"category": "1", "conf": 0.9, "bbox": bbox}]}
    with pytest.raises(SheetUnreadable, match=r"a\.jpg"):
        read_megadetector(results(image))


def test_what_is_kept_as_json_is_read_again_as_it_was() -> None:
    brought = read_megadetector(
        results(
            {"file": "a.jpg", "detections": [found("1", 0.9)]},
            {"file": "b.jpg", "detections": []},
            {"file": "c.jpg", "failure": "cut off", "detections": None},
        )
    )
    assert from_dict(json.loads(json.dumps(brought.as_dict()))) == brought


def test_of_several_files_the_one_that_found_something_counts() -> None:
    found_it = read_megadetector(results({"file": "a.jpg", "detections": [found("1", 0.9)]}))
    missed_it = read_megadetector(results({"file": "a.jpg", "detections": []}))
    failed = read_megadetector(results({"file": "a.jpg", "failure": "x", "detections": None}))
    assert together([missed_it, failed, found_it]) == found_it
