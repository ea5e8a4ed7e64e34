"""Which numbers decide a ranking once the features are there?"""

from dataclasses import dataclass

from acm_wbia.wbia.parameters.base import Parameters, bounded


@dataclass(frozen=True)
class MatchingParameters(Parameters):
    """What decides a ranking once the features are there."""

    neighbours: int = bounded(1, 1, 5)
    """For how many of the nearest individuals a feature votes."""
    verify: bool = True
    """Compare the best candidates again, place by place."""
    verified_individuals: int = bounded(20, 1, 200)
    """How many of the best individuals are compared again."""
    verified_annotations: int = bounded(3, 1, 20)
    """With how many of the best pictures of each."""
    verified_pictures: int = bounded(30, 1, 1000)
    """The most pictures compared again, those with the most votes. Twice as many put no more animals first."""
    evidence: float = bounded(4.0, 0.0, 100.0)
    """What a verified match counts beside a vote. Anything from 2 to 4 does as well for SIFT; ALIKED gains up to 4."""
