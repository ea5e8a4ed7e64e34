"""With which probability is it the same animal, or a new one, and from how many pairs is that known?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.calibration.curves import Curve, Isotonic, Logistic, curve_from
from acm_wbia.wbia.calibration.quality import brier, expected_calibration_error, folds_by_group

Numbers = NDArray[np.float64]

VERSION = 2
"""Of the JSON form, and of what its numbers are fitted to; goes up when either changes."""

ISOTONIC_FROM = 200
"""Positive pairs; fewer make a step curve that follows their noise (WildFusion)."""

FOLDS = 5
"""Parts of the individuals; each is judged by a curve that was fitted on the others."""


class Origin(StrEnum):
    """Where a calibration comes from."""

    PRIOR = "prior"
    """Shipped with the algorithm, fitted on other species."""
    FITTED = "fitted"
    """Fitted on this species' own decisions."""


@dataclass(frozen=True)
class Provenance:
    """How a calibration was fitted, for whoever has to trust it."""

    algorithm: str
    algorithm_version: str
    species: str | None
    """None: several."""
    origin: Origin
    fitted_on: str
    """The day, ISO 8601."""
    positive: int
    """Pairs of one animal."""
    negative: int
    brier: float
    """On individuals held out."""
    calibration_error: float
    """Expected calibration error, on individuals held out; 0…1."""

    @property
    def pairs(self) -> int:
        return self.positive + self.negative

    def to_mapping(self) -> dict[str, Any]:
        """As JSON takes it."""
        return {
            "algorithm": self.algorithm,
            "algorithm_version": self.algorithm_version,
            "species": self.species,
            "origin": self.origin.value,
            "fitted_on": self.fitted_on,
            "positive": self.positive,
            "negative": self.negative,
            "brier": self.brier,
            "calibration_error": self.calibration_error,
        }

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Self:
        return cls(**{**mapping, "origin": Origin(mapping["origin"])})


@dataclass(frozen=True)
class Source:
    """For which algorithm and species something is fitted, and when."""

    algorithm: str
    algorithm_version: str
    species: str | None
    fitted_on: str
    origin: Origin = Origin.FITTED


@dataclass(frozen=True, eq=False)
class Calibration:
    """Scores of one algorithm and species as probabilities. Never changes once fitted."""

    curve: Curve
    provenance: Provenance

    @classmethod
    def fit(
        cls, scores: Numbers, same: NDArray[np.bool_], groups: Sequence[str], source: Source
    ) -> Self:
        """From ``(n,)`` scores, whether each is of one animal, and the individual that was asked about.

        The caller leaves out pairs of one encounter: their likeness is the background's. The figures of
        the provenance are of individuals held out; the curve is fitted on all. The same input gives the
        same curve. Raises ``ValueError`` unless both kinds of pairs are there.
        """
        curve = fit_curve(scores, same)
        judged = held_out(scores, same, groups)
        positive = int(same.sum())
        provenance = Provenance(
            source.algorithm,
            source.algorithm_version,
            source.species,
            source.origin,
            source.fitted_on,
            positive,
            len(same) - positive,
            brier(judged, same),
            expected_calibration_error(judged, same),
        )
        return cls(curve, provenance)

    def probability(self, scores: Numbers) -> Numbers:
        """``(n,)`` probabilities, 0…1; a higher score never has a lower one."""
        return self.curve(np.asarray(scores, dtype=np.float64))

    def to_mapping(self) -> dict[str, Any]:
        """As JSON takes it."""
        return {
            "version": VERSION,
            "curve": self.curve.to_mapping(),
            "provenance": self.provenance.to_mapping(),
        }

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Self:
        """From JSON. Raises ``ValueError`` for a version that is not read here."""
        if mapping["version"] != VERSION:
            raise ValueError(f"a calibration of version {mapping['version']} is not read here")
        curve = curve_from(mapping["curve"])
        return cls(curve, Provenance.from_mapping(mapping["provenance"]))


def fit_curve(scores: Numbers, same: NDArray[np.bool_]) -> Isotonic | Logistic:
    """The curve that so many pairs allow."""
    if same.sum() >= ISOTONIC_FROM:
        return Isotonic.fit(scores, same)
    return Logistic.fit(scores, same)


def held_out(scores: Numbers, same: NDArray[np.bool_], groups: Sequence[str]) -> Numbers:
    """``(n,)``: each pair's probability by a curve that has not seen its group.

    Where the other groups hold no pairs of one kind, by the curve of all: there is nothing to hold out from.
    """
    folds = folds_by_group(np.array(groups, dtype=np.str_), FOLDS)
    found = np.empty(len(scores))
    for fold in np.unique(folds):
        own = folds == fold
        others = np.flatnonzero(~own)
        if not same[others].any() or same[others].all():
            others = np.arange(len(scores))
        found[own] = fit_curve(scores[others], same[others])(scores[own])
    return found
