"""What do several algorithms say together about who an animal is?

Each algorithm's score becomes a contrast, how far it stands out from what others get by chance for this query, since how
high scores are differs more between photos than between animals; a calibrated curve makes a probability of it, so that an
algorithm that tells nothing about a species has no voice there (WildFusion, Cermak et al., 2024); and the mean is taken
of the log-odds, in which evidence adds up.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from acm_wbia.wbia.calibration.contrast import standing_out
from acm_wbia.wbia.matching.ranking import RankedAnnotation, RankedIndividual, Ranking

Numbers = NDArray[np.float64]
Curve = Callable[[Numbers], Numbers]
"""From contrasts ``(n,)`` to probabilities; such as ``Calibration.probability``."""

SUREST = 1e-4
"""A probability is taken for no nearer to 0 or 1: one algorithm alone never decides."""

NOT_FOUND = np.log(0.5)
"""Added to the least contrast of an algorithm for whom it does not find: half as much as for the last it does."""


def contrasts_of(ranking: Ranking) -> dict[str, float]:
    """Of each individual's name, or of an unnamed one's annotation: how far it stands out."""
    found = standing_out(np.array([each.score for each in ranking.individuals]))
    return dict(zip(map(_key, ranking.individuals), found.tolist(), strict=True))


def fused(rankings: Sequence[Ranking], curves: Sequence[Curve], limit: int) -> Ranking:
    """One ranking of at most ``limit`` individuals, whose scores are probabilities, from one of each algorithm.

    The rankings are of one query and match set and hold many more than ``limit``: whoever one leaves out counts
    for half its last. An algorithm that finds nobody says nothing. Raises ``ValueError`` unless there is a curve for each.
    """
    speaking = [each for each in zip(rankings, curves, strict=True) if each[0].individuals]
    if not speaking:
        return rankings[0]
    told = [contrasts_of(ranking) for ranking, _ in speaking]
    keys = list(dict.fromkeys(key for one in told for key in one))
    log_odds = np.stack(
        [_log_odds(curve, one, keys) for one, (_, curve) in zip(told, speaking, strict=True)]
    )
    said = [dict(zip(keys, row.tolist(), strict=True)) for row in log_odds]
    mean = log_odds.mean(axis=0)
    order = np.argsort(-mean, kind="stable")[:limit]
    spoken = [ranking for ranking, _ in speaking]
    individuals = [_individual(keys[at], float(expit(mean[at])), spoken, said) for at in order]
    annotations = _annotations(spoken, said, [each.annotation for each in individuals], limit)
    return Ranking(tuple(individuals), annotations, max(each.compared for each in rankings))


def _key(ranked: RankedIndividual | RankedAnnotation) -> str:
    return ranked.name or ranked.annotation


def _log_odds(curve: Curve, told: Mapping[str, float], keys: Sequence[str]) -> Numbers:
    others = min(told.values()) + NOT_FOUND
    probabilities = curve(np.array([told.get(key, others) for key in keys]))
    kept = np.clip(probabilities, SUREST, 1 - SUREST)
    found: Numbers = np.log(kept / (1 - kept))
    return found


def _individual(
    key: str, score: float, rankings: Sequence[Ranking], said: Sequence[Mapping[str, float]]
) -> RankedIndividual:
    """With the picture that the algorithm names which is surest of it, of those that name one."""
    named = [
        (said[number][key], -number, each)
        for number, ranking in enumerate(rankings)
        for each in ranking.individuals
        if _key(each) == key
    ]
    _, _, best = max(named, key=lambda one: one[:2])
    return RankedIndividual(best.name, score, best.annotation)


def _annotations(
    rankings: Sequence[Ranking],
    said: Sequence[Mapping[str, float]],
    wanted: Sequence[str],
    limit: int,
) -> tuple[RankedAnnotation, ...]:
    """The best ``limit`` pictures by the sum of their shares, and those ``wanted``.

    Each as the algorithm explains it that says most about its animal, of those that have matches to show; where none
    has, as the network does that compared it as a whole.
    """
    sums: dict[str, float] = {}
    chosen: dict[str, tuple[tuple[bool, float], RankedAnnotation]] = {}
    for ranking, sure in zip(rankings, said, strict=True):
        best = max((each.score for each in ranking.annotations), default=0.0)
        for each in ranking.annotations:
            share = each.score / best if best > 0 else 0.0
            sums[each.annotation] = sums.get(each.annotation, 0.0) + share
            worth = (len(each.matches) > 0, sure.get(_key(each), -np.inf))
            if each.annotation not in chosen or worth > chosen[each.annotation][0]:
                chosen[each.annotation] = (worth, each)
    order = sorted(sums, key=lambda annotation: -sums[annotation])
    also = set(wanted)
    kept = [*order[:limit], *(each for each in order[limit:] if each in also)]
    return tuple(replace(chosen[annotation][1], score=sums[annotation]) for annotation in kept)
