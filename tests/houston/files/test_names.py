"""Which file does a name mean, and which names cannot be kept?"""

from __future__ import annotations

import unicodedata
import uuid

import pytest

from houston.files.names import FileNames, check_shown_name
from houston.files.refused import FileRefused


def found(uploaded: list[str], wanted: str) -> list[str]:
    """The names of the files that `wanted` may mean."""
    files = [(uuid.uuid4(), name) for name in uploaded]
    names = FileNames(files)
    return [names.name_of(each) for each in names.find(wanted).files]


@pytest.mark.parametrize(
    ("uploaded", "wanted"),
    [
        ("zebra.jpg", "zebra.jpg"),
        ("Zebra.JPG", "zebra.jpg"),
        ("zebra.jpeg", "zebra.JPG"),
        ("zebra.tiff", "zebra.tif"),
        ("zebra.jpg", "C:\\Users\\Ann\\Pictures\\zebra.jpg"),
        ("zebra.jpg", "photos/2024/zebra.jpg"),
        ("2024/day 1/zebra.jpg", "2024\\day 1\\ZEBRA.jpg"),
        ("zebra.jpg", "./zebra.jpg"),
        (
            unicodedata.normalize("NFD", "Müller_ñ.jpg"),
            unicodedata.normalize("NFC", "müller_ñ.jpg"),
        ),
        (unicodedata.normalize("NFC", "Müller.jpg"), unicodedata.normalize("NFD", "Müller.jpg")),
        ("zebra_🦓.jpg", "zebra_🦓.JPG"),
        ("straße.jpg", "STRASSE.jpg"),
        ("zebra.jpg", " zebra.jpg "),
        ("noextension", "noextension"),
        ("trip/Zebra.PNG", "zebra.jpg"),
        ("zebra.1.jpg", "C:\\trip\\zebra.1"),
    ],
)
def test_a_name_is_found_however_it_is_written(uploaded, wanted):
    assert found([uploaded, "other.png"], wanted) == [uploaded]


def test_the_strictest_reading_decides():
    assert found(["a.jpg", "A.jpg"], "A.jpg") == ["A.jpg"]
    assert found(["day1/a.jpg", "day2/a.jpg"], "day2/a.jpg") == ["day2/a.jpg"]


def test_two_that_fit_equally_well_are_both_told():
    assert found(["day1/a.jpg", "day2/a.jpg"], "a.jpg") == ["day1/a.jpg", "day2/a.jpg"]
    assert found(["a.jpg", "A.JPG"], "a.Jpg") == ["a.jpg", "A.JPG"]


def test_a_wrong_extension_means_a_file_only_where_no_other_is_called_so():
    assert found(["a.png", "a.tif"], "a.jpg") == ["a.png", "a.tif"]
    assert found(["a.png", "a.jpg"], "a.JPG") == ["a.jpg"]


def test_a_file_that_is_not_there_is_not_found_but_the_nearest_is_proposed():
    names = FileNames([(uuid.uuid4(), "IMG_0042.jpg"), (uuid.uuid4(), "lion.png")])
    assert names.find("IMG_0043.jpg").files == ()
    assert names.find("IMG_0043.jpg").suggestion == "IMG_0042.jpg"
    assert names.find("something else entirely").suggestion is None


def test_a_file_s_id_stands_for_its_name():
    file = uuid.uuid4()
    assert FileNames([(file, "a.jpg")]).find(str(file)).files == (file,)
    assert FileNames([(file, "a.jpg")]).find(str(uuid.uuid4())).files == ()


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.jpg", "zebra_🦓.jpg", "a" * 255, "C:\\x.jpg", "con.jpg", "a\u202eb.jpg"],
)
def test_a_name_is_kept_letter_by_letter(name):
    assert check_shown_name(name) == name


@pytest.mark.parametrize("name", ["", "  ", "a\0b.jpg", "a\nb.jpg", "\x07", "a\ud800", "x" * 1001])
def test_what_cannot_be_shown_is_no_name(name):
    with pytest.raises(FileRefused) as refusal:
        check_shown_name(name)
    assert refusal.value.code == "file_name_invalid"
