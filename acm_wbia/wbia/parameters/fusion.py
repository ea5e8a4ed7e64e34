"""Which algorithms are asked together, and how is each of them steered?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from acm_wbia.wbia.errors import InvalidParameters
from acm_wbia.wbia.models.names import nearest
from acm_wbia.wbia.parameters.aliked import AlikedParameters
from acm_wbia.wbia.parameters.base import Steering, refuse_unknown
from acm_wbia.wbia.parameters.embedding import EmbeddingParameters
from acm_wbia.wbia.parameters.hotspotter import HotSpotterParameters
from acm_wbia.wbia.parameters.xfeat import XFeatParameters

PARTS: dict[str, type[Steering]] = {
    "aliked": AlikedParameters,
    "embedding": EmbeddingParameters,
    "hotspotter": HotSpotterParameters,
    "xfeat_matching": XFeatParameters,
}
"""Those that can be asked together."""

MOST_PARTS = 5
"""More than there are ways to look at an animal; each costs its own time."""


@dataclass(frozen=True)
class Part:
    """One of the algorithms that are asked."""

    name: str
    parameters: Steering

    @classmethod
    def from_json(cls, value: Any) -> Self:
        """Raises ``InvalidParameters``."""
        if isinstance(value, str):
            value = {"name": value}
        if not isinstance(value, Mapping) or not isinstance(value.get("name"), str):
            raise InvalidParameters("Each of the algorithms has a name, and maybe parameters.")
        refuse_unknown(value, ["name", "parameters"])
        name, parameters = value["name"], value.get("parameters") or {}
        if name not in PARTS:
            raise InvalidParameters(nearest("algorithm to be asked", name, sorted(PARTS)))
        if not isinstance(parameters, Mapping):
            raise InvalidParameters(f"The parameters of {name} are names and values.")
        return cls(name, PARTS[name].from_mapping(parameters))


def _default() -> tuple[Part, ...]:
    return (Part.from_json("hotspotter"), Part.from_json("aliked"))


@dataclass(frozen=True)
class FusionParameters:
    """The algorithms, in the order in which they are told."""

    algorithms: tuple[Part, ...] = field(default_factory=_default)

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Self:
        """From JSON: ``algorithms`` is a list of names, or of names with parameters.

        Without it the default is asked. Raises ``InvalidParameters`` with a sentence.
        """
        refuse_unknown(values, ["algorithms"])
        if "algorithms" not in values:
            return cls()
        given = values["algorithms"]
        if not isinstance(given, list) or not 2 <= len(given) <= MOST_PARTS:
            raise InvalidParameters(
                f"The parameter algorithms is a list of two to {MOST_PARTS} algorithms."
            )
        parts = tuple(Part.from_json(each) for each in given)
        if len(set(parts)) < len(parts):
            raise InvalidParameters("Each algorithm is asked once, or with other parameters.")
        return cls(parts)

    def to_mapping(self) -> dict[str, Any]:
        """As JSON takes it, with every default filled in."""
        return {
            "algorithms": [
                {"name": each.name, "parameters": each.parameters.to_mapping()}
                for each in self.algorithms
            ]
        }
