"""The targets as people choose among them."""

from __future__ import annotations

from typing import Any

from edm.sheets.target import Kind, Target
from edm.sheets.targets import OFFICIAL, custom_targets
from edm.species.catalogue import SpeciesCatalogue
from edm.species.config import SpeciesConfig
from edm.validation.encounter import REPORTED_STATES

_VOCABULARIES = {
    "encounter.sex": "sexes",
    "sample.sex.value": "sexes",
    "encounter.life_stage": "life_stages",
    "encounter.living_status": "living_statuses",
}


def describe_targets(catalogue: SpeciesCatalogue) -> list[dict[str, Any]]:
    """Every target there is, the official ones first."""
    targets = [*OFFICIAL.values(), *custom_targets(catalogue).values()]
    return [_described(target, catalogue) for target in targets]


def _described(target: Target, catalogue: SpeciesCatalogue) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "target": target.name,
        "label": target.label,
        "description": target.description,
        "level": target.level,
        "type": str(target.field.type) if target.field else str(target.kind),
        "role": str(target.role),
        "group": target.group,
        "numbered": target.numbered,
    }
    if target.field is not None:
        answer["labels"] = dict(target.field.labels)
        answer["descriptions"] = dict(target.field.help)
    choices = _choices(target, catalogue)
    if choices:
        answer["choices"] = choices
    return answer


def _choices(target: Target, catalogue: SpeciesCatalogue) -> list[str]:
    if target.field is not None:
        return [term.value for term in target.field.choices]
    if target.kind is Kind.SPECIES and target.place == "species.scientific":
        return [config.scientific_name for config in catalogue]
    if target.place == "encounter.state":
        return list(REPORTED_STATES)
    vocabulary = _VOCABULARIES.get(target.place)
    return list(dict.fromkeys(_words(catalogue, vocabulary))) if vocabulary else []


def _words(catalogue: SpeciesCatalogue, vocabulary: str) -> list[str]:
    return [term.value for config in catalogue for term in _terms(config, vocabulary)]


def _terms(config: SpeciesConfig, vocabulary: str) -> Any:
    return getattr(config, vocabulary)
