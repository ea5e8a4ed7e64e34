"""What do several algorithms say together about who an animal is?

Each algorithm's score becomes a share of the best that it gives to anybody for this query, since how high scores are
differs more between photos than between animals; a calibrated curve makes a probability of the share, so that an algorithm
that tells nothing about a species has no voice there (WildFusion, Cermak et al., 2024); and the mean is taken of the
log-odds, in which evidence adds up.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.matching.ranking import RankedAnnotation, RankedIndividual, Ranking

Numbers = NDArray[np.float64]
Curve = Callable[[Numbers], Numbers]
"""From shares ``(n,)``, 0…1, to probabilities; such as ``Calibration.probability``, fitted to ``shares``."""

SUREST = 1e-4
"""A probability is taken for no nearer to 0 or 1: one algorithm alone never decides."""


def shares(ranking: Ranking) -> dict[str, float]:
    """Of each individual's name, or of an unnamed one's annotation: its score over the best one's."""
    best = max((each.score for each in ranking.individuals), default=0.0)
    return {_key(each): each.score / best for each in ranking.individuals if best > 0}


def fused(rankings: Sequence[Ranking], curves: Sequence[Curve], limit: int) -> Ranking:
    """One ranking of at most ``limit`` individuals, whose scores are probabilities, from one of each algorithm.

    The rankings are of one query and match set and hold everybody found, not only the first few: whoever one
    leaves out has a share of 0 in it. Raises ``ValueError`` unless there is a curve for each.
    """
    told = [shares(ranking) for ranking in rankings]
    keys = list(dict.fromkeys(key for one in told for key in one))
    if not keys:
        return rankings[0]
    log_odds = np.stack(
        [
            _log_odds(curve(np.array([one.get(key, 0.0) for key in keys])))
            for one, curve in zip(told, curves, strict=True)
        ]
    )
    mean = log_odds.mean(axis=0)
    order = np.argsort(-mean, kind="stable")[:limit]
    spoken = log_odds.argmax(axis=0)
    individuals = [
        _individual(keys[at], 1 / (1 + np.exp(-mean[at])), rankings, int(spoken[at]))
        for at in order
    ]
    annotations = _annotations(rankings, [each.annotation for each in individuals], limit)
    return Ranking(tuple(individuals), annotations, max(each.compared for each in rankings))


def _key(individual: RankedIndividual) -> str:
    return individual.name or individual.annotation


def _log_odds(probabilities: Numbers) -> Numbers:
    kept = np.clip(probabilities, SUREST, 1 - SUREST)
    found: Numbers = np.log(kept / (1 - kept))
    return found


def _individual(
    key: str, score: float, rankings: Sequence[Ranking], spoken: int
) -> RankedIndividual:
    """With the picture that the algorithm names which is surest of it, or any that names one."""
    for ranking in (rankings[spoken], *rankings):
        for each in ranking.individuals:
            if _key(each) == key:
                return RankedIndividual(each.name, float(score), each.annotation)
    raise ValueError(f"no ranking names {key}")


def _annotations(
    rankings: Sequence[Ranking], wanted: Sequence[str], limit: int
) -> tuple[RankedAnnotation, ...]:
    """The best ``limit`` pictures by the sum of their shares, and those ``wanted``; matches of who says most."""
    sums: dict[str, float] = {}
    loudest: dict[str, tuple[float, RankedAnnotation]] = {}
    for ranking in rankings:
        best = max((each.score for each in ranking.annotations), default=0.0)
        for each in ranking.annotations:
            share = each.score / best if best > 0 else 0.0
            sums[each.annotation] = sums.get(each.annotation, 0.0) + share
            if each.annotation not in loudest or share > loudest[each.annotation][0]:
                loudest[each.annotation] = (share, each)
    order = sorted(sums, key=lambda annotation: -sums[annotation])
    kept = [*order[:limit], *(each for each in order[limit:] if each in set(wanted))]
    return tuple(_picture(loudest, sums, each) for each in kept)


def _picture(
    loudest: Mapping[str, tuple[float, RankedAnnotation]],
    sums: Mapping[str, float],
    annotation: str,
) -> RankedAnnotation:
    _, one = loudest[annotation]
    return RankedAnnotation(annotation, one.name, sums[annotation], one.matches)
