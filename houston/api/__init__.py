"""The public API, one file a noun. To add one: write its `Noun` and list it here."""

from __future__ import annotations

from houston.api import bulk_imports_downloads as bulk_imports_downloads
from houston.api import bulk_imports_folders as bulk_imports_folders
from houston.api import bulk_imports_records as bulk_imports_records
from houston.api import bulk_imports_rows as bulk_imports_rows
from houston.api import individuals_merge as individuals_merge
from houston.api.annotations import annotation_noun
from houston.api.assets import assets
from houston.api.audit import audit
from houston.api.auth import auth
from houston.api.bulk_imports import bulk_imports
from houston.api.collaborations import collaborations
from houston.api.curations import curations
from houston.api.encounters import encounters
from houston.api.identifications import identifications
from houston.api.individuals import individuals
from houston.api.jobs import jobs
from houston.api.permissions import permissions
from houston.api.projects import projects
from houston.api.regions import regions
from houston.api.sightings import sightings
from houston.api.species import species
from houston.api.statistics import statistics
from houston.api.submissions import submissions
from houston.api.uploads import uploads
from houston.api.users import users
from service_kit.web import Noun

NOUNS: list[Noun] = [
    auth,
    users,
    projects,
    collaborations,
    audit,
    uploads,
    submissions,
    bulk_imports,
    assets,
    annotation_noun,
    identifications,
    curations,
    jobs,
    sightings,
    encounters,
    individuals,
    species,
    regions,
    statistics,
    permissions,
]
