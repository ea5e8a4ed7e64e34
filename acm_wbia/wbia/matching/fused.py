"""Who is the animal, by all that several algorithms see of it?"""

import hashlib
from collections.abc import Sequence

from scipy.special import expit

from acm_wbia.wbia.calibration.confidence import Confidence
from acm_wbia.wbia.matching.algorithm import IdentificationAlgorithm, Matcher
from acm_wbia.wbia.matching.fusion import Curve, Numbers, fused
from acm_wbia.wbia.matching.ranking import Ranking
from acm_wbia.wbia.models import algorithms
from acm_wbia.wbia.models.algorithms import FUSION
from acm_wbia.wbia.models.store import ModelStore
from acm_wbia.wbia.parameters.fusion import FusionParameters

AMONG = 200
"""Candidates of each algorithm that are looked at: an animal that none has among so many is found by none."""

UNMEASURED = -3.0
"""Log-odds of whoever does not stand out, by an algorithm of which nothing was measured. Its odds grow as its score
does, more slowly than those of any that was measured: it has a say, and not the last one."""


class Fusion:
    """Asks several algorithms, each about what it has seen itself, and makes one ranking of their answers."""

    card = FUSION

    def __init__(
        self, parameters: FusionParameters, parts: Sequence[IdentificationAlgorithm]
    ) -> None:
        """``parts`` are the algorithms that ``parameters`` name, each with a single matcher."""
        self.parameters = parameters
        self.matchers: tuple[Matcher, ...] = tuple(
            matcher for part in parts for matcher in part.matchers
        )

    @property
    def version(self) -> str:
        """The card's, and what the parts and their versions make of it."""
        told = "/".join(f"{each.card.name} {each.version}" for each in self.matchers)
        return f"{self.card.version}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"

    def among(self, limit: int) -> int:
        """Many more than are told: who is far back for one may be first for another."""
        return max(limit, AMONG)

    def joined(
        self,
        rankings: Sequence[Ranking | None],
        confidences: Sequence[Confidence | None],
        limit: int,
    ) -> Ranking:
        """See ``acm_wbia.wbia.matching.fusion``; an algorithm that could not describe the query says nothing."""
        there = [
            (ranking, _curve(confidence))
            for ranking, confidence in zip(rankings, confidences, strict=True)
            if ranking is not None
        ]
        return fused([ranking for ranking, _ in there], [curve for _, curve in there], limit)


def _curve(confidence: Confidence | None) -> Curve:
    return _unmeasured if confidence is None else confidence.same.probability


def _unmeasured(contrasts: Numbers) -> Numbers:
    found: Numbers = expit(contrasts + UNMEASURED)
    return found


def opened(parameters: FusionParameters, store: ModelStore | None) -> Fusion:
    """As ``acm_wbia.wbia.models.algorithms`` opens it."""
    parts = [
        algorithms.opened(each.name, each.parameters.to_mapping(), store)
        for each in parameters.algorithms
    ]
    return Fusion(parameters, parts)
