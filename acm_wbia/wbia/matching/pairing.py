"""Which learned features of two animals are the same spot, as a network that sees both sees it?

LightGlue pairs the features, and of its pairs those stay that one affine map explains, as for SIFT: a network trained on
buildings now and then pairs two animals' eyes. They are added to the pairs of descriptors that stand out, of which a network
that looks for the same place knows nothing. The same two sets of features give the same pairs.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from acm_wbia.wbia.features import Features
from acm_wbia.wbia.learned_extraction import InBytes
from acm_wbia.wbia.matching.verification import NOTHING, Verified, agreeing
from acm_wbia.wbia.networks.lightglue import LightGlue

IN_BYTES = InBytes(scale=400.0)
"""Of ALIKED's descriptors: of a thousand numbers one is cut off."""

SUREST = 0.1
"""A pair less sure than this is none; the authors' number."""

SHARE = 1 / 40
"""What a pair counts beside one of two descriptors that stand out. The network pairs what is alike in any two animals of a
species, too, and surely: counted in full its pairs drown all others, which costs nyala fifteen points."""


def paired(
    network: LightGlue, features: Features, others: Sequence[Features], most: int
) -> Iterator[Verified]:
    """For each of the others its pairs, one to one; only the ``most`` strongest features of each picture are looked at.

    Their weights are sureness × foreground × ``SHARE``.
    """
    own = _prepared(features, most)
    for other in others:
        points, described = zip(own, _prepared(other, most), strict=True)
        surely = network.assignment(points, described)[0].numpy()
        yield _verified(features, other, surely)


def _prepared(features: Features, most: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Points, centred and scaled by the chip's longer side, and descriptors; a batch of one."""
    size = np.array(features.chip_size, dtype=np.float32)
    points = (features.keypoints[:most, :2] - size / 2) / (size.max() / 2)
    described = IN_BYTES.read(features)[:most]
    return torch.from_numpy(points)[None], torch.from_numpy(described)[None]


def _verified(first: Features, second: Features, surely: NDArray[np.float32]) -> Verified:
    """Of the pairs that are each other's surest those that agree on one map."""
    if 0 in surely.shape:
        return NOTHING
    partners = surely.argmax(axis=1)
    rows = np.flatnonzero(surely.argmax(axis=0)[partners] == np.arange(len(surely)))
    rows = rows[surely[rows, partners[rows]] > SUREST]
    partners = partners[rows]
    on_animal = np.sqrt(first.weights[rows].astype(np.float64) * second.weights[partners])
    return agreeing(first, second, rows, partners, SHARE * surely[rows, partners] * on_animal)


def together(first: Verified, second: Verified) -> Verified:
    """What two looks at the same two pictures show: a pair that both have counts for both.

    It stays one to one: of the second look those pairs are left out that give a feature of the first another partner.
    """
    shown = {row: (partner, weight) for row, partner, weight in _pairs(first)}
    taken = {partner for partner, _ in shown.values()}
    for row, partner, weight in _pairs(second):
        known, counted = shown.get(row, (partner, 0.0))
        if known == partner and (row in shown or partner not in taken):
            shown[row] = (partner, counted + weight)
    partners, weights = zip(*shown.values(), strict=True) if shown else ((), ())
    return Verified(
        np.array([*shown], dtype=np.int64),
        np.array(partners, dtype=np.int64),
        np.array(weights, dtype=np.float64),
    )


def _pairs(verified: Verified) -> Iterator[tuple[int, int, float]]:
    return zip(
        verified.first_rows.tolist(),
        verified.second_rows.tolist(),
        verified.weights.tolist(),
        strict=True,
    )
