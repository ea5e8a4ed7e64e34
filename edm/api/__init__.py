"""EDM's API, one file a noun. To add one: write its `Noun` and list it here."""

from __future__ import annotations

from edm.api import catalogue as catalogue
from edm.api import identity as identity
from edm.api import lifecycle as lifecycle
from edm.api import regroup as regroup
from edm.api import sheet_rows as sheet_rows
from edm.api.configuration import regions, species, statistics
from edm.api.encounters import encounters
from edm.api.individuals import individuals
from edm.api.reports import validation
from edm.api.sheets import sheets
from edm.api.sightings import sightings
from edm.api.submissions import submissions
from service_kit.web import Noun

NOUNS: list[Noun] = [
    validation,
    sightings,
    encounters,
    individuals,
    submissions,
    sheets,
    species,
    regions,
    statistics,
]
