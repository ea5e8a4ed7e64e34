"""Are decisions counted as a person would make them?"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from acm_wbia.wbia.curation.looks import Look, Looks
from bench import _animals, _reviewing, curation
from bench._manifest import ManifestRow

TRUTH = ["ada", "ada", "bob", "bob"]
LISTS = [
    (0, {1: 3.0, 2: 1.0}),
    (1, {2: 3.0, 0: 2.0}),
    (2, {0: 3.0, 1: 2.0}),
    (3, {2: 3.0}),
]


def one(*nodes):
    return frozenset(nodes)


def test_a_list_is_gone_down_to_the_animal_or_to_its_end():
    assert _reviewing.down_the_lists(LISTS, TRUTH) == 1 + 2 + 2 + 1


def test_what_follows_from_decisions_is_not_decided_again():
    found = _reviewing.down_the_lists_once(LISTS, TRUTH)
    assert (found.decisions, found.alike) == (1 + 1 + 0 + 1, 1.0)


@pytest.mark.parametrize(
    ("groups", "share"),
    [
        ([one(0, 1), one(2, 3)], 1.0),
        ([one(0), one(1), one(2, 3)], 0.5),
        ([one(0, 1, 2, 3)], 2 / 6),
        ([one(0), one(1), one(2), one(3)], 0.0),
    ],
)
def test_how_much_of_the_true_grouping_there_is(groups, share):
    assert _reviewing.alike(groups, TRUTH) == pytest.approx(share)


def test_what_no_common_side_joins_cannot_be_told_to_be_one_animal():
    seen = [("1", "left"), ("1", "right"), ("2", "right"), ("3", "left"), ("4", "back")]
    rows = [ManifestRow(Path("a.jpg"), "ada", side, encounter) for encounter, side in seen]
    rows.append(ManifestRow(Path("b.jpg"), "bob", "left", "5"))
    truth = _reviewing.tellable(rows, ["1", "2", "3", "4", "5"])
    assert truth[0] == truth[1] == truth[2]
    assert len(set(truth)) == 3


class Rising:
    def probability(self, contrasts):
        return 1 / (1 + np.exp(3.2 - 1.84 * contrasts))


HERD = [*TRUTH, "c", "d", "e", "f"]


def looks_of(usual, **pairs):
    """Lists of the herd: all score as usual but ``_0_1=9.0``."""
    scores = [
        {other: usual(node, other) for other in range(8) if other != node} for node in range(8)
    ]
    for name, score in pairs.items():
        first, second = map(int, name.strip("_").split("_"))
        scores[first][second] = scores[second][first] = score
    return Looks([Look(node, "left", own) for node, own in enumerate(scores)], Rising())


def test_a_curator_is_asked_until_the_true_grouping_is_there():
    looks = looks_of(lambda *_: 1.0, _0_1=9.0, _2_3=9.0)
    found = _reviewing.asked_by_the_curator(looks, HERD, 0.0, 1, most=28)
    assert (found.alike, found.until_true) == (1.0, found.decisions)
    assert found.course[0] == (0, 0.0)
    assert found.until(0.5) < found.until_true <= 10


def test_a_curator_that_takes_too_long_is_left_alone():
    looks = looks_of(lambda *_: 1.0, _0_1=0.04, _2_3=0.04)
    found = _reviewing.asked_by_the_curator(looks, HERD, 0.0, 1, most=5, at_once=3)
    assert (found.decisions, found.until_true, found.alike) == (6, None, 0.0)


def test_a_reviewer_who_always_errs_finds_nothing():
    looks = looks_of(lambda *_: 1.0, _0_1=9.0, _2_3=9.0)
    assert _reviewing.asked_by_the_curator(looks, HERD, 1.0, 1, most=10).until_true is None


def test_the_course_of_a_work_tells_how_much_was_there_when():
    found = _reviewing.Reviewed(9, 0.9, course=((0, 0.1), (4, 0.5), (9, 0.9)))
    assert [found.after(count) for count in (0, 3.9, 4, 100)] == [0.1, 0.1, 0.5, 0.9]
    assert [found.until(share) for share in (0.1, 0.3, 0.9, 1.0)] == [0, 4, 9, None]


def test_what_is_on_no_list_is_found_by_nobody():
    assert _reviewing.on_the_lists(LISTS, TRUTH) == 1.0
    assert _reviewing.on_the_lists(LISTS[:2], TRUTH) == 0.5


def test_a_list_is_cut_for_both_ways_of_asking():
    assert curation._best({1: 1.0, 2: 3.0, 3: 3.0, 4: 0.5}, 2) == {2: 3.0, 3: 3.0}


def test_who_never_comes_by_it_took_more_decisions_than_anybody():
    course = ((0, 0.1), (4, 0.5), (9, 1.0))
    done, tired = (
        _reviewing.Reviewed(9, 1.0, 9, course),
        _reviewing.Reviewed(9, 0.5, None, course[:2]),
    )
    told = curation._until("it", 1.0, [done, tired, done], 36)
    assert list(told.values()) == [2, 9, 0.25, 0.5]
    assert list(curation._until("it", 1.0, [done, tired, tired], 36).values()) == [
        1,
        "not reached",
        "not reached",
        0.75,
    ]


def test_drawn_animals_are_told_apart_and_their_lists_kept(tmp_path):
    lines = ["path,individual,viewpoint,encounter"]
    for animal in range(4):
        for photo in range(2):
            name = f"{animal}-{photo}.png"
            cv2.imwrite(str(tmp_path / name), _animals.drawn(animal, photo, 320, 240))
            lines.append(f"{name},animal {animal},left,{animal}-{photo}")
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("\n".join(lines), encoding="utf-8")
    parser = argparse.ArgumentParser()
    curation.add_arguments(parser)
    kept = tmp_path / "var" / "lists.json"
    options = ["--manifest", str(manifest), "--lists", str(kept), "--reviewers", "2"]
    figures = curation.run(parser.parse_args(options))
    assert (figures["encounters"], figures["that can be told"]) == (8, 4)
    assert figures["down each photo's list"]["decisions"] >= 8
    assert len(json.loads(kept.read_text(encoding="utf-8"))["lists"]) == 8
    again = curation.run(parser.parse_args([*options, "--workers", "2"]))
    for each in (figures, again):
        each.pop("seconds between two questions")
    assert again == figures
    with pytest.raises(SystemExit, match="other photos, boxes or parameters"):
        curation.run(parser.parse_args([*options, "--parameters", '{"features": 100}']))


def test_a_photo_that_shows_too_little_is_on_no_list_and_stops_nothing(tmp_path):
    for number in range(6):
        cv2.imwrite(
            str(tmp_path / f"{number}.png"), _animals.drawn(number // 2, number % 2, 320, 240)
        )
    cv2.imwrite(str(tmp_path / "grey.png"), np.full((240, 320, 3), 127, np.uint8))
    names = [*(str(number) for number in range(6)), "grey"]
    rows = [ManifestRow(tmp_path / f"{name}.png", "ada", "left", name) for name in names]
    crops = [curation._crops.Crop(row, (0, 0, 320, 240)) for row in rows]
    matcher = curation.HotSpotter(curation.HotSpotterParameters.from_mapping({"features": 100}))
    lists = curation._lists(matcher, crops, names)
    assert {node for node, _, _ in lists} == set(range(6))
    assert all(6 not in scores for _, _, scores in lists)
