"""What must something be able to do so that animals can be identified by it?

A *matcher* describes an animal and compares descriptions; these are kept under the matcher's fingerprint. An *algorithm*
asks one matcher, or several, and makes one ranking of what they say. Most are their own and only matcher.
"""

from collections.abc import Sequence
from typing import Protocol, Self

from acm_wbia.wbia.calibration.confidence import Confidence
from acm_wbia.wbia.matching.ranking import Ranking
from acm_wbia.wbia.models.card import ModelCard
from acm_wbia.wbia.parameters.base import Steering
from acm_wbia.wbia.pictures import Picture


class Described(Protocol):
    """What is kept of one animal."""

    def __len__(self) -> int:
        """How many things of it were described; at least 1."""

    def to_bytes(self) -> bytes:
        """As it is kept; the matcher that made it reads it again."""


class Scoring(Protocol):
    """What matchers and algorithms tell of themselves."""

    @property
    def card(self) -> ModelCard: ...

    @property
    def version(self) -> str:
        """Differs wherever the same pictures may have other scores; at most 32 characters."""

    @property
    def parameters(self) -> Steering: ...


class Matcher(Scoring, Protocol):
    """One way of describing animals, and of comparing what was described."""

    @property
    def fingerprint(self) -> str:
        """Differs wherever the same picture may be described otherwise; at most 64 characters."""

    def load(self) -> None:
        """Has whatever ``extract`` needs ready; free where it is.

        Raises ``ModelNotInstalled``, ``ModelFileWrong`` or another ``ProcessingError``: then no animal can be described.
        """

    def extract(self, picture: Picture, bbox: Sequence[float], theta: float = 0.0) -> Described:
        """Describes the animal in ``bbox`` (``x, y, width, height``, pixels of the upright original).

        ``theta`` (radians) turns the box about its centre. Raises ``ProcessingError`` for what this picture lacks, and
        ``NetworkBrokeOff`` for what says nothing about it. May be called from several threads.
        """


class IdentificationAlgorithm(Scoring, Protocol):
    """Who might the animal be? Asked by name, with parameters."""

    @property
    def matchers(self) -> Sequence["Matcher"]:
        """Whom it asks, at least one; each has descriptions of its own."""

    def among(self, limit: int) -> int:
        """How many candidates each matcher must name so that the best ``limit`` can be told."""

    def joined(
        self,
        rankings: Sequence[Ranking | None],
        confidences: Sequence[Confidence | None],
        limit: int,
    ) -> Ranking:
        """One ranking of one query, of at most ``limit`` individuals, from one of each matcher.

        None for a matcher that could not describe the query; at least one could. ``confidences`` are what the score
        of each matcher is worth for the species, where that is known.
        """


class AsksItself:
    """What an algorithm that is its own and only matcher says of itself: a part of ``IdentificationAlgorithm``."""

    @property
    def matchers(self) -> tuple[Self]:
        """Only itself."""
        return (self,)

    def among(self, limit: int) -> int:
        """As many as are told."""
        return limit

    def joined(
        self,
        rankings: Sequence[Ranking | None],
        _confidences: Sequence[Confidence | None],
        _limit: int,
    ) -> Ranking:
        """The only one; raises ``ValueError`` where there is none."""
        (ranking,) = rankings
        if ranking is None:
            raise ValueError("there is nothing to rank by")
        return ranking
