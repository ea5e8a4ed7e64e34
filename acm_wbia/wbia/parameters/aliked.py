"""Which numbers decide the learned features of an annotation, and a ranking by them?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from acm_wbia.wbia.parameters.base import Parameters, bounded, refuse_unknown
from acm_wbia.wbia.parameters.matching import MatchingParameters

VERSION = "1"
"""Goes up whenever the same parameters would give other features, so that stored ones are made anew."""


@dataclass(frozen=True)
class AlikedExtractionParameters(Parameters):
    """What decides the learned features of an annotation; they are stored under its ``fingerprint``."""

    chip_area: int = bounded(450 * 450, 64 * 64, 1024 * 1024)
    """Square pixels that every chip is scaled to."""
    features: int = bounded(400, 50, 2000)
    """The most that are kept."""
    centre_sigma: float = bounded(0.25, 0.05, 10.0)
    """Width of the bell around the centre of the box, as a share of its sides."""
    outline: bool = True
    """Find the animal's outline first and hold features outside it for background."""

    def fingerprint(self) -> str:
        """As ``Parameters.fingerprint``, with the kind of the features and the version of this module."""
        return f"aliked-{VERSION}-{super().fingerprint()}"


@dataclass(frozen=True)
class PairingParameters(MatchingParameters):
    """What decides a ranking once the learned features are there."""

    lightglue: bool = False
    """Let the network LightGlue say which features are the same spot; half a second a pair of pictures."""
    paired_features: int = bounded(256, 32, 1024)
    """The strongest of each picture that LightGlue looks at; its time grows faster than their number."""


@dataclass(frozen=True)
class AlikedParameters:
    """Flat in JSON, in two halves here: stored features depend on the first half only."""

    extraction: AlikedExtractionParameters = field(default_factory=AlikedExtractionParameters)
    matching: PairingParameters = field(default_factory=PairingParameters)

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Self:
        """From JSON; what is absent has its default. Raises ``InvalidParameters`` with a sentence."""
        first, second = AlikedExtractionParameters.names(), PairingParameters.names()
        refuse_unknown(values, [*first, *second])
        return cls(
            AlikedExtractionParameters(**{name: values[name] for name in first if name in values}),
            PairingParameters(**{name: values[name] for name in second if name in values}),
        )

    def to_mapping(self) -> dict[str, Any]:
        """As JSON takes it, with every default filled in."""
        return {**self.extraction.to_mapping(), **self.matching.to_mapping()}
