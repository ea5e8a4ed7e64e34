"""What is read from a manifest, whatever its columns leave open."""

import pytest

from bench import _manifest

HEADER = "path,individual,viewpoint,taken"


def read(folder, *lines, same_encounter="taken"):
    manifest = folder / "manifest.csv"
    manifest.write_text("\n".join(lines), encoding="utf-8-sig")
    return _manifest.read(manifest, same_encounter, None)


def test_of_times_the_day_and_the_animal_count(tmp_path):
    rows = read(
        tmp_path,
        HEADER,
        "a.jpg,ada,left,2015:05:27 08:25:51",
        "b.jpg,ada,left,2015:05:27 19:00:00",
        "c.jpg,bob,left,2015:05:27 08:25:51",
        "d.jpg,ada,left,2015-05-28T08:25:51",
    )
    first, second, other, later = [row.encounter for row in rows]
    assert first == second
    assert len({first, other, later}) == 3
    assert rows[0].path == tmp_path / "a.jpg"


@pytest.mark.parametrize("day", ["2015-05-27", "2015:05:27", "2015/05/27", "2015-05-27 08:25"])
def test_a_day_is_a_day_with_and_without_an_hour(tmp_path, day):
    lines = [f"a.jpg,ada,left,{day}", f"b.jpg,bob,left,{day}", "c.jpg,ada,left,2015-05-27T09:01:10"]
    ada, bob, later = (row.encounter for row in read(tmp_path, HEADER, *lines))
    assert ada == later != bob


@pytest.mark.parametrize(
    "ids", [("camera1:00123", "camera1:00145"), ("2015-05-271", "2015-05-272")]
)
def test_what_only_resembles_a_time_is_an_encounter_by_all_of_it(tmp_path, ids):
    lines = [f"{number}.jpg,ada,left,{each}" for number, each in enumerate(ids)]
    assert [row.encounter for row in read(tmp_path, HEADER, *lines)] == [*ids]


def test_photos_of_which_nothing_is_said_were_not_taken_together(tmp_path):
    rows = read(tmp_path, HEADER, "a.jpg,ada,left,", "b.jpg,ada,left,")
    assert len({row.encounter for row in rows}) == 2


def test_a_photo_of_nobody_knows_whom_is_left_out(tmp_path):
    rows = read(tmp_path, HEADER, "a.jpg,,left,1", "b.jpg,ada,left,1")
    assert [row.individual for row in rows] == ["ada"]


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(SystemExit, match="no column encounter and no viewpoint"):
        read(tmp_path, "path,individual", "a.jpg,ada", same_encounter="encounter")
