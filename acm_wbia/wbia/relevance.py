"""Which parts of two animals made them look alike? A small grid over each, from nothing (0) to the most (1).

Whatever compares pictures can tell it in its own way: `Explanation` is what is asked of it. Local features tell
it by what was matched; a network for whole pictures would tell it by what its answer hangs on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.boxes import Box, checked, checked_theta, corners, from_corners
from acm_wbia.wbia.matching.ranking import Matches

LONGER_SIDE = 40
"""Cells along it: as fine as a person can tell apart, and few enough to send for every pair."""
REACH = 1.0
"""Diameters of a feature that its weight is spread over, as a standard deviation: about what its descriptor sees."""
SMALLEST_SPOT = 0.03
"""Of the longer side, as a standard deviation: a single small feature must still be seen."""


@dataclass(frozen=True)
class Area:
    """Where in its picture an animal is."""

    bbox: Sequence[float]
    """``x, y, width, height`` in pixels of the upright original."""
    theta: float


@dataclass(frozen=True, eq=False)
class RelevanceMap:
    """How much each part of one animal counted."""

    bbox: Box
    """What the grid lies over: the upright rectangle around the animal's box, in pixels of the original."""
    values: NDArray[np.float32]
    """``(rows, columns)``, 0…1; all 0 where nothing counted."""


class Explanation(Protocol):
    """Why one algorithm found two animals alike."""

    def relevance(self, query: Area, candidate: Area) -> tuple[RelevanceMap, RelevanceMap]:
        """One map for each; the same pair gives the same maps. Raises ``ProcessingError`` for a box that is none."""


class MatchedFeatures:
    """Local features: each match lights up what its feature saw, by its weight."""

    def __init__(self, matches: Matches) -> None:
        self._matches = np.asarray(matches, dtype=np.float64)

    def relevance(self, query: Area, candidate: Area) -> tuple[RelevanceMap, RelevanceMap]:
        """See ``Explanation``."""
        table = self._matches
        weights = table[:, 4]
        # Evidence from before sizes were kept with it has none: its spots are the smallest.
        sizes = table[:, 5:7] if table.shape[1] > 5 else np.zeros((len(table), 2))
        return (
            _spread(query, table[:, 0:2], sizes[:, 0], weights),
            _spread(candidate, table[:, 2:4], sizes[:, 1], weights),
        )


def _spread(
    area: Area,
    points: NDArray[np.float64],
    diameters: NDArray[np.float64],
    weights: NDArray[np.float64],
) -> RelevanceMap:
    around = corners(checked(area.bbox), checked_theta(area.theta))
    box = from_corners([*around.min(axis=0), *around.max(axis=0)])
    longer = max(box.width, box.height)
    columns = max(1, round(LONGER_SIDE * box.width / longer))
    rows = max(1, round(LONGER_SIDE * box.height / longer))
    spots = np.maximum(REACH * diameters, SMALLEST_SPOT * longer)[:, None]
    across = box.x + (np.arange(columns) + 0.5) * box.width / columns
    down = box.y + (np.arange(rows) + 0.5) * box.height / rows
    # A bell is the product of one across and one down.
    wide = np.exp(-0.5 * ((across - points[:, :1]) / spots) ** 2)
    high = np.exp(-0.5 * ((down - points[:, 1:]) / spots) ** 2)
    heat = (high * weights[:, None]).T @ wide
    # The root: one place with many matches must not leave all others in the dark.
    heat = np.sqrt(heat / max(float(heat.max(initial=0.0)), float(np.finfo(np.float32).tiny)))
    return RelevanceMap(box, heat.astype(np.float32))
