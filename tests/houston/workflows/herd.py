"""Animals with patterns of their own, photographed as often as a test needs."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

SIZE = (480, 360)


def photo(animal: int, occasion: int) -> bytes:
    """One animal's pattern, on another day: a little shifted, brighter or darker, with noise."""
    pattern = _pattern(animal)
    day = np.random.default_rng(1_000 * animal + occasion + 1)
    left, top = day.integers(0, 24, 2)
    shown = pattern[top : top + SIZE[1], left : left + SIZE[0]].astype(np.float32)
    shown = shown * day.uniform(0.85, 1.15) + day.normal(0, 4, shown.shape)
    stream = io.BytesIO()
    Image.fromarray(np.clip(shown, 0, 255).astype(np.uint8)).save(stream, "JPEG", quality=92)
    return stream.getvalue()


def _pattern(animal: int) -> np.ndarray:
    random = np.random.default_rng(animal)
    coarse = random.integers(0, 255, (48, 63), dtype=np.uint8)
    wide = Image.fromarray(coarse).resize((SIZE[0] + 24, SIZE[1] + 24), Image.Resampling.BICUBIC)
    return np.asarray(wide.convert("RGB"))
