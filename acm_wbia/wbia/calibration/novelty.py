"""With which probability is the animal in the query one that the catalogue does not hold?

It is new where the best candidate hardly stands out, neither from the crowd nor from the next: its contrast and its
margin (see ``acm_wbia.wbia.calibration.contrast``) in a logistic curve. Fitted on queries that are asked twice: as
they are, and with their own individual left out of the catalogue.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.calibration.curves import Logistic
from acm_wbia.wbia.calibration.quality import folds_by_group

Numbers = NDArray[np.float64]

FOLDS = 5


@dataclass(frozen=True, eq=False)
class Novelty:
    """The best candidate's contrast and margin as the probability of a new animal. Never changes once fitted."""

    curve: Logistic
    """Of not being new, from ``(n, 2)`` contrasts and margins."""
    queries: int
    new: int
    """Of the queries, how many were asked of a catalogue without their animal."""

    @classmethod
    def fit(cls, contrast: Numbers, margin: Numbers, new: NDArray[np.bool_]) -> Self:
        """From ``(n,)`` contrasts and margins of best candidates, and the truth.

        Raises ``ValueError`` unless both kinds of queries are there.
        """
        curve = Logistic.fit(np.column_stack([contrast, margin]), ~new)
        return cls(curve, len(new), int(new.sum()))

    def probability(self, contrast: Numbers, margin: Numbers) -> Numbers:
        """``(n,)`` probabilities, 0…1; neither more contrast nor more margin ever makes it higher."""
        return 1 - self.curve(np.column_stack([contrast, margin]))

    def to_mapping(self) -> dict[str, Any]:
        """As JSON takes it."""
        return {"curve": self.curve.to_mapping(), "queries": self.queries, "new": self.new}

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Self:
        """From JSON."""
        curve = Logistic.from_mapping(mapping["curve"])
        return cls(curve, mapping["queries"], mapping["new"])


def held_out_novelty(
    contrast: Numbers, margin: Numbers, new: NDArray[np.bool_], groups: Sequence[str]
) -> Numbers:
    """``(n,)``: each query's probability by a curve that has not seen its individual."""
    folds = folds_by_group(np.array(groups, dtype=np.str_), FOLDS)
    found = np.empty(len(new))
    for fold in np.unique(folds):
        own, others = folds == fold, folds != fold
        fitted = Novelty.fit(contrast[others], margin[others], new[others])
        found[own] = fitted.probability(contrast[own], margin[own])
    return found
