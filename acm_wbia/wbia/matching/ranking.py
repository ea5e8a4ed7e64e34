"""Who might the animal be, in which order, and what in the pictures says so?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matches = NDArray[np.float32]
"""``(n, 7)``: x1, y1 in the query's and x2, y2 in the candidate's upright original, the weight of the match, and the
diameters of the two features; all but the weight in pixels. Heaviest first."""


@dataclass(frozen=True)
class RankedIndividual:
    """A candidate for the identity of the query."""

    name: str | None
    """The individual; None for an annotation that nobody has named yet."""
    score: float
    """Comparable within one query only; never a probability."""
    annotation: str
    """The picture of this individual that speaks most for it."""


@dataclass(frozen=True)
class NetworkUsed:
    """What compared two animals as a whole."""

    name: str
    """Of its card."""
    fingerprint: str
    """Another one: the card or its file is another, and so may be its answer."""


@dataclass(frozen=True, eq=False)
class RankedAnnotation:
    """A picture that resembles the query, with the reasons."""

    annotation: str
    name: str | None
    score: float
    matches: Matches
    network: NetworkUsed | None = None
    """Where it was compared as a whole; there are no matches then."""


@dataclass(frozen=True, eq=False)
class Ranking:
    """The answer to one query, best first. Equal scores are in the order of the gallery."""

    individuals: tuple[RankedIndividual, ...]
    annotations: tuple[RankedAnnotation, ...]
    compared: int
    """With how many annotations the query was compared."""
    reason: str | None = None
    """Why there is no candidate at all; None where there is one."""
