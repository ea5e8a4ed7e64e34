"""Does somebody's own folder of photos become a set, however it is arranged?"""

from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base

from houston.demo.folder import FolderUnusable, read_folder


def put(path: Path, taken: str | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    exif = Image.Exif()
    if taken:
        exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = taken
    Image.new("RGB", (20, 10), "tan").save(path, "JPEG", exif=exif)
    return path


def test_a_folder_an_animal_is_enough(tmp_path):
    photo = put(tmp_path / "Zuri" / "zebra_🦓.JPG")
    put(tmp_path / "Kito" / "2024" / "a.jpg")
    photos = read_folder(tmp_path, "equus_quagga")
    assert {photo.name: photo.individuals for photo in photos} == {
        "zebra_🦓.JPG": ("Zuri",),
        "a.jpg": ("Kito",),
    }
    assert {photo.species for photo in photos} == {"equus_quagga"}
    assert next(p for p in photos if p.individuals == ("Zuri",)).read() == photo.read_bytes()


def test_photos_of_one_animal_on_one_day_were_taken_together(tmp_path):
    put(tmp_path / "Zuri" / "1.jpg", "2024:06:03 07:30:00")
    put(tmp_path / "Zuri" / "2.jpg", "2024:06:03 18:00:00")
    put(tmp_path / "Zuri" / "3.jpg", "2024:06:04 07:30:00")
    put(tmp_path / "Kito" / "4.jpg", "2024:06:03 07:30:00")
    sightings = {photo.name: photo.sighting for photo in read_folder(tmp_path, "equus_quagga")}
    assert sightings["1.jpg"] == sightings["2.jpg"]
    assert len(set(sightings.values())) == 3


def test_photos_without_a_time_stand_alone(tmp_path):
    put(tmp_path / "Zuri" / "1.jpg")
    put(tmp_path / "Zuri" / "2.jpg")
    photos = read_folder(tmp_path, "equus_quagga")
    assert len({photo.sighting for photo in photos}) == 2
    assert {photo.taken for photo in photos} == {None}


def test_what_is_no_photo_is_passed_over(tmp_path):
    put(tmp_path / "Zuri" / "1.jpg")
    (tmp_path / "Zuri" / "notes.txt").write_text("seen at dawn")
    put(tmp_path / "Zuri" / ".thumbnails" / "1.jpg")
    assert [photo.name for photo in read_folder(tmp_path)] == ["1.jpg"]


def test_a_photo_in_nobodys_folder_is_asked_about(tmp_path):
    put(tmp_path / "1.jpg")
    with pytest.raises(FolderUnusable, match=r"Which animal is in 1\.jpg"):
        read_folder(tmp_path)


@pytest.mark.parametrize("name", ["empty", "missing"])
def test_a_folder_without_photos_is_said_to_have_none(tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(FolderUnusable, match=r"There is no (photo in|folder)"):
        read_folder(tmp_path / name)


def test_a_manifest_says_who_and_from_which_side(tmp_path):
    put(tmp_path / "photos" / "b.jpg", "2024:06:03 07:30:00")
    put(tmp_path / "photos" / "a.jpg")
    (tmp_path / "manifest.csv").write_text(
        "\ufeffpath;individual;viewpoint;encounter;species\n"
        "photos\\a.jpg;Zuri;left;7;\nphotos/b.jpg;Zuri;right;7;equus_grevyi\n",
        encoding="utf-8",
    )
    photos = read_folder(tmp_path, "equus_quagga")
    assert [(p.name, p.animals[0].viewpoint, p.species) for p in photos] == [
        ("a.jpg", "left", "equus_quagga"),
        ("b.jpg", "right", "equus_grevyi"),
    ]
    assert {photo.sighting for photo in photos} == {"Zuri/7"}


def test_a_manifest_with_times_puts_one_day_together(tmp_path):
    for name in ("1.jpg", "2.jpg", "3.jpg"):
        put(tmp_path / name)
    (tmp_path / "manifest.csv").write_text(
        "path,individual,taken\n1.jpg,B,2015:05:27 08:25:51\n2.jpg,B,2015-05-27 09:01\n3.jpg,B,\n"
    )
    photos = {photo.name: photo for photo in read_folder(tmp_path, "phoca_vitulina")}
    assert photos["1.jpg"].sighting == photos["2.jpg"].sighting != photos["3.jpg"].sighting
    assert photos["1.jpg"].taken.isoformat() == "2015-05-27T08:25:51"
    assert photos["3.jpg"].taken is None


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("path,name\n1.jpg,B\n", "no column individual"),
        ("path,individual\nnowhere.jpg,B\n", r"Line 2 of manifest\.csv: there is no nowhere\.jpg"),
        ("path,individual\n1.jpg,\n", r"Line 2 of manifest\.csv: which animal is in 1\.jpg"),
        ("path,individual\n", "There is no photo"),
    ],
)
def test_a_manifest_that_cannot_be_used_says_where(tmp_path, rows, sentence):
    put(tmp_path / "1.jpg")
    (tmp_path / "manifest.csv").write_text(rows)
    with pytest.raises(FolderUnusable, match=sentence):
        read_folder(tmp_path)


def test_a_file_that_is_no_picture_is_left_to_codex(tmp_path):
    (tmp_path / "Zuri").mkdir()
    (tmp_path / "Zuri" / "broken.jpg").write_bytes(b"no picture")
    (photo,) = read_folder(tmp_path)
    assert (photo.taken, photo.location, photo.read()) == (None, None, b"no picture")


@pytest.mark.shared
@pytest.mark.parametrize(("name", "photos", "animals"), [("nyala", 489, 46), ("seals", 49, 5)])
def test_real_sets_are_read(shared_folder, name, photos, animals):
    found = read_folder(shared_folder / "data" / name, "tragelaphus_angasii")
    assert len(found) == photos
    assert len({photo.individuals for photo in found}) == animals
    assert {photo.animals[0].viewpoint for photo in found} == {"left", "right"}
    assert all(photo.read()[:2] == b"\xff\xd8" for photo in found[:3])
