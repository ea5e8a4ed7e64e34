"""What do people's decisions say of an algorithm's scores? Nothing of the candidates of which nobody can tell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.calibration.contrast import contrasts

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """One answered query, and what is known of its candidates."""

    scores: Sequence[float]
    """Of the candidates, best first."""
    same: Sequence[bool | None]
    """Whether each is the animal of the query; at most one, and none where it is not in the catalogue. None: nobody can tell."""
    group: str
    """The individual that was asked about: held out as a whole."""
    known: bool | None = None
    """Whether the catalogue holds the animal; ``None``: it does where one of the candidates is it."""

    @property
    def new(self) -> bool | None:
        """Whether it was asked of a catalogue without its animal; ``None``: it may be one of which nobody can tell."""
        if self.known is not None:
            return not self.known
        if any(self.same):
            return False
        return None if None in self.same else True


@dataclass(frozen=True)
class Compared:
    """What is known of a query and one candidate of its answer; of the others, and of whether it is new, nothing."""

    scores: Sequence[float]
    """Of all candidates, best first."""
    place: int
    """Of the candidate, from 0."""
    same: bool
    group: str
    """As of ``Judged``."""


class Pair(NamedTuple):
    """A query and a candidate of which it is known whether they are one animal."""

    contrast: float
    same: bool
    group: str


@dataclass(frozen=True, eq=False)
class PairTable:
    """What is known as the columns that are fitted: p pairs, of which the first belong to q whole answers."""

    contrasts: Numbers
    """``(p,)``."""
    same: NDArray[np.bool_]
    """``(p,)``."""
    groups: list[str]
    """p of them."""
    sizes: NDArray[np.int64]
    """``(q,)``: how many of the pairs are each whole answer's; those after them stand alone."""
    new: NDArray[np.bool_]
    """``(q,)``: the query was asked of a catalogue without its animal."""

    @classmethod
    def of(cls, answers: Iterable[Judged], compared: Iterable[Compared] = ()) -> Self:
        """Answers with fewer than three candidates teach nothing; maybe there is nothing in it."""
        whole: list[Pair] = []
        alone: list[Pair] = [*_compared(compared)]
        sizes: list[int] = []
        new: list[bool] = []
        for answer in answers:
            pairs = list(_known(answer))
            if answer.new is None:
                alone += pairs
            elif pairs:
                whole += pairs
                sizes.append(len(pairs))
                new.append(answer.new)
        pairs = whole + alone
        return cls(
            contrasts=np.array([pair.contrast for pair in pairs], dtype=np.float64),
            same=np.array([pair.same for pair in pairs], dtype=np.bool_),
            groups=[pair.group for pair in pairs],
            sizes=np.array(sizes, dtype=np.int64),
            new=np.array(new, dtype=np.bool_),
        )

    @property
    def fewest(self) -> int:
        """How much there is of what there is least of: pairs of one animal and of two, known animals and new ones."""
        kinds = (self.same, ~self.same, self.new, ~self.new)
        return min(int(each.sum()) for each in kinds)


def _known(answer: Judged) -> Iterator[Pair]:
    found = contrasts(np.array(answer.scores, dtype=np.float64))
    if found is not None:
        for contrast, same in zip(found.tolist(), answer.same, strict=False):
            if same is not None:
                yield Pair(contrast, same, answer.group)


def _compared(compared: Iterable[Compared]) -> Iterator[Pair]:
    for each in compared:
        found = contrasts(np.array(each.scores, dtype=np.float64))
        if found is not None and each.place < len(found):
            yield Pair(float(found[each.place]), each.same, each.group)
