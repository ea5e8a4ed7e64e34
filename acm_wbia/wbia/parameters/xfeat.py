"""Which numbers decide XFeat's features of an annotation, and a ranking by them?"""

from dataclasses import dataclass, field
from typing import ClassVar

from acm_wbia.wbia.parameters.halves import Halves
from acm_wbia.wbia.parameters.learned import LearnedExtractionParameters
from acm_wbia.wbia.parameters.matching import MatchingParameters


@dataclass(frozen=True)
class XFeatExtractionParameters(LearnedExtractionParameters):
    """What decides XFeat's features of an annotation."""

    KIND: ClassVar[str] = "xfeat-1"


@dataclass(frozen=True)
class XFeatParameters(Halves):
    """Stored features depend on the first half only."""

    extraction: XFeatExtractionParameters = field(default_factory=XFeatExtractionParameters)
    matching: MatchingParameters = field(default_factory=MatchingParameters)
