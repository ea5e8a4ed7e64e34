"""For whom does each feature of the query speak, and how loudly?

Local naive Bayes nearest neighbour (McCann and Lowe, 2012), as HotSpotter (Crall et al., 2013) took it to
animals: a feature votes for the individual that has its nearest neighbour, and the nearest neighbour
of the next individual, the *normaliser*, says how much that is worth. Here a vote weighs (1 − d / d_normaliser)²:
on photos taken at different times this beat the difference of the distances by five points.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching.gallery import Gallery
from acm_wbia.wbia.matching.neighbours import Distances, Rows

FETCHED = 12
"""Neighbours asked for at once: enough that dropping the query's own encounter mostly leaves some, and that
another individual is mostly among them even where one has ten pictures."""


@dataclass(frozen=True, eq=False)
class Votes:
    """v votes, each of one feature of the query for one feature of the gallery; one an individual."""

    query_rows: NDArray[np.int64]
    """``(v,)``: rows of the query's features."""
    gallery_rows: NDArray[np.int64]
    """``(v,)``: rows of the gallery's stack."""
    weights: NDArray[np.float64]
    """``(v,)``: above 0, at most 1."""

    def __len__(self) -> int:
        return len(self.weights)


def cast(query: Features, gallery: Gallery, comparable: NDArray[np.bool_], count: int) -> Votes:
    """The votes of each query feature for the ``count`` nearest individuals among ``comparable`` members."""
    distances, rows = _comparable_neighbours(query, gallery, comparable, count)
    first, rank = _individuals(gallery, distances, rows)
    lengths = np.sqrt(np.where(np.isfinite(distances), distances, 0.0), dtype=np.float64)
    # Where only few individuals were among the neighbours, the next one is at least as far as the last.
    normaliser = lengths.max(axis=1)
    known = rank[:, -1] > count
    normaliser[known] = lengths[known, np.argmax(rank[known] > count, axis=1)]
    at_query, at_rank = np.nonzero(first & (rank <= count) & (lengths < normaliser[:, None]))
    gallery_rows = rows[at_query, at_rank]
    nearness = 1 - lengths[at_query, at_rank] / normaliser[at_query]
    sure = query.weights[at_query].astype(np.float64) * gallery.stack.weights[gallery_rows]
    return Votes(at_query, gallery_rows, nearness**2 * np.sqrt(sure))


def _comparable_neighbours(
    query: Features, gallery: Gallery, comparable: NDArray[np.bool_], count: int
) -> tuple[Distances, Rows]:
    """The nearest rows as if only comparable members were stored, infinitely far where there is none.

    Dropping what may not be compared is much faster than searching around it, but a long burst may leave a
    feature with no more than ``count`` individuals: then it is searched again, around.
    """
    owners = gallery.stack.owners
    distances, rows = gallery.index.nearest(query.descriptors, FETCHED, owners=owners)
    distances = np.where(comparable[owners[rows]], distances, np.float32(np.inf))
    order = np.argsort(distances, axis=1, kind="stable")
    distances = np.take_along_axis(distances, order, axis=1)
    rows = np.take_along_axis(rows, order, axis=1)
    if not comparable.all():
        _, rank = _individuals(gallery, distances, rows)
        short = np.flatnonzero((rank[:, -1] <= count) & np.isinf(distances[:, -1]))
        if len(short):
            again = gallery.index.nearest(
                query.descriptors[short], FETCHED, comparable[owners], owners
            )
            distances[short], rows[short] = again
    return distances, rows


def _individuals(
    gallery: Gallery, distances: Distances, rows: Rows
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Where an individual is met for the first time, and how many have been met so far; ``(n, FETCHED)`` both."""
    first = _first_of_each(gallery.candidates[gallery.stack.owners[rows]]) & np.isfinite(distances)
    return first, np.cumsum(first, axis=1)


def _first_of_each(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """``(n, k)``: where a value stands for the first time in its row."""
    first = np.ones(values.shape, dtype=bool)
    for column in range(1, values.shape[1]):
        first[:, column] = (values[:, :column] != values[:, column : column + 1]).all(axis=1)
    return first
