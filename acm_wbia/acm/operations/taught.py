"""What do people's decisions say of an algorithm's scores? Nothing of the candidates of which nobody can tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.calibration.calibration import Calibration, Source
from acm_wbia.wbia.calibration.confidence import Confidence
from acm_wbia.wbia.calibration.contrast import contrasts, margin
from acm_wbia.wbia.calibration.novelty import Novelty

FEWEST_OF_A_KIND = 20
"""Pairs of one animal, and queries of each kind: with fewer, the prior of other species errs less."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Answer:
    """What was answered to one query, and what somebody decided about it."""

    scores: Sequence[float]
    """Of the candidates, best first."""
    same: Sequence[bool | None]
    """Whether each is the animal of the query; None: nobody can tell."""
    group: str
    """The individual that was asked about: held out as a whole."""

    @property
    def new(self) -> bool | None:
        """Whether the animal is none of the candidates; None: it may be one of which nobody can tell."""
        if any(self.same):
            return False
        return None if None in self.same else True


@dataclass(frozen=True)
class Compared:
    """What somebody said of a query and one candidate of its answer; of the other candidates, and of whether it is new, nothing."""

    scores: Sequence[float]
    """Of all candidates, best first."""
    place: int
    """Of the candidate, from 0."""
    same: bool
    group: str
    """As of an `Answer`."""


@dataclass(frozen=True, eq=False)
class Taught:
    """Decisions as the columns that are fitted: p pairs of which it is known, q queries of which it is known."""

    contrasts: Numbers
    """``(p,)``: how far each candidate stands out, of all that were answered."""
    same: NDArray[np.bool_]
    """``(p,)``."""
    groups: list[str]
    """p of them."""
    best: Numbers
    """``(q,)`` contrasts of the best candidates."""
    margins: Numbers
    """``(q,)``."""
    new: NDArray[np.bool_]
    """``(q,)``."""

    @classmethod
    def by(cls, answers: Iterable[Answer], compared: Iterable[Compared]) -> Self:
        """Answers with too few candidates teach nothing."""
        pairs: list[tuple[float, bool, str]] = []
        queries: list[tuple[float, float, bool]] = []
        for answer in answers:
            scores = np.array(answer.scores, dtype=np.float64)
            found = contrasts(scores)
            if found is None:
                continue
            pairs += [
                (float(contrast), same, answer.group)
                for contrast, same in zip(found, answer.same, strict=False)
                if same is not None
            ]
            if answer.new is not None:
                queries.append((float(found[0]), margin(scores), answer.new))
        for each in compared:
            found = contrasts(np.array(each.scores, dtype=np.float64))
            if found is not None and each.place < len(found):
                pairs.append((float(found[each.place]), each.same, each.group))
        return cls(
            contrasts=np.array([contrast for contrast, _, _ in pairs], dtype=np.float64),
            same=np.array([same for _, same, _ in pairs], dtype=np.bool_),
            groups=[group for _, _, group in pairs],
            best=np.array([best for best, _, _ in queries], dtype=np.float64),
            margins=np.array([each for _, each, _ in queries], dtype=np.float64),
            new=np.array([new for _, _, new in queries], dtype=np.bool_),
        )

    @property
    def enough(self) -> bool:
        """Whether a curve of the species' own errs less than the prior."""
        kinds = (self.same, ~self.same, self.new, ~self.new)
        return min(int(each.sum()) for each in kinds) >= FEWEST_OF_A_KIND

    def fit(self, source: Source) -> Confidence:
        """Raises ``ValueError`` where there are pairs, or queries, of one kind only."""
        same = Calibration.fit(self.contrasts, self.same, self.groups, source)
        return Confidence(same, Novelty.fit(self.best, self.margins, self.new))


def fitted(
    answers: Iterable[Answer], compared: Iterable[Compared], source: Source
) -> dict[str, Any] | None:
    """The calibration as JSON; None where too little is known for one."""
    taught = Taught.by(answers, compared)
    return taught.fit(source).to_mapping() if taught.enough else None
