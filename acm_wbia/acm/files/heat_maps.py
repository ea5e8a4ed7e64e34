"""How are the heat maps of two animals kept, once a worker has made them?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from acm_wbia.acm.files.arrays import write_arrays

if TYPE_CHECKING:
    from acm_wbia.wbia.relevance import RelevanceMap

    Maps = tuple[RelevanceMap, RelevanceMap]
    """The query's and the candidate's."""

SIDES = ("query", "candidate")


def read_maps(path: Path) -> Maps:
    """As `write_maps` wrote them."""
    # Here and not above: a web process loads what works on arrays of pictures only once somebody asks.
    from acm_wbia.wbia.boxes import Box
    from acm_wbia.wbia.relevance import RelevanceMap

    with np.load(path, allow_pickle=False) as arrays:
        first, second = (
            RelevanceMap(Box(*arrays[f"{side}_bbox"].tolist()), arrays[f"{side}_values"])
            for side in SIDES
        )
    return first, second


def write_maps(path: Path, maps: Maps) -> None:
    """Whole, or not at all."""
    arrays: dict[str, NDArray[np.floating[Any]]] = {}
    for side, each in zip(SIDES, maps, strict=True):
        arrays |= {f"{side}_bbox": np.array(each.bbox), f"{side}_values": each.values}
    write_arrays(path, arrays)
