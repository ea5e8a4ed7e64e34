"""Which numbers steer HotSpotter, from cutting out the animal to the last ranking?"""

from dataclasses import dataclass, field

from acm_wbia.wbia.parameters.extraction import ExtractionParameters
from acm_wbia.wbia.parameters.halves import Halves
from acm_wbia.wbia.parameters.matching import MatchingParameters


@dataclass(frozen=True)
class HotSpotterParameters(Halves):
    """Stored features depend on the first half only."""

    extraction: ExtractionParameters = field(default_factory=ExtractionParameters)
    matching: MatchingParameters = field(default_factory=MatchingParameters)
