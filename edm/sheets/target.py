"""What is a target: a thing of a record that a column of a sheet can be mapped to?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from edm.species.custom_field import CustomField


class Kind(StrEnum):
    """How the cells of a column are read."""

    LINE = "line"  # one line of text
    TEXT = "text"  # text of any length
    INTEGER = "integer"
    NUMBER = "number"
    UUID = "uuid"
    CATALOGUE = "catalogue_number"  # a UUID of ours, or what a museum calls it
    EPOCH = "epoch_ms"  # milliseconds since 1970, UTC
    DATE = "date"  # a whole date, with or without the time of day
    CLOCK = "clock"  # a time of day
    OFFSET = "utc_offset"
    ZONE = "time_zone"
    PRECISION = "precision"  # the finest part of the time that counts
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    METRES = "metres"  # how far off a place may be
    POINT = "point"  # latitude and longitude in one cell
    REGION = "region"
    CHOICE = "choice"  # a word of the species' vocabulary
    SPECIES = "species"  # a name of a species, or a part of one
    NAME = "name"  # of an animal
    EMAIL = "email"
    KEYWORD = "keyword"
    KEYWORDS = "underscore_list"  # keywords, parted by underscores
    LOCI = "loci"  # names of loci, parted by commas
    ALLELES = "alleles"  # one of each locus, parted by commas
    FILE = "file"
    FILES = "files"  # several file names in one cell
    PROJECT = "project"
    USER = "user"
    CUSTOM = "custom"  # as the species' custom field says
    MEASUREMENT = "measurement"


class Role(StrEnum):
    """Who makes something of the column's values."""

    DATA = "data"  # EDM
    FILE = "file"  # the gateway finds the picture
    PROJECT = "project"  # the gateway finds the project
    USER = "user"  # the gateway finds the user
    KEPT = "kept"  # unknown: kept word for word
    IGNORED = "ignored"  # says nothing about an animal


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that a column can mean. A ``#`` in ``name`` and ``place`` stands for 0, 1, 2 …"""

    name: str  # the official name of the column: "Encounter.mediaAsset#.keywords"
    kind: Kind
    place: str  # where the value lives; targets of one place are synonyms: see edm.sheets.targets
    label: str
    group: str  # heading under which it is offered
    level: str  # sighting, encounter, individual or asset
    role: Role = Role.DATA
    description: str = ""
    field: CustomField | None = None  # of a custom field: the first species' that has it

    @property
    def numbered(self) -> bool:
        """Whether there can be several, told apart by a number."""
        return "#" in self.name
