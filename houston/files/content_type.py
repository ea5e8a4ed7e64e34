"""What is this file really, whatever its name says? Told by its first bytes."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from types import MappingProxyType

from houston.files.refused import FileRefused

HEAD_BYTES = 512  # every signature below lies within; so does the beginning of any text

PICTURES: Mapping[str, str] = MappingProxyType(
    {
        "JPEG": "image/jpeg",
        "MPO": "image/jpeg",  # a JPEG followed by more of them: phones and drones write it
        "PNG": "image/png",
        "WEBP": "image/webp",
        "TIFF": "image/tiff",
        "GIF": "image/gif",
        "BMP": "image/bmp",
    }
)
"""What is accepted: Pillow's word for the format, and its media type."""

EXTENSIONS: Mapping[str, str] = MappingProxyType(
    {
        "image/jpeg": "jpg",
        "image/png": "png",
        "image/webp": "webp",
        "image/tiff": "tif",
        "image/gif": "gif",
        "image/bmp": "bmp",
    }
)
"""Under which extension a picture without a good one is handed out."""

_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
_COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd")
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_MATROSKA = b"\x1a\x45\xdf\xa3"
_PLAIN_BYTES = frozenset(range(0x20, 0x7F)) | {0x09, 0x0A, 0x0C, 0x0D}
_MOSTLY = 0.9  # of the bytes are plain letters: text of an old program, with its own accents


def refuse_what_is_no_picture(head: bytes) -> None:
    """Raises `FileRefused` with a sentence for what can be told from the first bytes."""
    if not head:
        raise FileRefused("file_empty", "The file is empty. Copy it from the camera again.")
    if head.startswith(_ARCHIVES) or head[257:262] == b"ustar":
        raise FileRefused(
            "file_is_archive",
            "This is an archive, not a picture. Unpack it first and upload the pictures in it.",
        )
    if head.startswith(_COMPRESSED):
        raise FileRefused(
            "file_is_archive",
            "This file is compressed. Unpack it first and upload the pictures in it.",
        )
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        raise FileRefused(
            "file_unsupported",
            "HEIC pictures cannot be read here. Save it as JPEG (on an iPhone: Settings, Camera, "
            "Formats, Most Compatible) and upload that.",
        )
    if head[4:8] == b"ftyp" or head.startswith(_MATROSKA) or head[8:12] == b"AVI ":
        raise FileRefused(
            "file_is_video",
            "This is a video or a format that cannot be read here. "
            "Save the frames that show the animal as JPEG and upload those.",
        )
    if head.startswith(b"%PDF"):
        raise FileRefused("file_unsupported", "This is a PDF. Upload the pictures themselves.")
    if head[:4] in (b"II*\x00",) and head[8:10] == b"CR":
        raise FileRefused(
            "file_unsupported", "This is a camera's raw file. Develop it and upload a JPEG."
        )
    _refuse_text(head)


def _refuse_text(head: bytes) -> None:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"<svg") or (
        start.startswith((b"<?xml", b"<!doctype svg")) and b"<svg" in start
    ):
        raise FileRefused(
            "file_unsupported",
            "This is a drawing (SVG), not a photo. Save it as JPEG or PNG and upload that.",
        )
    if _is_text(head) and not head.startswith((b"GIF8", b"BM")):
        raise FileRefused(
            "not_a_picture", "This is a text file, although its name may say otherwise."
        )


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # how UTF-16 begins
        return True
    if b"\0" in head:
        return False
    if sum(byte in _PLAIN_BYTES for byte in head) >= _MOSTLY * len(head):
        return True
    try:
        # A letter may be cut in two at the end of the head.
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return text.isprintable() or all(ord(letter) >= 0x20 or letter.isspace() for letter in text)
