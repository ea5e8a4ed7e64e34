"""Which individual shares the query's local features, whatever found and whatever compares them?

A shortlist by votes, then the best pictures of the best individuals looked at again one by one, and the evidence
of both added up. An algorithm says how features are found and how two pictures are looked at again.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching import evidence, votes
from acm_wbia.wbia.matching.algorithm import AsksItself
from acm_wbia.wbia.matching.gallery import Gallery, Member
from acm_wbia.wbia.matching.ranking import Matches, RankedAnnotation, RankedIndividual, Ranking
from acm_wbia.wbia.matching.scores import Scores, score
from acm_wbia.wbia.matching.verification import Verified
from acm_wbia.wbia.matching.votes import Votes
from acm_wbia.wbia.models.card import ModelCard
from acm_wbia.wbia.parameters.base import Steering
from acm_wbia.wbia.parameters.matching import MatchingParameters
from acm_wbia.wbia.pictures import Picture

DEFAULT_LIMIT = 20
"""As many candidates as a person looks through on one page."""


class LocalMatching(AsksItself, ABC):
    """Ranks a gallery by the local features shared with a query; holds no state between queries."""

    card: ModelCard
    parameters: Steering

    def __init__(self, matching: MatchingParameters, fingerprint: str) -> None:
        self._matching = matching
        self.fingerprint = fingerprint

    @property
    def version(self) -> str:
        """The card's: scores depend on nothing else that is installed."""
        return self.card.version

    @abstractmethod
    def load(self) -> None:
        """See ``Matcher.load``."""

    @abstractmethod
    def extract(self, picture: Picture, bbox: Sequence[float], theta: float = 0.0) -> Features:
        """The features to hand over later; see ``acm_wbia.wbia.extraction.extract``."""

    @abstractmethod
    def verify(self, features: Features, others: Sequence[Features]) -> list[Verified]:
        """What each of the others shares with the features when looked at on its own."""

    def __call__(
        self,
        features: Features,
        gallery: Gallery,
        query: Member | None = None,
        limit: int = DEFAULT_LIMIT,
    ) -> Ranking:
        """At most ``limit`` individuals, best first, and the annotations that speak for them.

        ``query`` says which annotation, picture and encounter the features are of, so that those are left
        out. The same features, gallery and parameters give the same ranking, on any number of threads.
        """
        comparable = gallery.comparable(query)
        compared = int(comparable.sum())
        if compared == 0:
            return Ranking((), (), 0, why_nothing_compared(len(gallery)))
        cast = votes.cast(features, gallery, comparable, self._matching.neighbours)
        if len(cast) == 0:
            return Ranking((), (), compared, "No annotation of the match set resembles the query.")
        scores = score(gallery, comparable, cast)
        verified = self._verified(features, gallery, comparable, scores)
        scores = score(gallery, comparable, cast, verified, self._matching.evidence)
        return _ranking(features, gallery, scores, cast, verified, compared, limit)

    def shared(self, features: Features, other: Features) -> Matches:
        """The matches of two pictures that are looked at on their own; maybe none. No gallery has a say in them."""
        (verified,) = self.verify(features, [other])
        return evidence.of_pair(features, other, verified)

    def _verified(
        self, features: Features, gallery: Gallery, comparable: NDArray[np.bool_], scores: Scores
    ) -> dict[int, Verified]:
        """By position, the matches of the best pictures of the best individuals."""
        wanted = self._matching
        if not wanted.verify:
            return {}
        shortlist: list[int] = []
        for candidate in scores.best_candidates(wanted.verified_individuals):
            own = gallery.pictures_of(candidate)
            own = own[comparable[own]]
            order = np.argsort(-scores.of_annotations[own], kind="stable")
            shortlist.extend(own[order][: wanted.verified_annotations].tolist())
        most_voted = np.argsort(-scores.of_annotations[shortlist], kind="stable")
        shortlist = [shortlist[place] for place in most_voted[: wanted.verified_pictures]]
        others = [gallery.stack[position] for position in shortlist]
        return dict(zip(shortlist, self.verify(features, others), strict=True))


def why_nothing_compared(size: int) -> str:
    """Of a match set with so many members that can be compared at all."""
    if size == 0:
        return "The match set is empty: there is no annotation to compare the query with."
    return "Every annotation of the match set is of the query's own picture or encounter."


def _ranking(
    features: Features,
    gallery: Gallery,
    scores: Scores,
    cast: Votes,
    verified: Mapping[int, Verified],
    compared: int,
    limit: int,
) -> Ranking:
    individuals: list[RankedIndividual] = []
    shown = scores.best_annotations(limit)
    for candidate in scores.best_candidates(limit):
        (best,) = scores.best_annotations(1, gallery.pictures_of(candidate))
        member = gallery.members[best]
        individuals.append(
            RankedIndividual(member.name, float(scores.of_candidates[candidate]), member.annotation)
        )
        if best not in shown:
            shown.append(best)
    annotations = [
        RankedAnnotation(
            annotation=gallery.members[position].annotation,
            name=gallery.members[position].name,
            score=float(scores.of_annotations[position]),
            matches=evidence.matches(features, gallery, position, cast, verified.get(position)),
        )
        for position in sorted(shown, key=lambda position: -scores.of_annotations[position])
    ]
    return Ranking(tuple(individuals), tuple(annotations), compared)
