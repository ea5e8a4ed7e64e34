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
    places = (query.points_in_picture()[query_rows], other.points_in_picture()[other_rows])
    sizes = (_diameters(query)[query_rows], _diameters(other)[other_rows])
    table = np.column_stack([*places, weights, *sizes]).astype(np.float32)
    return table[np.argsort(-table[:, 4], kind="stable")]


def _diameters(features: Features) -> NDArray[np.float64]:
    """Of the features, in pixels of the upright original."""
    scale = np.sqrt(abs(np.linalg.det(features.to_picture[:, :2])))
    found: NDArray[np.float64] = features.keypoints[:, 2].astype(np.float64) * scale
    return found
