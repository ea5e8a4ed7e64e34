"""Photos of animals that never lived: each has a coat of its own, and each view of it moves, lights and blurs it a little."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache

import numpy as np
from PIL import Image, ImageFilter

WIDTH, HEIGHT = 320, 240


@cache
def flank(animal: int, view: int = 0) -> bytes:
    """A JPEG of 320 × 240 pixels; the same arguments give the same bytes."""
    coat = _coat(animal)
    light = np.random.default_rng([animal, view, 1])
    left, top = light.integers(0, 24, 2)
    seen = coat.crop((left, top, left + WIDTH, top + HEIGHT))
    pixels = np.asarray(seen, dtype=np.float64) * light.uniform(0.85, 1.1)
    pixels += light.normal(0, 3, pixels.shape)
    stream = io.BytesIO()
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(stream, "JPEG", quality=92)
    return stream.getvalue()


def plain(width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """A JPEG of fog."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), (128, 128, 128)).save(stream, "JPEG")
    return stream.getvalue()


def _coat(animal: int) -> Image.Image:
    pattern = np.random.default_rng([animal, 0])
    blotches = pattern.integers(0, 256, ((HEIGHT + 24) // 8, (WIDTH + 24) // 8, 3), dtype=np.uint8)
    large = Image.fromarray(blotches).resize((WIDTH + 24, HEIGHT + 24), Image.Resampling.BICUBIC)
    return large.filter(ImageFilter.GaussianBlur(1))


def bomb() -> bytes:
    """A PNG of some dozen bytes that claims to be a thousand million pixels."""
    header = struct.pack(">IIBBBBB", 32_000, 32_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def turned(picture: bytes) -> bytes:
    """The same JPEG, told by its EXIF block to lie on its side."""
    stream = io.BytesIO()
    image = Image.open(io.BytesIO(picture))
    exif = image.getexif()
    exif[0x0112] = 6
    image.save(stream, "JPEG", exif=exif)
    return stream.getvalue()
