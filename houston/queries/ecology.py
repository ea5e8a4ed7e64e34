"""What does EDM know about these encounters and species, as far as a workflow needs it?"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from houston.house import House
from service_kit.client import Answer, RemoteProblem
from service_kit.errors import Invalid
from service_kit.portions import portions
from service_kit.scope import SYSTEM_SCOPE, Scope

IDS_AT_ONCE = 5_000  # of one question; EDM takes up to 10,000 values in a list


@dataclass(frozen=True, slots=True)
class EncounterFacts:
    """Of whom, of which species, and where it belongs."""

    id: uuid.UUID
    individual: uuid.UUID | None
    species: str | None
    sighting: uuid.UUID


@dataclass(frozen=True, slots=True)
class SpeciesFacts:
    """How a species is found and told apart. What its file leaves out has the usual value."""

    detector: str = "default"
    classes: tuple[str, ...] = ()
    own_classes: frozenset[str] = frozenset()
    """The detector's classes that mean this species."""
    algorithms: tuple[dict[str, Any], ...] = ({"name": "hotspotter", "parameters": {}},)
    sides_differ: bool = False
    comparable: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Which viewpoints a viewpoint can be compared with, itself among them."""


def find_candidates(
    house: House, scope: Scope, actor: str | None, tree: Mapping[str, Any]
) -> list[EncounterFacts]:
    """All encounters that meet the filter tree within the scope."""
    answer = house.edm.call(
        "POST",
        "/edm/v1/encounters/candidates",
        scope=scope,
        actor=actor,
        json={"filter": tree},
    )
    return [_facts(each) for each in answer["encounters"]]


def facts_of(
    house: House, ids: Iterable[uuid.UUID], scope: Scope = SYSTEM_SCOPE
) -> dict[uuid.UUID, EncounterFacts]:
    """What EDM knows of those of the encounters that are there within the scope, by id."""
    wanted = sorted(map(str, set(ids)))
    found = {}
    for some in portions(wanted, IDS_AT_ONCE):
        tree = {"field": "id", "op": "in", "value": some}
        for facts in find_candidates(house, scope, None, tree):
            found[facts.id] = facts
    return found


def encounters_of(house: House, individuals: Iterable[uuid.UUID]) -> list[EncounterFacts]:
    """All encounters of these individuals, whoever may see them."""
    found = []
    for some in portions(sorted(map(str, individuals)), IDS_AT_ONCE):
        tree = {"field": "individual", "op": "in", "value": some}
        found += find_candidates(house, SYSTEM_SCOPE, None, tree)
    return found


def individuals_of(
    house: House, ids: Collection[uuid.UUID], scope: Scope
) -> dict[uuid.UUID, dict[str, Any]]:
    """`{id, name}` of those of the individuals that are readable within the scope, by id."""
    found: dict[uuid.UUID, dict[str, Any]] = {}
    wanted = sorted(map(str, ids))
    for some in portions(wanted, INDIVIDUALS_AT_ONCE):
        answer = house.edm.call(
            "POST",
            "/edm/v1/individuals/search",
            scope=scope,
            json={"filter": {"field": "id", "op": "in", "value": some}, "limit": len(some)},
        )
        for each in answer["items"]:
            found[uuid.UUID(each["id"])] = {"id": each["id"], "name": each.get("name")}
    return found


INDIVIDUALS_AT_ONCE = 200  # the largest page that a service hands out


def species_facts(house: House, species: str | None) -> SpeciesFacts:
    """How the species is worked on; the usual way for one that is not configured (any more)."""
    if species is None:
        return SpeciesFacts()
    answer = _ask_about(house, species)
    return SpeciesFacts() if answer.status == 404 else _species_facts(answer.json())


def species_named(house: House, name: str, pointer: str) -> tuple[str, SpeciesFacts]:
    """The id of the species of this id or name, and how it is worked on.

    Raises `Invalid` at the pointer where there is none, with those that are most like it.
    """
    answer = _ask_about(house, name)
    if answer.status == 404:
        refusal = RemoteProblem(answer.status, answer.json())
        faults = [replace(each, pointer=pointer) for each in refusal.errors]
        raise Invalid(refusal.detail, code=faults[0].code, errors=faults)
    document = answer.json()
    return document["id"], _species_facts(document)


def _ask_about(house: House, species: str) -> Answer:
    path = f"/edm/v1/species/{quote(species, safe='')}"
    return house.edm.send("GET", path, scope=SYSTEM_SCOPE)


def _species_facts(document: Mapping[str, Any]) -> SpeciesFacts:
    detection, viewpoints = document["detection"], document["viewpoints"]
    algorithms = tuple(
        {"name": each["algorithm"], "parameters": each["parameters"]}
        for each in document["identification"]
    )
    return SpeciesFacts(
        detector=detection["detector"],
        classes=tuple(detection["classes"]),
        own_classes=frozenset(detection["this_species"]),
        algorithms=algorithms or SpeciesFacts().algorithms,
        sides_differ=viewpoints["sides_differ"],
        comparable=_mutual(viewpoints["matches"]),
    )


def _facts(document: Mapping[str, Any]) -> EncounterFacts:
    individual = document["individual"]
    return EncounterFacts(
        id=uuid.UUID(document["id"]),
        individual=uuid.UUID(individual) if individual else None,
        species=document["species"],
        sighting=uuid.UUID(document["sighting"]),
    )


def _mutual(matches: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for viewpoint, others in matches.items():
        for other in (viewpoint, *others):
            found.setdefault(viewpoint, {viewpoint}).add(other)
            found.setdefault(other, {other}).add(viewpoint)
    return {viewpoint: frozenset(others) for viewpoint, others in found.items()}
