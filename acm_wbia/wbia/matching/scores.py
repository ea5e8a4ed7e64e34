"""How much do votes and shared arrangements together say for each picture and each individual?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.matching.gallery import Gallery
from acm_wbia.wbia.matching.verification import Verified
from acm_wbia.wbia.matching.votes import Votes

CHANCE = 0.25
"""Scores are divided by this power of the number of an individual's pictures: one with sixteen pictures
collects about twice the votes by chance."""

CHANCE_SHOWN = CHANCE / 2
"""The same for what its pictures show when compared again: a root of squares grows half as fast."""

FEWEST = 3
"""Pictures of other individuals that tell what a picture shows by chance."""


@dataclass(frozen=True, eq=False)
class Scores:
    """Of every member of a gallery, m of them."""

    of_annotations: NDArray[np.float64]
    """``(m,)``."""
    of_candidates: NDArray[np.float64]
    """``(m,)``: of a whole individual, at the position of its first member; 0 elsewhere."""

    def best_candidates(self, count: int) -> list[int]:
        """Positions of at most ``count`` individuals above zero, best first."""
        return _best(self.of_candidates, count)

    def best_annotations(self, count: int, among: NDArray[np.int64] | None = None) -> list[int]:
        """Positions of at most ``count`` annotations above zero, best first."""
        return _best(self.of_annotations, count, among)


def score(
    gallery: Gallery,
    comparable: NDArray[np.bool_],
    votes: Votes,
    verified: Mapping[int, Verified] | None = None,
    evidence: float = 0.0,
) -> Scores:
    """From the votes and, by position of the member, what was verified.

    ``evidence`` is what a verified match counts beside a vote. Votes are added up: each feature of the query has one for an
    individual. What its pictures show when compared again is the same marks each time, so of those the root of the sum of
    squares counts: one clear picture says more than several faint ones. Of each only what is beyond chance counts, else whoever
    was compared again would be ahead of whoever was not.
    """
    size = len(gallery.members)
    owners = gallery.stack.owners[votes.gallery_rows]
    voted = np.bincount(owners, weights=votes.weights, minlength=size).astype(np.float64)
    numbers = gallery.candidates
    shown = evidence * _beyond_chance(numbers, verified or {})
    pictures = np.maximum(np.bincount(numbers[comparable], minlength=size), 1)
    votes_of = np.bincount(numbers, weights=voted, minlength=size)
    shown_of = np.sqrt(np.bincount(numbers, weights=shown**2, minlength=size))
    of_candidates = votes_of / pictures**CHANCE + shown_of / pictures**CHANCE_SHOWN
    return Scores(voted + shown, of_candidates)


def _beyond_chance(
    candidates: NDArray[np.int64], verified: Mapping[int, Verified]
) -> NDArray[np.float64]:
    """``(m,)``: what each member shows, less the median of what other individuals show; 0 where none was compared again.

    Fewer than three pictures of others do not tell what chance is.
    """
    found = np.zeros(len(candidates))
    looked_at = np.fromiter(verified, np.int64, len(verified))
    shown = np.array([matches.weights.sum() for matches in verified.values()])
    own = candidates[looked_at]
    for candidate in np.unique(own):
        others = shown[own != candidate]
        chance = np.median(others) if len(others) >= FEWEST else 0.0
        mine = own == candidate
        found[looked_at[mine]] = np.maximum(shown[mine] - chance, 0.0)
    return found


def _best(
    scores: NDArray[np.float64], count: int, among: NDArray[np.int64] | None = None
) -> list[int]:
    # Nearly all members of a large gallery have nothing: they are not put in order.
    above = np.flatnonzero(scores > 0) if among is None else among[scores[among] > 0]
    order = np.argsort(-scores[above], kind="stable")[:count]
    return [int(position) for position in above[order]]
