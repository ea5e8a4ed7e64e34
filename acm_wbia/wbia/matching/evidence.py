"""Which places of the two pictures should a person look at to see why they were ranked so?"""

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching.gallery import Gallery
from acm_wbia.wbia.matching.ranking import Matches
from acm_wbia.wbia.matching.verification import Verified
from acm_wbia.wbia.matching.votes import Votes


def matches(
    query: Features, gallery: Gallery, position: int, cast: Votes, verified: Verified | None
) -> Matches:
    """The matches of one member, one to one: those verified or, where none was, those that voted."""
    other = gallery.stack[position]
    if verified is not None and len(verified.weights):
        return of_pair(query, other, verified)
    own = np.flatnonzero(gallery.stack.owners[cast.gallery_rows] == position)
    own = own[np.argsort(-cast.weights[own], kind="stable")]
    _, heaviest = np.unique(cast.gallery_rows[own], return_index=True)
    own = own[heaviest]
    rows = cast.gallery_rows[own] - gallery.stack.starts[position]
    return _table(query, other, cast.query_rows[own], rows, cast.weights[own])


def of_pair(query: Features, other: Features, verified: Verified) -> Matches:
    """What two pictures share that were looked at on their own."""
    return _table(query, other, verified.first_rows, verified.second_rows, verified.weights)


def _table(
    query: Features,
    other: Features,
    query_rows: NDArray[np.int64],
    other_rows: NDArray[np.int64],
    weights: NDArray[np.float64],
) -> Matches:
    table = np.empty((len(weights), 7), dtype=np.float32)
    table[:, 0:2] = query.points_in_picture(query_rows)
    table[:, 2:4] = other.points_in_picture(other_rows)
    table[:, 4] = weights
    table[:, 5] = query.diameters_in_picture(query_rows)
    table[:, 6] = other.diameters_in_picture(other_rows)
    return table[np.argsort(-table[:, 4], kind="stable")]
