"""Is each file that has arrived looked at, and is told what is wrong with it or what it shows?"""

from __future__ import annotations

import hashlib
import io
import uuid
import zipfile

import pytest
from PIL import Image
from sqlalchemy import update

from acm_wbia.wbia.pictures import MAXIMUM_PIXELS
from houston.models import SubmissionFile
from houston.operations.uploaded_file import check_waiting_files
from tests.houston.files.test_inspection import png_header
from tests.houston.sending import announce, file_of, picture, place_of, send_piece, upload


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("bomb"), bytes(20_000_000), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg'/>"


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        pytest.param("notes.jpg", b"only words, no picture " * 20, "text", id="words"),
        pytest.param("cut.jpg", picture(size=(900, 700))[:-5000], "breaks off", id="cut off"),
        pytest.param("huge.png", png_header(50_000, 50_000), "pixels", id="huge"),
        pytest.param(
            "large.png", png_header(15_000, 12_000), "170 million", id="too large for ACM"
        ),
        pytest.param("drawing.svg", DRAWING, "SVG", id="drawing"),
        pytest.param("drawing.jpg", DRAWING, "SVG", id="drawing called a photo"),
        pytest.param("bomb.zip", zipped(), "Unpack it first", id="archive"),
        pytest.param("empty.jpg", b"", "empty", id="empty"),
    ],
)
def test_what_is_no_whole_picture_is_kept_out_with_a_sentence(
    browser, draft, house, name, content, word
):
    place = place_of(announce(browser, draft, name, len(content)))
    if content:
        assert send_piece(browser, place, 0, content).status_code == 204
    file = place.rsplit("/", 1)[1]
    told = file_of(browser, draft, file)
    assert told["state"] == "refused"
    assert word in told["reason"]
    assert not house.landing.path(uuid.UUID(file)).exists()


def test_what_is_accepted_can_be_looked_at_by_acm(house):
    assert house.settings.largest_picture_pixels == MAXIMUM_PIXELS


def test_a_file_that_is_not_what_its_sender_said_is_refused(browser, draft):
    content = picture()
    wrong = hashlib.sha256(b"another").hexdigest()
    place = place_of(announce(browser, draft, "a.jpg", len(content), sha256=wrong))
    send_piece(browser, place, 0, content)
    told = file_of(browser, draft, place.rsplit("/", 1)[1])
    assert (told["state"], told["code"]) == ("refused", "checksum_mismatch")


def test_a_file_whose_request_died_before_it_was_looked_at_is_looked_at_later(
    browser, draft, house
):
    content = picture()
    place = place_of(announce(browser, draft, "a.jpg", len(content)))
    file = uuid.UUID(place.rsplit("/", 1)[1])
    send_piece(browser, place, 0, content[:-1])
    with house.landing.path(file).open("ab") as stream:
        stream.write(content[-1:])
    with house.database.write() as session:
        session.execute(
            update(SubmissionFile)
            .where(SubmissionFile.id == file)
            .values(received=len(content), state="checking")
        )
    check_waiting_files(house, uuid.UUID(draft))
    assert file_of(browser, draft, str(file))["state"] == "ready"


@pytest.mark.parametrize("name", ["a\0b.jpg", "a\nb.jpg", " ", "x" * 1001])
def test_a_name_that_cannot_be_shown_is_refused(browser, draft, name):
    answer = announce(browser, draft, name, 10)
    assert (answer.status_code, answer.json["code"]) == (400, "file_name_invalid")


@pytest.mark.parametrize("name", ["../../x.jpg", "/etc/passwd", "C:\\windows\\x.jpg", "..\\x.jpg"])
def test_a_path_in_a_name_is_shown_and_never_followed(browser, draft, house, name):
    file = upload(browser, draft, name, picture())
    assert file_of(browser, draft, file)["name"] == name
    landed = [path for path in house.settings.data.rglob("*") if path.is_file()]
    assert house.settings.data / "uploads" / uuid.UUID(file).hex in landed
    assert not list(house.settings.data.parent.glob("*.jpg"))


def test_the_same_picture_twice_is_kept_once_and_told_plainly(browser, draft):
    first = upload(browser, draft, "a.jpg", picture())
    second = upload(browser, draft, "b.jpg", picture())
    told = file_of(browser, draft, second)
    assert (told["state"], told["duplicate_of"]) == ("duplicate", first)
    assert "“a.jpg”" in told["reason"]


def test_what_the_camera_wrote_is_proposed_on_the_file(browser, draft):
    exif = Image.Exif()
    exif[271] = "RECONYX"
    exif.get_ifd(0x8769).update({36867: "2024:06:03 07:30:15"})
    exif.get_ifd(0x8825).update({1: "S", 2: (1.0, 30.0, 0.0), 3: "E", 4: (36.0, 0.0, 0.0)})
    file = upload(browser, draft, "a.jpg", picture(exif=exif))
    told = file_of(browser, draft, file)["exif"]
    assert (told["time"]["year"], told["time"]["utc_offset"]) == (2024, None)
    assert told["location"]["latitude"] == -1.5
    assert told["camera"]["make"] == "RECONYX"
