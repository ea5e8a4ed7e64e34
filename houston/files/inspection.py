"""Is this file a whole picture that we can keep, how large is it, and what does it say about itself?"""

from __future__ import annotations

import threading
import zlib
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image, UnidentifiedImageError

from houston.files.content_type import HEAD_BYTES, PICTURES, refuse_what_is_no_picture
from houston.files.exif import read_exif
from houston.files.picture_tags import read_tags
from houston.files.refused import FileRefused

# Pillow's own limit is a constant of that library; ours is a setting and is asked before any decoding.
Image.MAX_IMAGE_PIXELS = None

LYING_DOWN = (
    5,
    6,
    7,
    8,
)  # EXIF orientations whose upright picture is as wide as the stored is high
PROOF_SCALE = 8  # a JPEG read at an eighth is read to its end all the same, in a 64th of the memory
BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    EOFError,
    IndexError,
    KeyError,
    OverflowError,
)
"""What Pillow raises for damaged files, besides its own `UnidentifiedImageError`."""

OPENED = [
    form for form in PICTURES if form != "MPO"
]  # Pillow opens that as the JPEG that it begins with

LARGE_PIXELS = 50_000_000  # 150 MB in memory; the usual camera's pictures have half of that

_one_large_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Inspected:
    """What is known of a file that is kept."""

    media_type: str
    width: int | None
    height: int | None
    """Pixels of the upright picture; None: it is none."""
    exif: dict[str, Any] | None


def inspect(path: Path, most_pixels: int) -> Inspected:
    """Reads the whole file. Raises `FileRefused` with a sentence when it is not a whole, acceptable picture."""
    with path.open("rb") as stream:
        refuse_what_is_no_picture(stream.read(HEAD_BYTES))
        stream.seek(0)
        image = _opened(stream)
        width, height = image.size
        if width * height > most_pixels:
            raise FileRefused(
                "picture_too_large",
                f"The picture has {width} × {height} pixels, more than the {most_pixels // 1_000_000} "
                "million that are accepted. Make it smaller and upload it again.",
            )
        exif = read_exif(image)
        if tags := read_tags(image):
            exif["tags"] = tags
        media_type = PICTURES[image.format or ""]
        with _one_large_at_a_time if width * height > LARGE_PIXELS else nullcontext():
            _read_to_its_end(image)
    if exif["orientation"] in LYING_DOWN:
        width, height = height, width
    return Inspected(media_type, width, height, exif)


def _opened(stream: BinaryIO) -> Image.Image:
    try:
        image = Image.open(stream, formats=OPENED)
    except UnidentifiedImageError as error:
        raise FileRefused(
            "not_a_picture",
            "This is not a picture that can be read here. JPEG, PNG, WebP, TIFF, GIF and BMP can.",
        ) from error
    except (*BROKEN, zlib.error) as error:
        raise FileRefused(
            "picture_damaged",
            "The picture is damaged at its beginning. Copy it from the camera again.",
        ) from error
    if min(image.size) < 1:
        raise FileRefused("picture_damaged", "The picture has no pixels. Copy it again.")
    return image


def _read_to_its_end(image: Image.Image) -> None:
    try:
        if image.format == "PNG":
            image.verify()  # checks every block's checksum up to the last, without decoding any
        elif image.format in ("JPEG", "MPO"):
            width, height = image.size
            image.draft(image.mode, (width // PROOF_SCALE or 1, height // PROOF_SCALE or 1))
            image.load()
        else:
            image.load()
    except (*BROKEN, zlib.error) as error:
        raise FileRefused(
            "picture_truncated",
            "The picture is damaged or breaks off before its end. Copy it from the camera again.",
        ) from error
