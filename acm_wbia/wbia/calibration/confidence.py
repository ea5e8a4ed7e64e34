"""How sure is a whole answer: each candidate, and that it is none of them?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from acm_wbia.wbia.calibration.calibration import FOLDS, VERSION, Calibration, Source
from acm_wbia.wbia.calibration.choice import Choice
from acm_wbia.wbia.calibration.contrast import AMONG, contrasts
from acm_wbia.wbia.calibration.judged import Judged, PairTable
from acm_wbia.wbia.calibration.quality import folds_by_group

Numbers = NDArray[np.float64]

Answer = TypeVar("Answer")
Result = TypeVar("Result")


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
    """Of single pairs, by how far the one stands out."""
    choice: Choice
    """Of an answer as a whole."""

    @classmethod
    def fit(cls, answers: Iterable[Judged], source: Source) -> Self:
        """From judged answers; see ``fit_table``."""
        return cls.fit_table(PairTable.of(answers), source)

    @classmethod
    def fit_table(cls, table: PairTable, source: Source) -> Self:
        """Raises ``ValueError`` unless some answers have their animal among the candidates and some have not."""
        same = Calibration.fit(table.contrasts, table.same, table.groups, source)
        whole = slice(0, int(table.sizes.sum()))
        log_odds = logit(same.probability(table.contrasts[whole]))
        return cls(same, Choice.fit(log_odds, table.same[whole], table.sizes, table.new))

    def __call__(self, scores: Sequence[float], named: Sequence[bool] | None = None) -> Said | None:
        """Of the candidates' scores, above zero and best first; ``None`` where there are fewer than three.

        ``named`` says which candidates are individuals that somebody has named, without it all. At most one of those is
        the animal; a picture that nobody has named may be one more picture of it, so what is said of it is said of the
        pair alone, and a new animal is in none of these either.
        """
        contrast = contrasts(np.array(scores, dtype=np.float64))
        if contrast is None:
            return None
        said = self.same.probability(contrast)
        named_ones = (
            np.array(named, dtype=np.bool_)[: len(said)] if named else np.full(len(said), True)
        )
        nameless = float(said[~named_ones].max(initial=0.0))
        more = len(said) == AMONG
        said[named_ones], new = self.choice(logit(said[named_ones]), more=more)
        return Said(said, new * (1 - nameless))

    def to_mapping(self) -> dict[str, Any]:
        """As JSON takes it."""
        return {"same": self.same.to_mapping(), "choice": self.choice.to_mapping()}

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Self:
        """From JSON. Raises ``ValueError`` for a version that is not read here."""
        return cls(
            Calibration.from_mapping(mapping["same"]), Choice.from_mapping(mapping["choice"])
        )

    @staticmethod
    def reads(mapping: Mapping[str, Any]) -> bool:
        """Whether ``from_mapping`` takes it, or it is of a version that was fitted to other numbers."""
        return bool(mapping["same"]["version"] == VERSION)


def held_out(
    answers: Sequence[Answer],
    groups: Sequence[str],
    taught: Callable[[Sequence[Answer]], Callable[[Answer], Result]],
) -> list[Result]:
    """What is said of each answer by what has not seen its individual.

    ``groups`` are the individuals that were asked about, and ``taught`` makes of answers what says how sure another is:
    whatever is fitted on the way is to be fitted in there.
    """
    folds = folds_by_group(np.array(groups, dtype=np.str_), FOLDS)
    fitted = {
        int(fold): taught([each for each, own in zip(answers, folds, strict=True) if own != fold])
        for fold in np.unique(folds)
    }
    return [fitted[int(fold)](each) for each, fold in zip(answers, folds, strict=True)]
