"""What is recorded of a sighting, an encounter and an individual, field by field, and how is each checked?

A new record is checked field by field, and so is a change of one; so the fields are listed once, here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from edm.species.config import SpeciesConfig
from edm.validation.animal import check_animal
from edm.validation.context import Context
from edm.validation.individual_fields import check_life_dates, check_names
from edm.validation.keywords import check_keywords
from edm.validation.measurements import check_measurements
from edm.validation.media import check_media
from edm.validation.observation import check_location, check_place_name, check_time
from edm.validation.people import check_people
from edm.validation.samples import check_samples
from edm.validation.social_units import check_satellite_tags, check_social_units
from edm.validation.survey import check_survey
from edm.validation.vocabulary import check_term
from edm.values import FaultList
from edm.values.basics import MAX_LINE, MAX_TEXT, check_text

# A value, its pointer, the record's species where it is known, and the context.
FieldCheck = Callable[[Any, str, SpeciesConfig | None, Context], Any]


def _time(value: Any, pointer: str, species: SpeciesConfig | None, context: Context) -> Any:
    return check_time(value, pointer, context)


def _location(value: Any, pointer: str, species: SpeciesConfig | None, context: Context) -> Any:
    return check_location(value, pointer, context)


def _region(value: Any, pointer: str, species: SpeciesConfig | None, context: Context) -> Any:
    return check_place_name(value, pointer, context)


def _text(subject: str, longest: int = MAX_TEXT, empty: str | None = "") -> FieldCheck:
    """Text that is kept as it was written; blank text is stored as ``empty``."""

    def check(
        value: Any, pointer: str, species: SpeciesConfig | None, context: Context
    ) -> str | None:
        if value is None:
            return empty
        text = check_text(value, pointer, subject, context.faults, longest)
        return text if text and text.strip() else empty

    return check


def _term(subject: str, vocabulary: str) -> FieldCheck:
    """A word of the species' vocabulary."""

    def check(
        value: Any, pointer: str, species: SpeciesConfig | None, context: Context
    ) -> str | None:
        if value is None or value == "":
            return None
        terms = getattr(species, vocabulary) if species else _all_terms(vocabulary, context)
        whose = f" of {species.common_name()}" if species else ""
        return check_term(value, pointer, subject, terms, context.faults, whose)

    return check


def _all_terms(vocabulary: str, context: Context) -> list[Any]:
    """The words of all species, for a record whose species is at fault itself."""
    return list(
        {
            term.value: term for config in context.species for term in getattr(config, vocabulary)
        }.values()
    )


def _of_any_species(read: Callable[[Any, str, FaultList], Any]) -> FieldCheck:
    """What is checked alike whichever species it is."""

    def check(value: Any, pointer: str, species: SpeciesConfig | None, context: Context) -> Any:
        return read(value, pointer, context.faults)

    return check


def _life_dates(value: Any, pointer: str, species: SpeciesConfig | None, context: Context) -> Any:
    return check_life_dates(value, pointer, context)


SIGHTING_FIELDS: Mapping[str, FieldCheck] = {
    "time": _time,
    "location": _location,
    "region": _region,
    "verbatim_locality": _text("The description of the place", MAX_LINE),
    "comments": _text("Comments"),
    "survey": _of_any_species(check_survey),
}
ENCOUNTER_FIELDS: Mapping[str, FieldCheck] = {
    "time": _time,
    "location": _location,
    "sex": _term("Sex", "sexes"),
    "life_stage": _term("Life stage", "life_stages"),
    "living_status": _term("Living status", "living_statuses"),
    "behaviour": _text("Behaviour", empty=None),
    "comments": _text("Comments"),
    "measurements": _of_any_species(check_measurements),
    "samples": check_samples,
    "keywords": _of_any_species(check_keywords),
    "people": _of_any_species(check_people),
    "media": _of_any_species(check_media),
    "animal": check_animal,
}
INDIVIDUAL_FIELDS: Mapping[str, FieldCheck] = {
    "names": _of_any_species(check_names),
    "sex": _term("Sex", "sexes"),
    "living_status": _term("Living status", "living_statuses"),
    "life_dates": _life_dates,
    "comments": _text("Comments"),
    "social_units": _of_any_species(check_social_units),
    "satellite_tags": _of_any_species(check_satellite_tags),
}


def check_fields(
    document: Mapping[str, Any],
    pointer: str,
    fields: Mapping[str, FieldCheck],
    species: SpeciesConfig | None,
    context: Context,
) -> dict[str, Any]:
    """Every one of ``fields`` as it is stored; what is not in the document counts as not given."""
    return {
        name: check(document.get(name), f"{pointer}/{name}", species, context)
        for name, check in fields.items()
    }
