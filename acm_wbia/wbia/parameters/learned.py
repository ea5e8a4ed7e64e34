"""Which numbers decide the features of an annotation that a network finds?"""

from dataclasses import dataclass
from typing import ClassVar

from acm_wbia.wbia.parameters.base import Parameters, bounded


@dataclass(frozen=True)
class LearnedExtractionParameters(Parameters):
    """A base, one subclass a network; features are stored under its ``fingerprint``."""

    KIND: ClassVar[str]
    """Names the network, and the version of what is made of it: another gives other features."""

    chip_area: int = bounded(320_000, 64 * 64, 1024 * 1024)
    """Square pixels that every chip is scaled to: networks make more of a larger one than RootSIFT, which finds other
    features in it and no more of them."""
    features: int = bounded(400, 50, 2000)
    """The most that are kept."""
    centre_sigma: float = bounded(0.25, 0.05, 10.0)
    """Width of the bell around the centre of the box, as a share of its sides."""
    outline: bool = True
    """Find the animal's outline first and hold features outside it for background."""

    def fingerprint(self) -> str:
        """As ``Parameters.fingerprint``, with the kind of the features."""
        return f"{self.KIND}-{super().fingerprint()}"
