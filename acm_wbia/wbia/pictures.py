"""What does the picture show, the right way up, whatever camera or program wrote the file?"""

import io
import math
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from acm_wbia.wbia.boxes import PictureSize
from acm_wbia.wbia.errors import UnreadablePicture

Picture = NDArray[np.uint8]
"""``(height, width, 3) uint8``, blue, green, red, upright."""

MAXIMUM_PIXELS = 170_000_000
"""Half a gigabyte once decoded. Medium-format cameras give 150 million pixels; a small file that claims
more is a decompression bomb far more often than a photo."""

ORIENTATION_TAG = 0x0112
"""EXIF's ``Orientation``: 1 is upright, 5 to 8 lie on their side."""

HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")

_DEEP_GREY_MODES = ("I", "I;16", "I;16B", "I;16L", "F")


def decode(data: bytes) -> Picture:
    """The upright picture in ``data``; raises ``UnreadablePicture`` with a sentence for a person."""
    header = _opened(data)
    if header.format in {"JPEG", "MPO"} and header.mode in {"L", "RGB"}:
        # The common case by far, and OpenCV reads it twice as fast as Pillow.
        flags = cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
        picture = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), flags)
        if picture is not None:
            return _turned_upright(picture, _orientation(header))
    return _decoded_by_pillow(header)


def upright_size(data: bytes) -> PictureSize:
    """The size ``decode`` would give, read from the header alone; raises ``UnreadablePicture``."""
    header = _opened(data)
    width, height = header.size
    # Pillow gives the size of a TIFF upright already.
    lying = header.format != "TIFF" and _orientation(header) >= 5
    return PictureSize(height, width) if lying else PictureSize(width, height)


def _opened(data: bytes) -> Image.Image:
    if not data:
        raise UnreadablePicture("The file is empty. Copy it from the camera again.")
    try:
        header = Image.open(io.BytesIO(data))
    except UnidentifiedImageError as error:
        raise UnreadablePicture(_why_unknown(data)) from error
    except Image.DecompressionBombError as error:
        raise UnreadablePicture(_too_large("more pixels than any camera gives")) from error
    except (OSError, ValueError, SyntaxError, TypeError) as error:
        raise UnreadablePicture("The file is damaged at its beginning.") from error
    width, height = header.size
    if width * height > MAXIMUM_PIXELS:
        raise UnreadablePicture(_too_large(f"{width} × {height} pixels"))
    return header


def _too_large(what: str) -> str:
    limit = MAXIMUM_PIXELS // 1_000_000
    return f"The picture has {what}; at most {limit} million can be read. Make it smaller."


def _why_unknown(data: bytes) -> str:
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        return "The picture is a HEIC file, which cannot be read here. Save it as JPEG."
    if data[4:8] == b"ftyp":
        return "The file is a video or an unknown picture format. Save a frame of it as JPEG."
    return "The file is not a picture in a known format (JPEG, PNG, TIFF, WebP, GIF, BMP)."


def _orientation(header: Image.Image) -> int:
    try:
        value: Any = header.getexif().get(ORIENTATION_TAG, 1)
    except (OSError, ValueError, SyntaxError, TypeError, KeyError):
        return 1  # A damaged EXIF block says nothing about the pixels, which may be whole.
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _turned_upright(picture: Picture, orientation: int) -> Picture:
    if orientation in {5, 6, 7, 8}:
        picture = np.transpose(picture, (1, 0, 2))
    if orientation in {2, 3, 6, 7}:
        picture = picture[:, ::-1]
    if orientation in {3, 4, 7, 8}:
        picture = picture[::-1]
    return np.ascontiguousarray(picture)


def _decoded_by_pillow(header: Image.Image) -> Picture:
    try:
        header.load()
        upright = _without_transparency(ImageOps.exif_transpose(header))
    except (OSError, ValueError, SyntaxError, TypeError, EOFError, MemoryError) as error:
        raise UnreadablePicture(
            "The file is damaged or breaks off before its end. Copy it from the camera again."
        ) from error
    return np.ascontiguousarray(np.asarray(upright, dtype=np.uint8)[:, :, ::-1])


def _without_transparency(image: Image.Image) -> Image.Image:
    """In RGB: what shows through is white, and more than 8 bits are scaled, not cut off."""
    if image.mode in _DEEP_GREY_MODES:
        return _eight_bits(image)
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
    return image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    values = np.nan_to_num(np.asarray(image, dtype=np.float64))
    brightest = float(values.max(initial=0.0))
    # 8, 10, 12, 14 and 16 bit sensors all end up in the same container.
    ceiling = 2.0 ** max(8, math.ceil(math.log2(brightest + 1))) - 1 if brightest > 1 else 1.0
    scaled = np.clip(values / ceiling * 255, 0, 255).astype(np.uint8)
    return Image.fromarray(scaled).convert("RGB")
