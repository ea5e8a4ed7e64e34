"""Which parts of two animals made them look alike? A small grid over each, from nothing (0) to the most (1).

Whatever compares pictures can tell it in its own way: `Explanation` is what is asked of it. Local features tell
it by what was matched; a network for whole animals by what its answer hangs on (`acm_wbia.wbia.hiding`).
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


class Grid:
    """The cells of the map of one animal."""

    def __init__(self, area: Area) -> None:
        """Raises ``InvalidBox``."""
        around = corners(checked(area.bbox), checked_theta(area.theta))
        box = from_corners([*around.min(axis=0), *around.max(axis=0)])
        self.box = box
        self.longer = max(box.width, box.height)
        columns, rows = cells_along(LONGER_SIDE, box.width, box.height)
        self.across = box.x + (np.arange(columns) + 0.5) * box.width / columns
        """The middles of the columns, in pixels of the original."""
        self.down = box.y + (np.arange(rows) + 0.5) * box.height / rows

    def lit(self, heat: NDArray[np.float64]) -> RelevanceMap:
        """What counted ``(rows, columns)``, brought to 0…1; nothing stays nothing."""
        most = max(float(heat.max(initial=0.0)), float(np.finfo(np.float32).tiny))
        return RelevanceMap(self.box, (heat / most).astype(np.float32))


def cells_along(longer: int, width: float, height: float) -> tuple[int, int]:
    """Columns and rows of nearly square cells, so many along the longer side."""
    largest = max(width, height)
    return max(1, round(longer * width / largest)), max(1, round(longer * height / largest))


def _spread(
    area: Area,
    points: NDArray[np.float64],
    diameters: NDArray[np.float64],
    weights: NDArray[np.float64],
) -> RelevanceMap:
    grid = Grid(area)
    spots = np.maximum(REACH * diameters, SMALLEST_SPOT * grid.longer)[:, None]
    # A bell is the product of one across and one down.
    wide = np.exp(-0.5 * ((grid.across - points[:, :1]) / spots) ** 2)
    high = np.exp(-0.5 * ((grid.down - points[:, 1:]) / spots) ** 2)
    # The root: one place with many matches must not leave all others in the dark.
    return grid.lit(np.sqrt((high * weights[:, None]).T @ wide))
