"""What does a form need to know to ask for everything that is recorded about a species?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from edm.species.config import SpeciesConfig
from edm.species.custom_field import CustomField, Level, Term


def summarise_species(config: SpeciesConfig) -> dict[str, Any]:
    """The species in a list: its id and its names."""
    return {
        "id": config.id,
        "version": config.version,
        "scientific_name": config.scientific_name,
        "common_names": _lists(config.common_names),
    }


def describe_species(config: SpeciesConfig) -> dict[str, Any]:
    """The whole species as JSON: names, vocabularies, viewpoints, custom fields, how it is identified."""
    return {
        **summarise_species(config),
        "genus": config.genus,
        "specific_epithet": config.specific_epithet,
        "gbif_id": config.gbif_id,
        "itis_id": config.itis_id,
        "synonyms": list(config.synonyms),
        "subspecies": [
            {"scientific_name": part.scientific_name, "common_names": _lists(part.common_names)}
            for part in config.subspecies
        ],
        "sexes": _terms(config.sexes),
        "life_stages": _terms(config.life_stages),
        "living_statuses": _terms(config.living_statuses),
        "viewpoints": {
            "values": _terms(config.viewpoints.terms),
            "matches": _lists(config.viewpoints.matches),
            "sides_differ": config.viewpoints.sides_differ,
        },
        "detection": {
            "detector": config.detection.detector,
            "classes": list(config.detection.classes),
            "this_species": list(config.detection.this_species),
        },
        "identification": [
            {"algorithm": algorithm.name, "parameters": dict(algorithm.parameters)}
            for algorithm in config.algorithms
        ],
        "coarsen_degrees": config.coarsen_degrees,
        "name_pattern": config.name_pattern,
        "custom_fields": {
            str(level): [describe_field(field) for field in config.fields(level).values()]
            for level in Level
        },
    }


def describe_field(field: CustomField) -> dict[str, Any]:
    """One custom field as JSON, in the words of the species file."""
    return {
        "name": field.name,
        "label": dict(field.labels) or {"en": field.label()},
        "type": str(field.type),
        "required": field.required,
        "default": field.default,
        "unit": field.unit,
        "min": field.min,
        "max": field.max,
        "pattern": field.pattern,
        "choices": _terms(field.choices),
        "multiple": field.multiple,
        "help": dict(field.help),
        "group": field.group,
        "darwin_core": field.darwin_core,
        "personal": field.personal,
    }


def _terms(terms: Iterable[Term]) -> list[dict[str, Any]]:
    return [
        {"value": term.value, "label": dict(term.labels) or {"en": term.label()}} for term in terms
    ]


def _lists(names: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {key: list(values) for key, values in names.items()}
