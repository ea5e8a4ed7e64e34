"""How does a species file become a :class:`SpeciesConfig`, and what may be wrong with it?"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from edm.species.config import Algorithm, Detection, SpeciesConfig, Subspecies, Viewpoints
from edm.species.config_fault import ConfigFault
from edm.species.custom_field import CustomField, Level
from edm.species.located import Located
from edm.species.read_fields import read_fields
from edm.species.reader import Reader
from edm.species.terms import read_names, read_terms

KEYS = (
    "extends", "scientific_name", "common_names", "taxon_ids", "synonyms", "subspecies", "sexes",
    "life_stages", "living_statuses", "viewpoints", "detection", "identification",
    "public_coordinates", "name_pattern", "custom_fields",
)  # fmt: skip
# Ten degrees is over a thousand kilometres: coarser than that, a map shows nothing.
MAX_COARSEN_DEGREES = 10.0
DEFAULT_DETECTOR = "default"  # whichever ACM has installed

_scientific_name = re.compile(r"[A-Z][a-z-]+( [a-z-]+){1,2}")
_name_pattern = re.compile(r"[^#\s]{0,20}#{1,9}[^#\s]{0,20}")


def read_species(
    species: str, document: Located, file: str
) -> tuple[SpeciesConfig | None, list[ConfigFault]]:
    """The species that a document (already laid over what it builds on) describes, and every fault of it.

    The config is ``None`` whenever there is a fault: half a species is worse than its last good version.
    """
    faults: list[ConfigFault] = []
    reader = Reader(document, faults, file)
    if not reader.mapping(KEYS):
        reader.fault("wrong_value", "The file must hold keys and values.")
        return None, faults
    scientific_name = _read_scientific_name(reader.at("scientific_name"))
    viewpoints = _read_viewpoints(reader.at("viewpoints"))
    taxon_ids = reader.at("taxon_ids")
    taxon_ids.mapping(("gbif", "itis"))
    config = SpeciesConfig(
        id=species,
        version=fingerprint(document.data),
        scientific_name=scientific_name or "",
        common_names=read_names(reader.at("common_names")),
        gbif_id=taxon_ids.at("gbif").whole_number(),
        itis_id=taxon_ids.at("itis").whole_number(),
        synonyms=reader.at("synonyms").texts(),
        subspecies=_read_subspecies(reader.at("subspecies")),
        sexes=_required_terms(reader, "sexes"),
        life_stages=_required_terms(reader, "life_stages"),
        living_statuses=_required_terms(reader, "living_statuses"),
        viewpoints=viewpoints,
        detection=_read_detection(reader.at("detection")),
        algorithms=_read_algorithms(reader.at("identification")),
        coarsen_degrees=_read_coarsening(reader.at("public_coordinates")),
        name_pattern=_read_name_pattern(reader.at("name_pattern")),
        custom_fields=_read_custom_fields(reader.at("custom_fields")),
    )
    return (None if faults else config), faults


def fingerprint(data: Any) -> str:
    """A short text that changes whenever the data does."""
    # Not sorted: the order of the fields is the order of the form.
    canonical = json.dumps(data, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def _read_scientific_name(reader: Reader) -> str | None:
    name = reader.text(required=True)
    if name is not None and not _scientific_name.fullmatch(name):
        reader.fault("wrong_value", f"'{name}' is not a scientific name like 'Equus quagga'.")
    return name


def _required_terms(reader: Reader, key: str) -> Any:
    terms = read_terms(reader.at(key))
    if not reader.at(key).value:
        reader.at(key).fault("missing", f"'{key}' needs at least one value.")
    return terms


def _read_subspecies(reader: Reader) -> tuple[Subspecies, ...]:
    found = []
    for member in reader.members():
        if member.mapping(("scientific_name", "common_names")):
            name = _read_scientific_name(member.at("scientific_name"))
            found.append(Subspecies(name or "", read_names(member.at("common_names"))))
    return tuple(found)


def _read_viewpoints(reader: Reader) -> Viewpoints:
    reader.mapping(("values", "matches", "sides_differ"))
    terms = _required_terms(reader, "values")
    known = {term.value for term in terms}
    matches: dict[str, tuple[str, ...]] = {}
    for viewpoint, member in reader.at("matches").items():
        matches[viewpoint] = member.texts()
        for name in (viewpoint, *matches[viewpoint]):
            if name not in known:
                member.fault("wrong_value", f"'{name}' is not one of the viewpoints of 'values'.")
    sides_differ = reader.at("sides_differ").flag(default=True)
    if sides_differ and "right" in matches.get("left", ()):
        reader.at("matches").fault(
            "wrong_value", "Left cannot be matched with right while 'sides_differ' is true."
        )
    return Viewpoints(terms, MappingProxyType(_both_ways(matches)), sides_differ)


def _both_ways(matches: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Comparing is symmetric: what A matches, matches A; and each matches itself."""
    both: dict[str, dict[str, None]] = {viewpoint: {viewpoint: None} for viewpoint in matches}
    for viewpoint, others in matches.items():
        for other in others:
            both[viewpoint][other] = None
            both.setdefault(other, {other: None})[viewpoint] = None
    return {viewpoint: tuple(others) for viewpoint, others in both.items()}


def _read_detection(reader: Reader) -> Detection:
    reader.mapping(("detector", "classes", "this_species"))
    classes = reader.at("classes").texts()
    this_species = reader.at("this_species").texts()
    for index, name in enumerate(this_species):
        if name not in classes:
            reader.at("this_species").at(index).fault(
                "wrong_value", f"'{name}' is not one of the detection classes of 'classes'."
            )
    return Detection(reader.at("detector").text() or DEFAULT_DETECTOR, classes, this_species)


def _read_algorithms(reader: Reader) -> tuple[Algorithm, ...]:
    algorithms = []
    for member in reader.members():
        if member.mapping(("algorithm", "parameters")):
            name = member.at("algorithm").text(required=True)
            parameters = dict(member.at("parameters").items())
            values = {key: value.value for key, value in parameters.items()}
            algorithms.append(Algorithm(name or "", MappingProxyType(values)))
    return tuple(algorithms)


def _read_coarsening(reader: Reader) -> float:
    reader.mapping(("coarsen_degrees",))
    degrees = reader.at("coarsen_degrees")
    number = degrees.number()
    if number is None or not 0 < number <= MAX_COARSEN_DEGREES:
        degrees.fault(
            "wrong_value", f"'coarsen_degrees' must lie between 0 and {MAX_COARSEN_DEGREES:g}."
        )
        return MAX_COARSEN_DEGREES
    return float(number)


def _read_name_pattern(reader: Reader) -> str | None:
    pattern = reader.text()
    if pattern is not None and not _name_pattern.fullmatch(pattern):
        reader.fault(
            "wrong_value", f"'{pattern}' needs one run of '#' for the number, as in 'ZIM-###'."
        )
    return pattern


def _read_custom_fields(reader: Reader) -> Mapping[Level, Mapping[str, CustomField]]:
    reader.mapping([str(level) for level in Level])
    return MappingProxyType({level: read_fields(reader.at(str(level)), level) for level in Level})
