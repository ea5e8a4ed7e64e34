"""What can a column of a sheet mean, and where does each thing live in the metadata document?

A *place* says where a value goes. Targets with one place are synonyms of one another.

=====================  ==========================================================================
``time.PART``          ``time`` of the sighting, and of the encounter where its rows differ
``location.PART``      ``location``, likewise
``species.PART``       ``species``, likewise
``sighting.KEY``       the sighting; ``sighting.custom_fields.NAME`` its custom fields
``survey.KEY``         ``survey`` of the sighting
``encounter.KEY``      the encounter; ``encounter.custom_fields.NAME`` its custom fields
``sample.#.KEY``       a block of ``samples`` of the encounter; ``sample.#.sex.KEY`` an analysis in it
``measurement.N.KEY``  ``measurements`` of the encounter, N its name
``keyword.#``          ``keywords`` of the encounter
``people.ROLE.#.KEY``  ``people`` of the encounter
``media.#.KEY``        ``assets`` and ``media`` of the encounter
``animal.KEY``         ``individual_name`` and ``animal`` of the encounter; ``animal.social_units.#.KEY`` what repeats
``gateway.…``          nowhere in a record: the gateway reads it, the encounter keeps it as ``verbatim``
=====================  ==========================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from edm.sheets.target import Kind, Role, Target
from edm.species.catalogue import SpeciesCatalogue
from edm.species.custom_field import FieldType, Level

LEVEL_OF_PLACE = {
    "sighting": "sighting",
    "survey": "sighting",
    "animal": "individual",
    "media": "asset",
}
# What the heading of a custom field begins with.
LEVEL_PREFIXES: Mapping[Level, str] = MappingProxyType(
    {
        Level.SIGHTING: "Sighting.",
        Level.ENCOUNTER: "Encounter.",
        Level.INDIVIDUAL: "MarkedIndividual.",
    }
)
# The place of a custom field, by level.
CUSTOM_PLACES: Mapping[Level, str] = MappingProxyType(
    {
        Level.SIGHTING: "sighting.custom_fields.",
        Level.ENCOUNTER: "encounter.custom_fields.",
        Level.INDIVIDUAL: "animal.custom_fields.",
    }
)

_number = re.compile(r"(?<=[A-Za-z])\d+(?=\.|$)")


def _both(ending: str, kind: Kind, place: str, label: str, group: str) -> Iterator[Target]:
    """A thing that the format knows of the encounter and of the sighting, and means the same by both."""
    yield _target(f"Encounter.{ending}", kind, place, label, group)
    yield _target(f"Sighting.{ending}", kind, place, label, group)


def _target(
    name: str,
    kind: Kind,
    place: str,
    label: str,
    group: str,
    role: Role = Role.DATA,
    description: str = "",
) -> Target:
    level = LEVEL_OF_PLACE.get(place.split(".")[0])
    if level is None:
        level = "sighting" if name.startswith("Sighting.") else "encounter"
    return Target(name, kind, place, label, group, level, role, description)


def _time() -> Iterator[Target]:
    group = "Time"
    for ending, part in (
        ("year", "year"), ("month", "month"), ("day", "day"), ("hour", "hour"),
        ("minutes", "minute"), ("seconds", "second"),
    ):  # fmt: skip
        yield from _both(ending, Kind.INTEGER, f"time.{part}", part.capitalize(), group)
    yield from _both(
        "dateInMilliseconds", Kind.EPOCH, "time.epoch", "Milliseconds since 1970", group
    )
    yield _target("Sighting.millis", Kind.EPOCH, "time.epoch", "Milliseconds since 1970", group)
    yield from _both("date", Kind.DATE, "time.date", "Date, or date and time", group)
    yield from _both("time", Kind.CLOCK, "time.clock", "Time of day", group)
    yield from _both("utcOffset", Kind.OFFSET, "time.utc_offset", "Offset from UTC", group)
    yield from _both("timeZone", Kind.ZONE, "time.zone", "Time zone", group)
    yield _target(
        "Encounter.timeSpecificity", Kind.PRECISION, "time.precision", "Precision of the time", group
    )  # fmt: skip


def _place() -> Iterator[Target]:
    group = "Place"
    for name, label in (("latitude", "Latitude"), ("longitude", "Longitude")):
        kind = Kind(name)
        yield from _both(f"decimal{label}", kind, f"location.{name}", label, group)
        yield _target(f"Encounter.{name}", kind, f"location.{name}", label, group)
    yield _target(
        "Encounter.coordinates", Kind.POINT, "location.point", "Latitude and longitude", group
    )
    yield from _both(
        "coordinateUncertaintyInMeters", Kind.METRES, "location.uncertainty_metres",
        "Uncertainty of the place in metres", group,
    )  # fmt: skip
    yield _target("Encounter.locationID", Kind.REGION, "sighting.region", "Region", group)
    yield _target(
        "Encounter.verbatimLocality", Kind.LINE, "sighting.verbatim_locality", "Place in words", group
    )  # fmt: skip
    yield _custom("Encounter.country", "encounter", "country", "Country", group)
    yield _custom("Encounter.elevation", "encounter", "elevation", "Elevation", group)
    yield _custom("Encounter.depth", "encounter", "water_depth", "Water depth", group)


def _repeated(name: str, kind: Kind, place: str, label: str, group: str) -> Iterator[Target]:
    """What the format has room for once, and what is more in numbered columns: ``TissueSample1.sampleID``."""
    noun, _, ending = name.partition(".")
    yield _target(name, kind, place.replace("#", "0"), label, group)
    yield _target(f"{noun}#.{ending}", kind, place, label, group)


def _custom(name: str, level: str, field: str, label: str, group: str) -> Target:
    """An official column that is kept as a custom field which the species files describe."""
    return _target(name, Kind.CUSTOM, f"{level}.custom_fields.{field}", label, group)


def _species() -> Iterator[Target]:
    group = "Species"
    yield _target("Encounter.genus", Kind.SPECIES, "species.genus", "Genus", group)
    yield _target("Encounter.specificEpithet", Kind.SPECIES, "species.epithet", "Epithet", group)
    yield _target(
        "Encounter.taxonomy", Kind.SPECIES, "species.scientific", "Scientific name", group
    )
    yield _target(
        "Sighting.taxonomy#", Kind.SPECIES, "species.scientific", "Scientific name", group
    )
    yield _target(
        "Taxonomy.scientificName", Kind.SPECIES, "species.scientific", "Scientific name", group
    )
    yield _target("Taxonomy.commonName", Kind.SPECIES, "species.common", "Common name", group)  # fmt: skip


def _encounter() -> Iterator[Target]:
    group = "Encounter"
    yield _target("Encounter.id", Kind.UUID, "encounter.id", "Id of the encounter", group)
    yield _target("Encounter.catalogNumber", Kind.CATALOGUE, "encounter.id", "Id of the encounter", group)  # fmt: skip
    yield _target("Encounter.state", Kind.CHOICE, "encounter.state", "State", group)
    yield _target("Encounter.sex", Kind.CHOICE, "encounter.sex", "Sex", "Animal")
    yield _target(
        "Encounter.lifeStage", Kind.CHOICE, "encounter.life_stage", "Life stage", "Animal"
    )
    yield _target(
        "Encounter.livingStatus", Kind.CHOICE, "encounter.living_status", "Living status", "Animal"
    )
    yield _target("Encounter.behavior", Kind.TEXT, "encounter.behaviour", "Behaviour", "Animal")
    yield _target("Encounter.researcherComments", Kind.TEXT, "encounter.comments", "Comments", group)  # fmt: skip
    for ending, field, label, at in (
        ("sightingRemarks", "sighting_remarks", "Remarks on the sighting", group),
        ("identificationRemarks", "identification_remarks", "Remarks on the identification", "Identity"),
        ("alternateID", "alternate_id", "Number in another catalogue", "Identity"),
        ("otherCatalogNumbers", "other_catalog_numbers", "Other catalogue numbers", "Identity"),
        ("patterningCode", "patterning_code", "Pattern code", "Identity"),
        ("distinguishingScar", "distinguishing_marks", "Distinguishing marks", "Animal"),
        ("groupRole", "group_role", "Role in the group", "Animal"),
        ("submitterName", "submitter_name", "Name of the submitter", "People"),
        ("submitterOrganization", "submitter_organization", "Organisation of the submitter", "People"),
    ):  # fmt: skip
        yield _custom(f"Encounter.{ending}", "encounter", field, label, at)
    yield _target("Encounter.keyword#", Kind.KEYWORD, "keyword.#", "Keyword", "Pictures")
    yield _target("Encounter.measurement#", Kind.MEASUREMENT, "measurement.measurement#.value", "Measurement", "Measurements")  # fmt: skip
    for role, word in (
        ("submitter", "submitter"), ("photographer", "photographer"), ("informOther", "person to inform"),
    ):  # fmt: skip
        known = "informed" if role == "informOther" else role
        for ending, key, kind, what in (
            ("emailAddress", "email", Kind.EMAIL, "E-mail address"),
            ("fullName", "name", Kind.LINE, "Name"),
            ("affiliation", "affiliation", Kind.LINE, "Affiliation"),
        ):
            yield _target(f"Encounter.{role}#.{ending}", kind, f"people.{known}.#.{key}", f"{what} of the {word}", "People")  # fmt: skip


def _sighting() -> Iterator[Target]:
    yield from _both("sightingID", Kind.LINE, "sighting.id", "Name of the sighting", "Sighting")
    yield _target("Sighting.comments", Kind.TEXT, "sighting.comments", "Comments", "Sighting")
    for group, columns in _SIGHTING_FIELDS.items():
        for ending, field, label in columns:
            yield _custom(f"Sighting.{ending}", "sighting", field, label, group)
    for name, key, label in (
        ("Survey.id", "id", "Code of the survey"),
        ("Sighting.fieldSurveyCode", "id", "Code of the survey"),
        ("Survey.type", "type", "Kind of survey"),
        ("Survey.vessel", "vessel", "Vessel"),
        ("SurveyTrack.vesselID", "vessel", "Vessel"),
    ):
        yield _target(name, Kind.LINE, f"survey.{key}", label, "Survey")
    yield _target("Survey.comments", Kind.TEXT, "survey.comments", "Comments on the survey", "Survey")  # fmt: skip


_SIGHTING_FIELDS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "Group": (
        ("groupSize", "group_size", "Group size"),
        ("individualCount", "individual_count", "Individuals counted"),
        ("minGroupSizeEstimate", "min_group_size_estimate", "Group size, least estimate"),
        ("bestGroupSizeEstimate", "best_group_size_estimate", "Group size, best estimate"),
        ("maxGroupSizeEstimate", "max_group_size_estimate", "Group size, greatest estimate"),
        ("numAdults", "num_adults", "Adults"),
        ("numAdultMales", "num_adult_males", "Adult males"),
        ("numAdultFemales", "num_adult_females", "Adult females"),
        ("numSubAdults", "num_sub_adults", "Subadults"),
        ("numSubMales", "num_sub_males", "Subadult males"),
        ("numSubFemales", "num_sub_females", "Subadult females"),
        ("numJuveniles", "num_juveniles", "Juveniles"),
        ("numCalves", "num_calves", "Calves"),
        ("groupComposition", "group_composition", "Group composition"),
        ("groupBehavior", "group_behavior", "Group behaviour"),
    ),
    "Observation": (
        ("initialCue", "initial_cue", "Initial cue"),
        ("observer", "observers", "Observers"),
        ("distance", "distance", "Distance to the animals"),
        ("bearing", "bearing", "Bearing"),
        ("humanActivityNearby", "human_activity_nearby", "Human activity nearby"),
        ("visibilityIndex", "visibility_index", "Visibility index"),
    ),
    "Surroundings": (
        ("seaState", "sea_state", "Sea state"),
        ("seaSurfaceTemp", "sea_surface_temperature", "Sea surface temperature"),
        ("seaSurfaceTemperature", "sea_surface_temperature", "Sea surface temperature"),
        ("swellHeight", "swell_height", "Height of the swell"),
        ("terrain", "terrain", "Terrain"),
        ("vegetation", "vegetation", "Vegetation"),
    ),
    "Survey": (
        ("effortCode", "effort_code", "Effort code"),
        ("fieldStudySite", "field_study_site", "Field study site"),
        ("transectName", "transect_name", "Transect"),
        ("transectBearing", "transect_bearing", "Bearing of the transect"),
        ("monitoringZone", "monitoring_zone", "Monitoring zone"),
        ("wp", "wp", "Waypoint"),
    ),
}


def _animal() -> Iterator[Target]:
    group = "Identity"
    for prefix in ("Encounter", "MarkedIndividual"):
        yield _target(f"{prefix}.individualID", Kind.NAME, "animal.id", "Individual", group)
    yield _target("MarkedIndividual.name", Kind.NAME, "animal.name", "Name", group)
    for name in ("nickname", "nickName"):
        yield _target(f"MarkedIndividual.{name}", Kind.NAME, "animal.nickname", "Nickname", group)
    yield _target("MarkedIndividual.name#.label", Kind.LINE, "animal.names.#.context", "Catalogue of the name", group)  # fmt: skip
    yield _target("MarkedIndividual.name#.value", Kind.NAME, "animal.names.#.value", "Name in a catalogue", group)  # fmt: skip
    for name, place, label in (
        ("SocialUnit.socialUnitName", "animal.social_units.#.name", "Social unit"),
        ("Membership.role", "animal.social_units.#.role", "Role in the social unit"),
        ("SatelliteTag.serialNumber", "animal.satellite_tags.#", "Satellite tag"),
    ):
        yield from _repeated(name, Kind.LINE, place, label, group)


def _samples() -> Iterator[Target]:
    group = "Sample"
    for name, kind, place, label in (
        ("TissueSample.sampleID", Kind.LINE, "sample.#.id", "Number of the sample"),
        ("TissueSample.tissueType", Kind.LINE, "sample.#.tissue_type", "Kind of tissue"),
        ("SexAnalysis.analysisID", Kind.LINE, "sample.#.sex.id", "Analysis of the sex"),
        ("SexAnalysis.processingLabTaskID", Kind.LINE, "sample.#.sex.task_id", "Task of the laboratory (sex)"),
        ("SexAnalysis.sex", Kind.CHOICE, "sample.#.sex.value", "Sex by analysis"),
        ("MitochondrialDNAAnalysis.analysisID", Kind.LINE, "sample.#.haplotype.id", "Analysis of the haplotype"),
        ("MitochondrialDNAAnalysis.processingLabTaskID", Kind.LINE, "sample.#.haplotype.task_id", "Task of the laboratory (haplotype)"),
        ("MitochondrialDNAAnalysis.haplotype", Kind.LINE, "sample.#.haplotype.value", "Haplotype"),
        ("MicrosatelliteMarkersAnalysis.analysisID", Kind.LINE, "sample.#.microsatellites.id", "Microsatellite analysis"),
        ("MicrosatelliteMarkersAnalysis.processingLabTaskID", Kind.LINE, "sample.#.microsatellites.task_id", "Task of the laboratory (microsatellites)"),
        ("MicrosatelliteMarkersAnalysis.alleleNames", Kind.LOCI, "sample.#.microsatellites.loci", "Loci"),
    ):  # fmt: skip
        yield from _repeated(name, kind, place, label, group)
    yield _target("MicrosatelliteMarkersAnalysis.alleles#", Kind.ALLELES, "sample.0.microsatellites.alleles.#", "Alleles", group)  # fmt: skip


def _pictures() -> Iterator[Target]:
    group = "Pictures"
    yield _target("Encounter.mediaAsset#", Kind.FILE, "media.#.asset", "Picture", group, Role.FILE)
    yield _target("Encounter.mediaAssets", Kind.FILES, "media.list", "Pictures, several in a cell", group, Role.FILE)  # fmt: skip
    yield _target("Encounter.mediaAsset#.keywords", Kind.KEYWORDS, "media.#.keywords", "Keywords of the picture", group)  # fmt: skip
    for name in ("Encounter.mediaAsset#.quality", "Encounter.quality#"):
        yield _target(name, Kind.NUMBER, "media.#.quality", "Quality of the picture", group)


def _gateway() -> Iterator[Target]:
    project = (
        ("Encounter.project", "gateway.project.name", "Project", Role.PROJECT),
        ("Encounter.project#.projectIdPrefix", "gateway.project.#.prefix", "Project, by its prefix", Role.PROJECT),
        ("Encounter.project#.researchProjectName", "gateway.project.#.name", "Project, by its name", Role.PROJECT),
        ("Encounter.project#.ownerUsername", "gateway.project.#.owner", "Owner of the project", Role.USER),
        ("Encounter.submitterID", "gateway.user", "User who owns the encounter", Role.USER),
    )  # fmt: skip
    for name, place, label, role in project:
        kind = Kind.PROJECT if role is Role.PROJECT else Kind.USER
        yield _target(name, kind, place, label, "Projects and users", role)


OFFICIAL: Mapping[str, Target] = MappingProxyType(
    {
        target.name: target
        for part in (
            _encounter, _species, _time, _place, _sighting, _animal, _samples, _pictures, _gateway,
        )
        for target in part()
    }
)  # fmt: skip
"""The official columns, by name with ``#``, in the order in which they are offered and exported."""


def custom_targets(catalogue: SpeciesCatalogue) -> dict[str, Target]:
    """A target for each custom field of any species that no official column stands for already."""
    taken = {target.place for target in OFFICIAL.values()}
    found: dict[str, Target] = {}
    for config in catalogue:
        for field in config.all_fields():
            name = f"{LEVEL_PREFIXES[field.level]}{field.name}"
            place = f"{CUSTOM_PLACES[field.level]}{field.name}"
            if place in taken or name in OFFICIAL or name in found:
                continue
            kind = Kind.MEASUREMENT if field.type is FieldType.MEASUREMENT else Kind.CUSTOM
            level = str(field.level)
            found[name] = Target(
                name, kind, place, field.label(), field.group or "Other", level,
                description=field.help.get("en", ""), field=field,
            )  # fmt: skip
    return found


def generic(name: str) -> str:
    """A concrete name with ``#`` for its number: ``Encounter.mediaAsset0`` → ``Encounter.mediaAsset#``."""
    return _number.sub("#", name, count=1)
