"""What may be recorded about a sighting, an encounter or an individual of a species, beyond what all share?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

DEFAULT_LANGUAGE = "en"


def nothing() -> Mapping[str, str]:
    """No text in any language."""
    return MappingProxyType({})


class Level(StrEnum):
    """What a custom field describes."""

    SIGHTING = "sighting"
    ENCOUNTER = "encounter"
    INDIVIDUAL = "individual"


class FieldType(StrEnum):
    """The kinds of value a custom field can hold, and how JSON carries each."""

    STRING = "string"  # one line of text
    TEXT = "text"  # many lines of text
    INTEGER = "integer"  # a whole number
    NUMBER = "number"  # any finite number
    BOOLEAN = "boolean"  # true or false
    DATE = "date"  # "2024-06-03"
    DATE_RANGE = "date_range"  # {"from": date, "to": date}
    TIME = "time"  # "07:30" or "07:30:15", local
    SELECT = "select"  # one of the choices' values
    MULTISELECT = "multiselect"  # a list of the choices' values
    LOCATION = "location"  # {"latitude": number, "longitude": number}
    REGION = "region"  # the id of a region
    INDIVIDUAL = "individual"  # the UUID of an individual
    FILE = "file"  # the name of an uploaded file
    MEASUREMENT = "measurement"  # {"value": number, "unit": text, "method": text or null}


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a vocabulary: what is stored, and what people read."""

    value: str
    labels: Mapping[str, str] = field(default_factory=nothing)  # by language code

    def label(self, language: str = DEFAULT_LANGUAGE) -> str:
        """What people read, in English where ``language`` has none."""
        return self.labels.get(language) or self.labels.get(DEFAULT_LANGUAGE) or self.value


@dataclass(frozen=True, slots=True)
class CustomField:
    """One thing that can be recorded, as the species file describes it."""

    name: str  # the key in ``custom_fields``
    level: Level
    type: FieldType
    labels: Mapping[str, str] = field(default_factory=nothing)  # by language code
    required: bool = False  # whether a record without it is refused
    default: Any = None  # what is stored when the reporter says nothing
    unit: str | None = None  # of an integer, a number or a measurement
    min: float | str | None = None  # the least allowed: a number, or a date ("2000-01-01", "today")
    max: float | str | None = None  # the most allowed, likewise
    pattern: str | None = None  # a text must match all of this regular expression
    choices: tuple[Term, ...] = ()  # of a select or multiselect
    multiple: bool = False  # whether the value is a list of such values
    help: Mapping[str, str] = field(
        default_factory=nothing
    )  # a hint below the form's field, by language code
    group: str | None = None  # heading under which the form shows it
    darwin_core: str | None = None  # the term it exports as
    personal: bool = False  # about people: shown only with the exact place, and never searched
    choice_values: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "choice_values", frozenset(term.value for term in self.choices))

    def label(self, language: str = DEFAULT_LANGUAGE) -> str:
        """What people read, in English where ``language`` has none."""
        return (
            self.labels.get(language)
            or self.labels.get(DEFAULT_LANGUAGE)
            or self.name.replace("_", " ").capitalize()
        )

    @property
    def holds_list(self) -> bool:
        """Whether the stored value is a list."""
        return self.multiple or self.type is FieldType.MULTISELECT
