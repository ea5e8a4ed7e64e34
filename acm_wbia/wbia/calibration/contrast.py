"""How far does a candidate stand out? A score that can be compared between queries, and not only within one.

The sum of a query's votes depends on how many features it has, how sharp it is and how large the catalogue. What the
other candidates get by chance depends on the same things, so theirs is the measure: the upper quartile, which is that of
candidates whose pictures were looked at again. Of twenty only some are, and the median lies now among those, now below.
"""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

AMONG = 20
"""Best candidates that are looked at: a page for a person, and as many as are compared place by place."""

USUAL = 0.75
"""The quantile of the other candidates' scores that is the measure."""

FEWEST = 3
"""Candidates; with fewer there is no saying what chance gives."""


def contrasts(scores: Numbers) -> Numbers | None:
    """``(min(n, 20),)``: the natural logarithm of each score over the upper quartile of the other ones.

    ``scores`` is ``(n,)``, above zero, best first. ``None`` for fewer than three.
    """
    best = np.asarray(scores, dtype=np.float64)[:AMONG]
    if len(best) < FEWEST:
        return None
    others = np.broadcast_to(best, (len(best), len(best)))[~np.eye(len(best), dtype=bool)]
    usual = np.quantile(others.reshape(len(best), -1), USUAL, axis=1)
    found: Numbers = np.log(best) - np.log(usual)
    return found


def standing_out(scores: Numbers) -> Numbers:
    """``(n,)``: as ``contrasts``, of all of them however many: those further back over the upper quartile of the best.

    Fewer than three are compared with the best of them, which does not stand out then.
    """
    known = contrasts(scores)
    if known is None:
        found: Numbers = np.log(scores) - (np.log(scores[0]) if len(scores) else 0.0)
        return found
    further = np.log(scores[AMONG:]) - np.log(np.quantile(scores[:AMONG], USUAL))
    return np.concatenate([known, further])
