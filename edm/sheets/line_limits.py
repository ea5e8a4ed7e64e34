"""How long may a line be, by its place, and what do sentences call it? The same as where the form checks it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from edm.validation.individual_fields import MAX_CONTEXT
from edm.validation.measurements import MAX_PROTOCOL, MAX_UNIT
from edm.validation.people import MAX_AFFILIATION, MAX_PERSON_NAME
from edm.validation.samples import KINDS, MAX_CODE
from edm.validation.social_units import MAX_ROLE, MAX_SERIAL_NUMBER, MAX_UNIT_NAME
from edm.validation.survey import MAX_SURVEY_LINE
from edm.values.basics import MAX_LINE

LINES: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "sighting.verbatim_locality": ("The description of the place", MAX_LINE),
        "survey.id": ("The number of the survey", MAX_SURVEY_LINE),
        "survey.type": ("The kind of survey", MAX_SURVEY_LINE),
        "survey.vessel": ("The vessel", MAX_SURVEY_LINE),
        "measurement.*.unit": ("The unit", MAX_UNIT),
        "sample.id": ("The number of the sample", MAX_CODE),
        "sample.tissue_type": ("The tissue", MAX_CODE),
        **{
            f"sample.{kind}.{key}": (subject, MAX_CODE)
            for kind in KINDS
            for key, subject in (
                ("id", "The analysis number"),
                ("task_id", "The laboratory's number"),
                ("value", "The result of the analysis"),
            )
        },
        "animal.social_units.name": ("The name of the social unit", MAX_UNIT_NAME),
        "animal.social_units.role": ("The role in the social unit", MAX_ROLE),
        "animal.satellite_tags": ("The serial number of the satellite tag", MAX_SERIAL_NUMBER),
        "animal.names.context": ("The context of the name", MAX_CONTEXT),
        "measurement.*.sampling_protocol": ("The sampling protocol", MAX_PROTOCOL),
    }
)
PEOPLE: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "name": ("The name", MAX_PERSON_NAME),
        "affiliation": ("The affiliation", MAX_AFFILIATION),
    }
)

_number = re.compile(r"\.(?:#|\d+)")


def limit_of(place: str, label: str) -> tuple[str, int]:
    """What sentences call the line at this place, and its most characters."""
    if place.startswith("people."):
        return PEOPLE.get(place.rpartition(".")[2], (label, MAX_LINE))
    return LINES.get(_number.sub("", place), (label, MAX_LINE))
