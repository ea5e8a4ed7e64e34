"""What are the answers of an algorithm worth, by what others of its answers have shown?

As the product knows it: a part of a fusion for which a prior is shipped has a curve of its own, by which the answers of all
are joined, and what comes of that is calibrated once more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from acm_wbia.wbia.calibration.calibration import Origin, Source
from acm_wbia.wbia.calibration.confidence import Confidence, Said, held_out
from acm_wbia.wbia.calibration.contrast import AMONG
from acm_wbia.wbia.calibration.judged import Judged
from acm_wbia.wbia.calibration.priors import prior
from acm_wbia.wbia.matching.algorithm import IdentificationAlgorithm, Matcher
from acm_wbia.wbia.matching.ranking import Ranking
from bench._answers import Answered

Parts = Sequence[Confidence | None]
"""Of an algorithm's matchers; None where it asks only itself, and where nothing is known of one."""


Told = list[tuple[Judged, Said | None]]
"""Answers, and what was said of them."""


@dataclass(frozen=True)
class Worth:
    """Fitted on some answers of an algorithm, asked about others."""

    algorithm: IdentificationAlgorithm
    parts: Parts
    confidence: Confidence

    def told(self, answers: Sequence[Answered]) -> Told:
        """Of each its candidates, which of them is the animal, and how sure that is."""
        judged = [_judged(each, _joined(self.algorithm, self.parts, each)) for each in answers]
        return [(each, self.confidence(each.scores)) for each in judged]


@dataclass(frozen=True)
class Fitting:
    """How it is found out what an algorithm's answers are worth."""

    algorithm: IdentificationAlgorithm
    today: str
    """ISO 8601."""
    every_part: bool = False
    """Parts have a curve of their own also where no prior of theirs is shipped."""

    def worth(self, answers: Sequence[Answered]) -> Worth:
        """Raises ``ValueError`` where the answers hold too little to fit anything."""
        parts = [
            self._of_part(number, matcher, answers)
            for number, matcher in enumerate(self.algorithm.matchers)
        ]
        judged = [_judged(each, _joined(self.algorithm, parts, each)) for each in answers]
        fitted = _fitted(self.algorithm.card.name, self.algorithm.version, judged, self.today)
        return Worth(self.algorithm, parts, fitted)

    def held_out(self, answers: Sequence[Answered]) -> Told:
        """Each answer by what has not seen its individual, neither the curves of the parts nor what they say together."""

        def taught(others: Sequence[Answered]) -> Callable[[Answered], tuple[Judged, Said | None]]:
            worth = self.worth(others)
            return lambda answered: worth.told([answered])[0]

        return held_out(answers, [each.group for each in answers], taught)

    def _of_part(
        self, number: int, matcher: Matcher, answers: Sequence[Answered]
    ) -> Confidence | None:
        if matcher.card == self.algorithm.card:
            return None
        if not self.every_part and prior(matcher.card.name, matcher.version) is None:
            return None
        judged = [
            _judged(each, ranking)
            for each in answers
            if (ranking := each.rankings[number]) is not None
        ]
        return _fitted(matcher.card.name, matcher.version, judged, self.today)


def _fitted(name: str, version: str, judged: Sequence[Judged], today: str) -> Confidence:
    return Confidence.fit(judged, Source(name, version, None, today, Origin.PRIOR))


def _joined(algorithm: IdentificationAlgorithm, parts: Parts, answered: Answered) -> Ranking:
    return algorithm.joined(answered.rankings, parts, AMONG)


def _judged(answered: Answered, ranking: Ranking) -> Judged:
    return Judged(
        scores=[each.score for each in ranking.individuals],
        same=[each.name == answered.name for each in ranking.individuals],
        group=answered.group,
        known=answered.known,
    )
