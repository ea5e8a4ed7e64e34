"""Which numbers steer a model, and is what the caller asks for within them?"""

import dataclasses
import difflib
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, Self

from acm_wbia.wbia.errors import InvalidParameters


class Steering(Protocol):
    """All parameters of an algorithm."""

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Self:
        """From JSON; what is absent has its default. Raises ``InvalidParameters`` with a sentence."""

    def to_mapping(self) -> dict[str, Any]:
        """As JSON takes it, with every default filled in."""


@dataclasses.dataclass(frozen=True)
class Parameters:
    """A base of frozen dataclasses whose fields are numbers, booleans or words, each with a default."""

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            _check(field, getattr(self, field.name))

    @classmethod
    def names(cls) -> list[str]:
        """Every parameter, in the order of definition."""
        return [field.name for field in dataclasses.fields(cls)]

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Self:
        """From JSON; what is absent has its default. Raises ``InvalidParameters`` with a sentence."""
        refuse_unknown(values, cls.names())
        return cls(**values)

    def to_mapping(self) -> dict[str, Any]:
        """As JSON takes it."""
        return dataclasses.asdict(self)

    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that are the same for the same values, on any machine."""
        canonical = json.dumps([type(self).__name__, self.to_mapping()], sort_keys=True)
        return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def refuse_unknown(values: Mapping[str, Any], known: Sequence[str]) -> None:
    """Raises ``InvalidParameters``, with the nearest one known, for a name that is none of them."""
    for name in values:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise InvalidParameters(
                f"There is no parameter {name}.{hint} There are: {', '.join(known)}."
            )


def bounded(default: float, minimum: float, maximum: float) -> Any:
    """A field with a default and the range it may be in, both ends included."""
    return dataclasses.field(default=default, metadata={"minimum": minimum, "maximum": maximum})


def _check(field: dataclasses.Field[Any], value: Any) -> None:
    wanted = type(field.default)
    right = isinstance(value, (int, float)) if wanted is float else isinstance(value, wanted)
    if not right or (isinstance(value, bool) and wanted is not bool):
        kinds = {bool: "true or false", int: "a whole number", float: "a number"}
        raise InvalidParameters(f"The parameter {field.name} is {kinds.get(wanted, 'a word')}.")
    minimum, maximum = field.metadata.get("minimum"), field.metadata.get("maximum")
    if minimum is not None and not minimum <= value <= maximum:
        raise InvalidParameters(
            f"The parameter {field.name} lies between {minimum:g} and {maximum:g}, not at {value:g}."
        )
