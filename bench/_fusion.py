"""What do several algorithms say together, by curves that have not seen the animal asked about, or by those that are shipped?"""

from collections.abc import Sequence

import numpy as np

from acm_wbia.wbia.calibration.calibration import FOLDS, fit_curve
from acm_wbia.wbia.calibration.priors import prior
from acm_wbia.wbia.calibration.quality import folds_by_group
from acm_wbia.wbia.matching.fused import Fusion
from acm_wbia.wbia.matching.fusion import Curve, Numbers, contrasts_of, fused
from acm_wbia.wbia.matching.ranking import Ranking
from acm_wbia.wbia.parameters.fusion import FusionParameters, Part
from bench._algorithms import Alone


def held_out(rankings: Sequence[Sequence[Ranking]], names: Sequence[str]) -> list[Ranking]:
    """For each query, of the animal in ``names``, one ranking from one of each algorithm."""
    folds = folds_by_group(np.array(names, dtype=np.str_), FOLDS)
    found = []
    curves = {int(fold): _curves(rankings, names, folds != fold) for fold in np.unique(folds)}
    for one, fold in zip(rankings, folds, strict=True):
        found.append(fused(one, curves[int(fold)], _everything(one)))
    return found


def as_shipped(rankings: Sequence[Sequence[Ranking]], parts: Sequence[Alone]) -> list[Ranking]:
    """For each query, as the product joins what its parts say while nothing was decided about a species."""
    named = tuple(Part(each.card.name, each.parameters) for each in parts)
    fusion = Fusion(FusionParameters(named), parts)
    worth = [prior(each.card.name, each.version) for each in parts]
    return [fusion.joined(one, worth, _everything(one)) for one in rankings]


def _everything(rankings: Sequence[Ranking]) -> int:
    """A limit that leaves out none of the individuals and none of the pictures: precision is reckoned over all of them."""
    return sum(len(each.individuals) + len(each.annotations) for each in rankings)


def _curves(
    rankings: Sequence[Sequence[Ranking]], names: Sequence[str], seen: Numbers
) -> list[Curve]:
    """For each algorithm, fitted on the queries that may be seen."""
    return [
        _curve(
            [
                (contrast, key == name)
                for one, name, may in zip(rankings, names, seen, strict=True)
                if may
                for key, contrast in contrasts_of(one[number]).items()
            ]
        )
        for number in range(len(rankings[0]))
    ]


def _curve(pairs: Sequence[tuple[float, bool]]) -> Curve:
    scores = np.array([contrast for contrast, _ in pairs])
    same = np.array([right for _, right in pairs], dtype=bool)
    return fit_curve(scores, same)
