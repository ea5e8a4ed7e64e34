"""What does the platform know about a species: its names, what is recorded, how it is identified?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from edm.species.custom_field import DEFAULT_LANGUAGE, CustomField, Level, Term


@dataclass(frozen=True, slots=True)
class Subspecies:
    """A named part of the species; records of it are records of the species."""

    scientific_name: str
    common_names: Mapping[str, tuple[str, ...]]  # by language code


@dataclass(frozen=True, slots=True)
class Viewpoints:
    """From where the animal was seen, and which of these show the same pattern."""

    terms: tuple[Term, ...]
    matches: Mapping[str, tuple[str, ...]]  # a viewpoint and those it can be compared with
    sides_differ: bool  # whether left and right are different patterns, never to be compared


@dataclass(frozen=True, slots=True)
class Detection:
    """How the animal is found in a picture."""

    detector: str  # the model to ask
    classes: tuple[str, ...]  # what the detector is asked to look for
    this_species: tuple[str, ...]  # the classes that mean this species


@dataclass(frozen=True, slots=True)
class Algorithm:
    """One way to identify individuals, with the parameters that suit the species."""

    name: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SpeciesConfig:
    """One species, as its file and the files it builds on describe it. Never changes: a reload makes a new one."""

    id: str  # the name of its file, like "equus_quagga"
    version: str  # changes whenever the content does
    scientific_name: str
    common_names: Mapping[str, tuple[str, ...]]  # by language code, the preferred name first
    gbif_id: int | None  # key in the GBIF backbone; none where we are not certain
    itis_id: int | None  # ITIS serial number, likewise
    synonyms: tuple[str, ...]  # other scientific names in use
    subspecies: tuple[Subspecies, ...]
    sexes: tuple[Term, ...]
    life_stages: tuple[Term, ...]
    living_statuses: tuple[Term, ...]
    viewpoints: Viewpoints
    detection: Detection
    algorithms: tuple[Algorithm, ...]  # the first is the one to use unless the caller chooses
    coarsen_degrees: float  # public coordinates are rounded to multiples of this
    name_pattern: str | None  # how new individuals are named: "ZIM-###"
    custom_fields: Mapping[Level, Mapping[str, CustomField]]

    @property
    def genus(self) -> str:
        """The first word of the scientific name."""
        return self.scientific_name.split()[0]

    @property
    def specific_epithet(self) -> str:
        """The rest of the scientific name."""
        return self.scientific_name.split(maxsplit=1)[1]

    def common_name(self, language: str = DEFAULT_LANGUAGE) -> str:
        """The preferred name in ``language``, else in English, else the scientific name."""
        for code in (language, DEFAULT_LANGUAGE):
            if self.common_names.get(code):
                return self.common_names[code][0]
        return self.scientific_name

    def fields(self, level: Level) -> Mapping[str, CustomField]:
        """The custom fields of a level, by name."""
        return self.custom_fields[level]

    def all_fields(self) -> Iterator[CustomField]:
        """The custom fields of all levels."""
        for level in Level:
            yield from self.custom_fields[level].values()
