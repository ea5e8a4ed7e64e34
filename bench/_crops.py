"""Which animals of a manifest's photos are to be told apart, and what does an algorithm keep of each?"""

import hashlib
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from acm_wbia.wbia import accuracy, pictures
from acm_wbia.wbia.boxes import Box
from acm_wbia.wbia.errors import NothingToMatch
from acm_wbia.wbia.matching.gallery import Member
from acm_wbia.wbia.pictures import Picture
from bench._boxes import Boxes
from bench._manifest import ManifestRow

Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Crop:
    """One animal on one photo."""

    row: ManifestRow
    bbox: Box

    def described(self, extract: Callable[[Picture, Sequence[float]], Kept]) -> Kept:
        """What an algorithm keeps of it; raises ``NothingToMatch``."""
        return extract(pictures.decode(self.row.path.read_bytes()), self.bbox)


def crops(rows: Sequence[ManifestRow], boxes: Boxes) -> list[Crop]:
    """The animal of each photo."""
    return [Crop(row, boxes(pictures.decode(row.path.read_bytes()))) for row in rows]


def photos(
    crops: Sequence[Crop], extract: Callable[[Picture, Sequence[float]], Kept], threads: int
) -> tuple[list[accuracy.Photo[Kept]], float]:
    """The crops with what is kept of each, and the seconds that reading, cutting and describing them took a photo.

    So many are under way at once, as in a worker. A crop that shows too little is no photo: it is neither asked for nor
    found. Files of the same bytes, as where a photo shows two individuals, are one picture, of which no two crops are compared.
    """

    def described(crop: Crop) -> tuple[str, Kept] | None:
        original = crop.row.path.read_bytes()
        try:
            kept = extract(pictures.decode(original), crop.bbox)
        except NothingToMatch:
            return None
        return hashlib.sha256(original).hexdigest(), kept

    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(described, crops))
    spent = time.perf_counter() - began
    there = [
        accuracy.Photo(
            Member(str(number), crop.row.individual, crop.row.encounter, picture),
            crop.row.side,
            kept,
        )
        for number, (crop, one) in enumerate(zip(crops, found, strict=True))
        if one is not None
        for picture, kept in [one]
    ]
    return there, spent / max(len(crops), 1)


def as_asked(crop: Crop) -> dict[str, Any]:
    """For the peer: the same crop."""
    return {
        "path": str(crop.row.path.resolve()),
        "bbox": [round(each) for each in crop.bbox],
        "individual": crop.row.individual,
        "side": crop.row.side,
        "encounter": crop.row.encounter,
    }
