"""What are the answers of an algorithm worth, by what others of its answers have shown?

As the product knows it: each part of a fusion has a curve of its own, by which the answers of all are joined, and what comes
of that is calibrated once more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from acm_wbia.wbia.calibration.calibration import Origin, Source
from acm_wbia.wbia.calibration.confidence import Confidence, Said, held_out
from acm_wbia.wbia.calibration.judged import Judged
from acm_wbia.wbia.matching.algorithm import IdentificationAlgorithm
from acm_wbia.wbia.matching.ranking import Ranking
from bench._answers import Answered

Parts = Sequence[Confidence | None]
"""Of an algorithm's matchers; None where it asks only itself."""


@dataclass(frozen=True)
class Worth:
    """Fitted on some answers of an algorithm, asked about others."""

    algorithm: IdentificationAlgorithm
    parts: Parts
    confidence: Confidence

    @classmethod
    def fit(
        cls, algorithm: IdentificationAlgorithm, answers: Sequence[Answered], today: str
    ) -> Self:
        """``today`` is ISO 8601. Raises ``ValueError`` where the answers hold too little to fit anything."""
        parts = [
            None
            if matcher.card == algorithm.card
            else _fitted(
                matcher.card.name,
                matcher.version,
                [
                    _judged(each, ranking)
                    for each in answers
                    if (ranking := each.rankings[number]) is not None
                ],
                today,
            )
            for number, matcher in enumerate(algorithm.matchers)
        ]
        judged = [_judged(each, _joined(algorithm, parts, each)) for each in answers]
        confidence = _fitted(algorithm.card.name, algorithm.version, judged, today)
        return cls(algorithm, parts, confidence)

    def judged(self, answered: Answered) -> Judged:
        """Its candidates, and which of them is the animal."""
        return _judged(answered, _joined(self.algorithm, self.parts, answered))

    def said(self, answered: Answered) -> tuple[Judged, Said | None]:
        """The answer, and how sure it is."""
        judged = self.judged(answered)
        return judged, self.confidence(judged.scores)


def held_out_by(
    algorithm: IdentificationAlgorithm, answers: Sequence[Answered], today: str
) -> list[tuple[Judged, Said | None]]:
    """Each answer by what has not seen its individual, neither the curves of the parts nor what they say together."""
    names = [each.group for each in answers]
    return held_out(answers, names, lambda others: Worth.fit(algorithm, others, today).said)


def _fitted(name: str, version: str, judged: Sequence[Judged], today: str) -> Confidence:
    return Confidence.fit(judged, Source(name, version, None, today, Origin.PRIOR))


def _joined(algorithm: IdentificationAlgorithm, parts: Parts, answered: Answered) -> Ranking:
    everybody = max(len(each.individuals) for each in answered.rankings if each is not None)
    return algorithm.joined(answered.rankings, parts, algorithm.among(everybody))


def _judged(answered: Answered, ranking: Ranking) -> Judged:
    return Judged(
        scores=[each.score for each in ranking.individuals],
        same=[each.name == answered.name for each in ranking.individuals],
        group=answered.group,
        known=answered.known,
    )
