"""What do several algorithms say together? The mean of their calibrated scores, as in WildFusion."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def fuse(probabilities: Sequence[Numbers]) -> Numbers:
    """``(n,)``: of the same n pairs by each algorithm, ``nan`` where one says nothing of a pair.

    A pair of which no algorithm says anything stays ``nan``. Raises ``ValueError`` for no algorithm, or for
    different numbers of pairs.
    """
    if not probabilities:
        raise ValueError("there is nothing to fuse")
    table = np.stack(probabilities)
    known = np.isfinite(table)
    sums = np.where(known, table, 0.0).sum(axis=0)
    counts = known.sum(axis=0)
    means: Numbers = np.divide(sums, counts, out=np.full(sums.shape, np.nan), where=counts > 0)
    return means
