"""What does every detector promise, so that one can be exchanged for another?"""

from collections.abc import Container
from dataclasses import dataclass
from typing import Protocol

from acm_wbia.wbia.boxes import Box
from acm_wbia.wbia.models.card import ModelCard
from acm_wbia.wbia.pictures import Picture


@dataclass(frozen=True)
class Detection:
    """One animal found."""

    bbox: Box
    """Pixels of the upright original, within the picture."""
    theta: float
    """Radians by which the box is turned about its centre, clockwise on the screen."""
    class_name: str
    """One of the card's classes."""
    viewpoint: str | None
    """The side that is seen, where the model tells."""
    confidence: float
    """0…1; comparable within one model and version only."""
    raw_class: str | None = None
    """What the model itself calls it; ``class_name`` may be coarser."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """Which of the boxes that a network proposes are told? What is None is as the model's card says."""

    threshold: float | None = None
    """0…1: the confidence that a box of any class needs."""
    overlap: float | None = None
    """0…1: of two boxes that share more than this of their union the less sure goes."""


BY_THE_CARD = Choosing()


class Detector(Protocol):
    """Finds animals in a picture. One object serves many pictures and keeps nothing of them."""

    card: ModelCard

    def __call__(
        self,
        picture: Picture,
        classes: Container[str] | None = None,
        choosing: Choosing = BY_THE_CARD,
    ) -> tuple[Detection, ...]:
        """What is found, surest first; empty when nothing is: that is an answer, not a failure.

        ``picture`` is ``(height, width, 3) uint8``, blue, green, red, upright. ``classes`` keeps only
        those; None keeps all. ``choosing`` reaches down to what the network gives and no further.
        """
        ...
