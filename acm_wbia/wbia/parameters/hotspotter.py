"""Which numbers steer HotSpotter, from cutting out the animal to the last ranking?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from acm_wbia.wbia.parameters.base import refuse_unknown
from acm_wbia.wbia.parameters.extraction import ExtractionParameters
from acm_wbia.wbia.parameters.matching import MatchingParameters


@dataclass(frozen=True)
class HotSpotterParameters:
    """Flat in JSON, in two halves here: stored features depend on the first half only."""

    extraction: ExtractionParameters = field(default_factory=ExtractionParameters)
    matching: MatchingParameters = field(default_factory=MatchingParameters)

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Self:
        """From JSON; what is absent has its default. Raises ``InvalidParameters`` with a sentence."""
        first, second = ExtractionParameters.names(), MatchingParameters.names()
        refuse_unknown(values, [*first, *second])
        return cls(
            ExtractionParameters(**{name: values[name] for name in first if name in values}),
            MatchingParameters(**{name: values[name] for name in second if name in values}),
        )

    def to_mapping(self) -> dict[str, Any]:
        """As JSON takes it, with every default filled in."""
        return {**self.extraction.to_mapping(), **self.matching.to_mapping()}
