"""Which cells does one encounter fill, with its sighting and its animal?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from edm.sheets.export.animal import animal_cells
from edm.sheets.export.headings import (
    custom_heading,
    heading_of,
    kept_heading,
    label_heading,
)
from edm.sheets.export.samples import sample_cells
from edm.sheets.export.texts import custom_text, text_of
from edm.sheets.variable_headings import measurement_heading
from edm.species.catalogue import SpeciesCatalogue
from edm.species.custom_field import Level

Cells = dict[str, str]
"""Texts by heading."""
Cell = tuple[str, str | None]

_TIME_PARTS = ("year", "month", "day", "hour", "minute", "second", "utc_offset", "zone")
_LOCATION_PARTS = ("latitude", "longitude", "uncertainty_metres")
_OF_ENCOUNTER = ("state", "sex", "life_stage", "living_status", "behaviour", "comments")
_OF_SIGHTING = ("region", "verbatim_locality", "comments")
_OF_SURVEY = ("id", "type", "vessel", "comments")


def cells_of(
    encounter: Mapping[str, Any],
    sighting: Mapping[str, Any],
    animal: Mapping[str, Any] | None,
    catalogue: SpeciesCatalogue,
) -> Cells:
    """The cells of one row, from records as the API answers them; ``animal`` as `Encounter.animal` has it."""
    cells: Cells = {}
    for heading, text in _cells(encounter, sighting, animal, catalogue):
        if text:
            cells.setdefault(heading, text)
    for heading, value in encounter["verbatim"].items():
        if (text := text_of(value)) is not None:
            cells[kept_heading(heading, catalogue)] = text
    return cells


def _cells(
    encounter: Mapping[str, Any],
    sighting: Mapping[str, Any],
    animal: Mapping[str, Any] | None,
    catalogue: SpeciesCatalogue,
) -> Iterator[Cell]:
    yield from _species(encounter["species"], catalogue)
    yield from _when_and_where(encounter)
    for name in _OF_ENCOUNTER:
        yield heading_of(f"encounter.{name}"), text_of(encounter[name])
    for name in _OF_SIGHTING:
        yield heading_of(f"sighting.{name}"), text_of(sighting[name])
    for name in _OF_SURVEY:
        yield heading_of(f"survey.{name}"), text_of((sighting["survey"] or {}).get(name))
    yield from _custom(sighting, Level.SIGHTING, sighting["species"], catalogue)
    yield from _custom(encounter, Level.ENCOUNTER, encounter["species"], catalogue)
    yield from _measurements(encounter)
    yield from sample_cells(encounter["samples"])
    for number, keyword in enumerate(encounter["keywords"]):
        yield heading_of("keyword.#", number), text_of(keyword)
    yield from _people(encounter)
    yield from _media(encounter)
    if animal is not None:
        yield from animal_cells(animal)
        yield from _custom(animal, Level.INDIVIDUAL, encounter["species"], catalogue)


def _species(species: str, catalogue: SpeciesCatalogue) -> Iterator[Cell]:
    config = catalogue.get(species)
    name = config.scientific_name if config else species.replace("_", " ").capitalize()
    genus, _, epithet = name.partition(" ")
    yield heading_of("species.genus"), genus
    yield heading_of("species.epithet"), epithet


def _when_and_where(encounter: Mapping[str, Any]) -> Iterator[Cell]:
    time, location = encounter["time"] or {}, encounter["location"] or {}
    for part in _TIME_PARTS:
        yield heading_of(f"time.{part}"), text_of(time.get(part))
    for part in _LOCATION_PARTS:
        yield heading_of(f"location.{part}"), text_of(location.get(part))


def _custom(
    record: Mapping[str, Any], level: Level, species: str, catalogue: SpeciesCatalogue
) -> Iterator[Cell]:
    config = catalogue.get(species)
    known = config.fields(level) if config else {}
    for name, value in record["custom_fields"].items():
        yield custom_heading(level, name), custom_text(known.get(name), value)


def _measurements(encounter: Mapping[str, Any]) -> Iterator[Cell]:
    for each in encounter["measurements"]:
        name = each["name"]
        for key in ("value", "unit", "sampling_protocol"):
            yield measurement_heading(name, key), text_of(each[key])


def _people(encounter: Mapping[str, Any]) -> Iterator[Cell]:
    numbers: dict[str, int] = {}
    for each in encounter["people"]:
        role = each["role"]
        number = numbers[role] = numbers.get(role, -1) + 1
        for key in ("email", "name", "affiliation"):
            yield heading_of(f"people.{role}.#.{key}", number), text_of(each[key])


def _media(encounter: Mapping[str, Any]) -> Iterator[Cell]:
    for number, each in enumerate(encounter["media"]):
        yield heading_of("media.#.asset", number), text_of(each["asset"])
        yield heading_of("media.#.keywords", number), text_of("_".join(each["keywords"]))
        yield heading_of("media.#.quality", number), text_of(each["quality"])
        for label, word in each["labels"].items():
            yield label_heading(number, label), text_of(word)
