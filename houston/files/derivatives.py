"""How is a picture shown? Upright, in three sizes, as WebP, and without what the camera wrote about the place.

Derivatives can be thrown away at any time: they are made again from the original when they are asked for.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import Image, ImageOps

from houston.files.inspection import BROKEN, LARGE_PIXELS
from houston.files.refused import FileRefused

QUALITY = 82  # WebP: no difference is seen at these sizes, at a third of the bytes of 95
LOCKS = 64  # pictures are made side by side, but no picture twice at once
_DEEP_GREY = ("I", "I;16", "I;16B", "I;16L", "F")


class Size(StrEnum):
    """Under which names the sizes are asked for."""

    THUMBNAIL = "thumbnail"
    MEDIUM = "medium"
    LARGE = "large"

    @property
    def longest_side(self) -> int:
        """In pixels; a smaller picture stays as it is."""
        return {"thumbnail": 256, "medium": 1024, "large": 2048}[self.value]


class Derivatives:
    """The derivatives of all assets, in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, asset: uuid.UUID, size: Size, original: Callable[[], BinaryIO]) -> Path:
        """Where the picture of that size lies; made from `original()` where it does not lie there yet.

        Raises `FileRefused` when the original cannot be read as a picture.
        """
        target = self._folder / asset.hex[-2:] / asset.hex / f"{size}.webp"
        if target.exists():
            return target
        with self._alone(f"lock-{asset.int % LOCKS}"):
            if not target.exists():
                with original() as stream:
                    self._make(stream, target.parent)
        return target

    def forget(self, asset: uuid.UUID) -> None:
        """Throws an asset's derivatives away."""
        for size in Size:
            (self._folder / asset.hex[-2:] / asset.hex / f"{size}.webp").unlink(missing_ok=True)

    def _make(self, stream: BinaryIO, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        picture = self._decoded(stream)
        # The smaller ones come from the larger, so the original is decoded once for all three.
        for size in sorted(Size, key=lambda each: -each.longest_side):
            picture.thumbnail((size.longest_side, size.longest_side), Image.Resampling.LANCZOS)
            _write(picture, folder / f"{size}.webp")

    def _decoded(self, stream: BinaryIO) -> Image.Image:
        image = _opened(stream, Size.LARGE.longest_side)
        large = image.width * image.height > LARGE_PIXELS
        with self._alone("lock-large") if large else nullcontext():
            return _upright(image)

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / name).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _opened(stream: BinaryIO, needed: int) -> Image.Image:
    try:
        image: Image.Image = Image.open(stream)
        # A JPEG is decoded at half or a quarter of its size where that is enough; twice for sharpness.
        image.draft("RGB", (needed * 2, needed * 2))
    except BROKEN as error:
        raise FileRefused("picture_damaged", "The picture cannot be read.") from error
    return image


def _upright(image: Image.Image) -> Image.Image:
    try:
        image.load()
        return _plain(ImageOps.exif_transpose(image))
    except BROKEN as error:
        raise FileRefused("picture_damaged", "The picture cannot be read.") from error


def _plain(image: Image.Image) -> Image.Image:
    """Eight bits of red, green and blue, on white where it was transparent."""
    if image.mode in _DEEP_GREY:
        values = np.nan_to_num(np.asarray(image, dtype=np.float64))
        low, high = float(values.min()), float(values.max())
        values = (values - low) * (255.0 / (high - low)) if high > low else values * 0
        return Image.fromarray(values.astype(np.uint8)).convert("RGB")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return image.convert("RGB")


def _write(picture: Image.Image, target: Path) -> None:
    """Whole or not at all; nothing but pixels is written."""
    descriptor, draft = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            # Without these Pillow hands on what the camera wrote about itself and the place.
            picture.save(stream, "WEBP", quality=QUALITY, method=2, exif=b"", xmp=b"")
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
