"""Is a file what it claims to be? Told by its content, whatever its name."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

from houston.files.inspection import inspect
from houston.files.refused import FileRefused
from tests.houston.sending import picture

MOST_PIXELS = 400_000_000


def kept(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "file"
    path.write_bytes(content)
    return path


def refusal(tmp_path: Path, content: bytes, most_pixels: int = MOST_PIXELS) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        inspect(kept(tmp_path, content), most_pixels)
    return caught.value


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size, with a little data that unpacks to a lot."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    blocks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1_000_000))), (b"IEND", b"")]
    written = b"\x89PNG\r\n\x1a\n"
    for name, data in blocks:
        written += struct.pack(">I", len(data)) + name + data
        written += struct.pack(">I", zlib.crc32(name + data))
    return written


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("WEBP", "image/webp"),
        ("TIFF", "image/tiff"),
        ("GIF", "image/gif"),
        ("BMP", "image/bmp"),
    ],
)
def test_pictures_of_the_usual_formats_are_taken(tmp_path, form, media_type):
    found = inspect(kept(tmp_path, picture(form=form)), MOST_PIXELS)
    assert (found.media_type, found.width, found.height) == (media_type, 320, 240)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("share", [0.5, 0.98])
def test_a_picture_that_breaks_off_is_refused(tmp_path, form, share):
    whole = picture(form=form)
    told = refusal(tmp_path, whole[: int(len(whole) * share)])
    assert told.code in ("picture_truncated", "picture_damaged")
    assert "again" in str(told)


def test_a_large_jpeg_that_breaks_off_is_refused(tmp_path):
    whole = picture(size=(3000, 2000), quality=95)
    assert refusal(tmp_path, whole[:-2000]).code == "picture_truncated"


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [
        (b"", "file_empty", "empty"),
        (b"This is not a picture.\n" * 40, "not_a_picture", "text"),
        ("Grüße aus Köln".encode(), "not_a_picture", "text"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "file_unsupported", "SVG"),
        (b"<?xml version='1.0'?>\n<svg></svg>", "file_unsupported", "SVG"),
        (b"%PDF-1.7 \x00", "file_unsupported", "PDF"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(100), "file_unsupported", "HEIC"),
        (b"\x00\x00\x00\x18ftypisom" + bytes(100), "file_is_video", "video"),
        (b"\x1f\x8b\x08" + bytes(40), "file_is_archive", "Unpack"),
        (b"II*\x00\x10\x00\x00\x00CR\x02\x00" + bytes(40), "file_unsupported", "raw"),
        (bytes(range(256)), "not_a_picture", "not a picture"),
        (b"\xff\xd8\xff", "not_a_picture", "not a picture"),
    ],
)
def test_what_is_no_picture_is_told_by_name(tmp_path, content, code, word):
    told = refusal(tmp_path, content)
    assert told.code == code
    assert word in str(told)


def test_a_zip_is_to_be_unpacked_first_however_much_is_in_it(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.jpg", bytes(50_000_000))
    told = refusal(tmp_path, stream.getvalue())
    assert told.code == "file_is_archive"
    assert "Unpack it first" in str(told)


def test_a_small_file_that_claims_to_be_huge_is_refused_before_it_is_decoded(tmp_path):
    told = refusal(tmp_path, png_header(50_000, 50_000))
    assert told.code == "picture_too_large"
    assert "50000 × 50000" in str(told)


def test_the_limit_is_the_setting_s(tmp_path):
    assert refusal(tmp_path, picture(), most_pixels=320 * 240 - 1).code == "picture_too_large"
    assert inspect(kept(tmp_path, picture()), 320 * 240).width == 320


def test_the_size_is_that_of_the_upright_picture(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    found = inspect(kept(tmp_path, picture(exif=exif)), MOST_PIXELS)
    assert (found.width, found.height) == (240, 320)
    assert found.exif["orientation"] == 6
