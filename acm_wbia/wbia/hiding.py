"""On which parts of two animals does it hang that a network finds them alike?

Parts of one animal are blurred, one after the other, and the more the cosine to the other falls, the more that part
counts (occlusion: Zeiler and Fergus, 2014; with soft patches, whose own edges are nothing new to see). The network is
only asked, so this works for every one. Each animal is asked about in turn, beside the other as it is: one pass for
each of the two, and one for each part of either, at most ``MOST_PASSES``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import cv2
import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.chips import Chip
from acm_wbia.wbia.embedding import Network, cut, described
from acm_wbia.wbia.models.network import EmbeddingForm, InputForm
from acm_wbia.wbia.pictures import Picture
from acm_wbia.wbia.relevance import Area, Grid, RelevanceMap, cells_along

PARTS_ALONG = 7
"""Of the longer side: as fine as a few seconds allow."""

MOST_PASSES = 2 * (1 + PARTS_ALONG**2)

WIDTH = 0.5
"""Of a part, in distances between two of them, as a standard deviation: together they cover the animal evenly."""

BLUR = 1.0
"""In distances between two parts, as a standard deviation: what a part shows is gone, and its colour stays."""

LEAST_FALL = 0.002
"""Of the cosine, in which nothing is told: a blur of nothing, and the rounding of a network, may move it so far."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class HiddenParts:
    """A network for whole animals, asked about two pictures; an ``Explanation``."""

    network: Network
    form: InputForm
    wanted: EmbeddingForm
    query: Picture
    candidate: Picture

    def relevance(self, query: Area, candidate: Area) -> tuple[RelevanceMap, RelevanceMap]:
        """See ``Explanation``; also raises ``NothingToMatch`` and ``ModelUnfit``."""
        areas = (query, candidate)
        animals = [
            cut(self.form, picture, area.bbox, area.theta)
            for picture, area in zip((self.query, self.candidate), areas, strict=True)
        ]
        own = [self._described([each.pixels])[0] for each in animals]
        first, second = (
            self._map(area, animal, row, other)
            for area, animal, row, other in zip(areas, animals, own, own[::-1], strict=True)
        )
        return first, second

    def _map(self, area: Area, animal: Chip, row: Numbers, other: Numbers) -> RelevanceMap:
        parts = _Parts(animal)
        remaining, hidden = parts.each_hidden(), list[Numbers]()
        while some := list(islice(remaining, self.network.at_once)):
            hidden.extend(self._described(some))
        falls = row @ other - np.stack(hidden) @ other
        # What rises when it is hidden spoke against the two being alike, and is no reason for it.
        counted = np.where(falls > LEAST_FALL, falls, 0.0)
        grid = Grid(area)
        return grid.lit(parts.spread(counted, grid))

    def _described(self, animals: Sequence[Picture]) -> Numbers:
        return described(self.network, self.form, self.wanted, animals)


class _Parts:
    """Of one animal: soft patches, row by row, that overlap."""

    def __init__(self, animal: Chip) -> None:
        self._animal = animal
        width, height = animal.size
        columns, rows = cells_along(PARTS_ALONG, width, height)
        self._across = (np.arange(columns) + 0.5) * width / columns - 0.5
        self._down = (np.arange(rows) + 0.5) * height / rows - 0.5
        self._apart = (width / columns, height / rows)

    def each_hidden(self) -> Iterator[Picture]:
        """The animal without each of them."""
        pixels = self._animal.pixels.astype(np.float32)
        sigma_x, sigma_y = (BLUR * each for each in self._apart)
        blurred = cv2.GaussianBlur(
            pixels, (0, 0), sigma_x, sigmaY=sigma_y, borderType=cv2.BORDER_REPLICATE
        )
        difference = blurred.astype(np.float32) - pixels
        width, height = self._animal.size
        columns, rows = (np.arange(each, dtype=np.float64)[None] for each in (width, height))
        wide, high = self._bells(columns, rows)
        for down in high:
            for across in wide:
                mask = (down[:, None] * across).astype(np.float32)
                yield np.rint(pixels + difference * mask[:, :, None]).astype(np.uint8)

    def spread(self, counted: Numbers, grid: Grid) -> Numbers:
        """How much each cell of the grid counts by the parts that lie there; nothing beside the animal."""
        back = np.linalg.inv(self._animal.to_picture[:, :2])
        cells = np.stack(np.meshgrid(grid.across, grid.down), axis=-1) - 0.5
        x, y = np.moveaxis((cells - self._animal.to_picture[:, 2]) @ back.T, -1, 0)
        wide, high = self._bells(x.ravel()[None], y.ravel()[None])
        weights = (high[:, None] * wide[None]).reshape(len(counted), -1)
        found = counted @ weights / np.maximum(weights.sum(axis=0), np.finfo(np.float64).tiny)
        width, height = self._animal.size
        inside = (np.abs(x - (width - 1) / 2) <= width / 2) & (
            np.abs(y - (height - 1) / 2) <= height / 2
        )
        return np.where(inside, found.reshape(x.shape), 0.0)

    def _bells(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """How much of each column of parts there is at ``x (1, n)``, and of each row at ``y (1, m)``."""
        apart_x, apart_y = self._apart
        wide = np.exp(-0.5 * ((x - self._across[:, None]) / (WIDTH * apart_x)) ** 2)
        high = np.exp(-0.5 * ((y - self._down[:, None]) / (WIDTH * apart_y)) ** 2)
        return wide, high
