"""What does a camera tell about time and place, and what is made of nonsense?"""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from houston.files.exif import read_exif

NAIROBI = {1: "S", 2: (1.0, 17.0, 11.4), 3: "E", 4: (36.0, 49.0, 1.2)}


def told(
    main: dict[int, Any] | None = None,
    details: dict[int, Any] | None = None,
    place: dict[int, Any] | None = None,
) -> dict[str, Any]:
    """What is read from a picture whose EXIF holds these tags."""
    image = Image.new("RGB", (8, 8))
    exif = image.getexif()
    exif.update(main or {})
    exif.get_ifd(0x8769).update(details or {})
    exif.get_ifd(0x8825).update(place or {})
    return read_exif(image)


def test_time_is_local_with_the_offset_that_the_camera_gave():
    found = told(details={36867: "2024:06:03 07:30:15", 36881: "+03:00"})["time"]
    assert found == {
        "year": 2024,
        "month": 6,
        "day": 3,
        "hour": 7,
        "minute": 30,
        "second": 15,
        "utc_offset": "+03:00",
        "zone": None,
        "source": "exif",
    }


def test_an_offset_that_is_not_given_is_not_invented():
    assert told(details={36867: "2024:06:03 07:30:15"})["time"]["utc_offset"] is None


@pytest.mark.parametrize(
    "text",
    ["0000:00:00 00:00:00", "2024:13:03 07:30:15", "2024:02:30 00:00:00", "", "yesterday", 7, "  "],
)
def test_a_time_that_never_was_is_left_out(text):
    assert told(details={36867: text})["time"] is None


def test_place_is_in_degrees_with_its_side_of_the_equator():
    found = told(place=NAIROBI)["location"]
    assert found["latitude"] == pytest.approx(-1.2865)
    assert found["longitude"] == pytest.approx(36.817)
    assert found["source"] == "exif"


def test_the_equator_is_a_place():
    found = told(place={**NAIROBI, 2: (0.0, 0.0, 0.0)})["location"]
    assert found["latitude"] == 0.0


def test_a_camera_that_knows_no_place_writes_zeros():
    zeros = (0.0, 0.0, 0.0)
    assert told(place={1: "N", 2: zeros, 3: "E", 4: zeros})["location"] is None


@pytest.mark.parametrize(
    "changes",
    [
        {1: None},
        {1: "X"},
        {2: (91.0, 0.0, 0.0)},
        {4: (36.0, 49.0)},
        {2: ("a", "b", "c")},
        {2: (IFDRational(0, 0), 0.0, 0.0)},
        {4: None},
        {9: "V"},
    ],
)
def test_half_a_place_or_an_impossible_or_a_stale_one_is_none(changes):
    place = {key: value for key, value in {**NAIROBI, **changes}.items() if value is not None}
    assert told(place=place)["location"] is None


def test_the_camera_is_told_apart_by_make_model_and_serial_number():
    found = told({271: "RECONYX\0", 272: " HC500 "}, {42033: "H500HF123"})["camera"]
    assert found == {"make": "RECONYX", "model": "HC500", "serial": "H500HF123"}


def test_a_picture_without_exif_tells_nothing():
    assert told() == {"time": None, "location": None, "camera": None, "orientation": 1}


def test_an_orientation_that_there_is_not_is_upright():
    assert told({0x0112: 9})["orientation"] == 1


def test_real_camera_traps_tell_when(shared_folder):
    with Image.open(next(shared_folder.glob("data/camera_traps/reconyx/*.JPG"))) as image:
        found = read_exif(image)
    assert found["time"]["year"] > 2000
    assert found["camera"]["make"]
