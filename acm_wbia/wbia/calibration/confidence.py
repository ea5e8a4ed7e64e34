"""How sure is a whole answer: each candidate, and that it is none of them?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.calibration.calibration import Calibration, Source
from acm_wbia.wbia.calibration.contrast import contrasts, margin
from acm_wbia.wbia.calibration.novelty import Novelty

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """One answered query of which the truth is known."""

    scores: Sequence[float]
    """Of the candidates, best first."""
    same: Sequence[bool]
    """Whether each is the animal of the query; at most one, and none where it is not in the catalogue."""
    group: str
    """The individual that was asked about: held out as a whole."""


@dataclass(frozen=True, eq=False)
class Said:
    """What is said of one answer."""

    candidates: Numbers
    """``(min(n, 20),)``, best first: that it is this one."""
    new: float
    """That it is none of the catalogue."""


@dataclass(frozen=True, eq=False)
class Confidence:
    """Turns the scores of an answer into probabilities, by one algorithm and of one species or several."""

    same: Calibration
    new: Novelty

    @classmethod
    def fit(cls, answers: Iterable[Judged], source: Source) -> Self:
        """From judged answers; those with fewer than three candidates teach nothing.

        Raises ``ValueError`` unless some have their animal among the candidates and some have not.
        """
        table = PairTable.of(answers)
        same = Calibration.fit(table.contrasts, table.same, table.groups, source)
        return cls(same, Novelty.fit(table.best, table.margins, table.new))

    def __call__(self, scores: Sequence[float]) -> Said | None:
        """Of the candidates' scores, above zero and best first; ``None`` where there are fewer than three."""
        numbers = np.array(scores, dtype=np.float64)
        contrast = contrasts(numbers)
        if contrast is None:
            return None
        new = self.new.probability(contrast[:1], np.array([margin(numbers)]))
        return Said(self.same.probability(contrast), float(new[0]))

    def to_mapping(self) -> dict[str, Any]:
        """As JSON takes it."""
        return {"same": self.same.to_mapping(), "new": self.new.to_mapping()}

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Self:
        """From JSON. Raises ``ValueError`` for a version that is not read here."""
        return cls(Calibration.from_mapping(mapping["same"]), Novelty.from_mapping(mapping["new"]))


@dataclass(frozen=True, eq=False)
class PairTable:
    """Judged answers as the columns that are fitted: p pairs of query and candidate, q queries."""

    contrasts: Numbers
    """``(p,)``."""
    same: NDArray[np.bool_]
    """``(p,)``."""
    groups: list[str]
    """p of them."""
    first: NDArray[np.bool_]
    """``(p,)``: the best candidate of its query."""
    best: Numbers
    """``(q,)`` contrasts of the best candidates."""
    margins: Numbers
    """``(q,)``."""
    new: NDArray[np.bool_]
    """``(q,)``: the query's animal is not among the candidates."""
    query_groups: list[str]
    """q of them."""

    @classmethod
    def of(cls, answers: Iterable[Judged]) -> Self:
        """Raises ``ValueError`` where no answer has enough candidates."""
        kept = [
            (each, found)
            for each in answers
            if (found := contrasts(np.array(each.scores, dtype=np.float64))) is not None
        ]
        if not kept:
            raise ValueError("no answer has three candidates")
        return cls(
            contrasts=np.concatenate([found for _, found in kept]),
            same=np.concatenate([np.array(each.same[: len(found)]) for each, found in kept]),
            groups=[each.group for each, found in kept for _ in found],
            first=np.concatenate([np.arange(len(found)) == 0 for _, found in kept]),
            best=np.array([found[0] for _, found in kept]),
            margins=np.array([margin(np.array(each.scores)) for each, _ in kept]),
            new=np.array([not any(each.same) for each, _ in kept]),
            query_groups=[each.group for each, _ in kept],
        )
