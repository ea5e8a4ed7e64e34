"""Which numbers decide the learned features of an annotation, and a ranking by them?"""

from dataclasses import dataclass, field
from typing import ClassVar

from acm_wbia.wbia.parameters.base import bounded
from acm_wbia.wbia.parameters.halves import Halves
from acm_wbia.wbia.parameters.learned import LearnedExtractionParameters
from acm_wbia.wbia.parameters.matching import MatchingParameters


@dataclass(frozen=True)
class AlikedExtractionParameters(LearnedExtractionParameters):
    """What decides ALIKED's features of an annotation."""

    KIND: ClassVar[str] = "aliked-1"


@dataclass(frozen=True)
class PairingParameters(MatchingParameters):
    """What decides a ranking once the learned features are there."""

    lightglue: bool = False
    """Let the network LightGlue say, too, which features are the same spot; a tenth of a second a pair of pictures, or more."""
    paired_features: int = bounded(256, 32, 1024)
    """The strongest of each picture that LightGlue looks at; its time grows faster than their number."""


@dataclass(frozen=True)
class AlikedParameters(Halves):
    """Stored features depend on the first half only."""

    extraction: AlikedExtractionParameters = field(default_factory=AlikedExtractionParameters)
    matching: PairingParameters = field(default_factory=PairingParameters)
