"""By which network are whole animals compared?"""

from dataclasses import dataclass

from acm_wbia.wbia.parameters.base import Parameters


@dataclass(frozen=True)
class EmbeddingParameters(Parameters):
    """What decides a ranking by whole animals."""

    network: str = "miewid"
    """The card of an embedding."""
