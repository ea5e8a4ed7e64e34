"""Which animals of a manifest's photos are to be told apart, and what does an algorithm keep of each?"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from acm_wbia.wbia import accuracy, pictures
from acm_wbia.wbia.boxes import Box
from acm_wbia.wbia.errors import NothingToMatch
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching.gallery import Member
from acm_wbia.wbia.pictures import Picture
from bench._boxes import Boxes
from bench._manifest import ManifestRow

Extract = Callable[[Picture, Sequence[float]], Features]


@dataclass(frozen=True)
class Crop:
    """One animal on one photo."""

    row: ManifestRow
    bbox: Box


def crops(rows: Sequence[ManifestRow], boxes: Boxes) -> list[Crop]:
    """The animal of each photo."""
    return [Crop(row, boxes(pictures.decode(row.path.read_bytes()))) for row in rows]


def photos(crops: Sequence[Crop], extract: Extract) -> tuple[list[accuracy.Photo], float]:
    """The crops with their features, and the seconds that reading, cutting and describing took a photo.

    A crop that shows too little is no photo: it is neither asked for nor found.
    """
    found, spent = [], 0.0
    for number, crop in enumerate(crops):
        data = crop.row.path.read_bytes()
        began = time.perf_counter()
        try:
            features = extract(pictures.decode(data), crop.bbox)
        except NothingToMatch:
            continue
        finally:
            spent += time.perf_counter() - began
        member = Member(str(number), crop.row.individual, crop.row.encounter)
        found.append(accuracy.Photo(member, crop.row.side, features))
    return found, spent / max(len(crops), 1)


def as_asked(crop: Crop) -> dict[str, Any]:
    """For the peer: the same crop."""
    return {
        "path": str(crop.row.path.resolve()),
        "bbox": [round(each) for each in crop.bbox],
        "individual": crop.row.individual,
        "side": crop.row.side,
        "encounter": crop.row.encounter,
    }
