"""Which comparisons are between animals about which whoever asks may not decide?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.curation.grouping import Grouping, Join


def between_closed(
    grouping: Grouping, closed: frozenset[int], joins: Sequence[Join]
) -> NDArray[np.bool_]:
    """Of each row of the table, and then of each of the ``joins``, whether it holds nothing but ``closed`` nodes."""
    keys = grouping.table.keys()
    if not closed:
        return np.zeros(len(keys) + len(joins), dtype=np.bool_)
    wholly = np.zeros(len(grouping.sizes), dtype=np.bool_)
    for number, group in grouping.groups.items():
        wholly[number] = group <= closed
    joined = [each.first <= closed and each.second <= closed for each in joins]
    return np.concatenate([wholly[keys].all(axis=1), np.array(joined, dtype=np.bool_)])
