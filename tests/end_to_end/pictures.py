"""Small pictures of made-up animals: the same seed wears the same coat in every picture."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 640, 480


def picture(animal: int, scene: int) -> bytes:
    """A JPEG of one animal before a background of the scene's own; turned, lit and scaled by the scene."""
    scenery = np.random.default_rng(10_000 + scene)
    ground = _texture(scenery, blur=6).resize((WIDTH, HEIGHT))
    coat = _texture(np.random.default_rng(animal), blur=2).point(lambda v: 255 if v > 127 else 30)
    size = int(300 * scenery.uniform(0.9, 1.1))
    coat = coat.resize((size, size)).rotate(
        scenery.uniform(-6, 6), resample=Image.Resampling.BICUBIC
    )
    mask = Image.new("L", (size, size))
    ImageDraw.Draw(mask).ellipse((size * 0.05, size * 0.2, size * 0.95, size * 0.8), fill=255)
    ground.paste(coat, ((WIDTH - size) // 2, (HEIGHT - size) // 2), mask)
    lit = ground.point(lambda v: int(v * scenery.uniform(0.8, 1.0)))
    return _jpeg(Image.merge("RGB", (lit, lit, lit.point(lambda v: int(v * 0.8)))))


def _texture(random: np.random.Generator, blur: int) -> Image.Image:
    noise = random.integers(0, 256, (120, 120), dtype=np.uint8)
    smooth = np.asarray(
        Image.fromarray(noise).filter(ImageFilter.GaussianBlur(blur)), dtype=np.float32
    )
    low, high = smooth.min(), smooth.max()
    return Image.fromarray(((smooth - low) / (high - low) * 255).astype(np.uint8))


def _jpeg(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=88)
    return stream.getvalue()
