"""What is read from a manifest, whatever its columns leave open."""

import pytest

from bench import _manifest


def read(folder, *lines, same_encounter="taken"):
    manifest = folder / "manifest.csv"
    manifest.write_text("\n".join(lines), encoding="utf-8-sig")
    return _manifest.read(manifest, same_encounter, None)


def test_of_times_the_day_and_the_animal_count(tmp_path):
    rows = read(
        tmp_path,
        "path,individual,viewpoint,taken",
        "a.jpg,ada,left,2015:05:27 08:25:51",
        "b.jpg,ada,left,2015:05:27 19:00:00",
        "c.jpg,bob,left,2015:05:27 08:25:51",
        "d.jpg,ada,left,2015-05-28T08:25:51",
    )
    first, second, other, later = [row.encounter for row in rows]
    assert first == second
    assert len({first, other, later}) == 3
    assert rows[0].path == tmp_path / "a.jpg"


def test_photos_of_which_nothing_is_said_were_not_taken_together(tmp_path):
    rows = read(tmp_path, "path,individual,viewpoint,taken", "a.jpg,ada,left,", "b.jpg,ada,left,")
    assert len({row.encounter for row in rows}) == 2


def test_a_photo_of_nobody_knows_whom_is_left_out(tmp_path):
    rows = read(tmp_path, "path,individual,viewpoint,taken", "a.jpg,,left,1", "b.jpg,ada,left,1")
    assert [row.individual for row in rows] == ["ada"]


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(SystemExit, match="no column encounter and no viewpoint"):
        read(tmp_path, "path,individual", "a.jpg,ada", same_encounter="encounter")
