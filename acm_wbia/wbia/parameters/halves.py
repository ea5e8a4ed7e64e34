"""How are parameters read of which some decide what is stored, and the others what is made of it?"""

import dataclasses
from collections.abc import Mapping
from typing import Any, Self

from acm_wbia.wbia.parameters.base import refuse_unknown


@dataclasses.dataclass(frozen=True)
class Halves:
    """A base of dataclasses of ``Parameters`` each of whose classes is the field's default factory; flat in JSON."""

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Self:
        """From JSON; what is absent has its default. Raises ``InvalidParameters`` with a sentence."""
        kinds: dict[str, Any] = {
            each.name: each.default_factory for each in dataclasses.fields(cls)
        }
        refuse_unknown(values, [name for kind in kinds.values() for name in kind.names()])
        return cls(
            **{
                half: kind(**{name: values[name] for name in kind.names() if name in values})
                for half, kind in kinds.items()
            }
        )

    def to_mapping(self) -> dict[str, Any]:
        """As JSON takes it, with every default filled in."""
        halves = [getattr(self, each.name) for each in dataclasses.fields(self)]
        return {name: value for half in halves for name, value in half.to_mapping().items()}
