"""What is EDM told when a person decides who it is, and what when that is taken back?"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from houston.models import IdentificationDecision
from houston.models.identification import Review
from houston.queries.ecology import EncounterFacts
from service_kit.errors import Conflict, Fault, Invalid
from service_kit.identity import new_id

NAME_CONTEXT = "default"
"""The context of the name that an individual goes by."""
_OWN_NAME = "/names/0"
"""Where EDM finds the one name that a wish may bring."""


def identity_request(
    encounter: uuid.UUID,
    candidate: uuid.UUID | None,
    wanted: Mapping[str, Any],
    facts: Mapping[uuid.UUID, EncounterFacts],
) -> tuple[uuid.UUID, dict[str, Any]]:
    """The individual that it is, and what EDM is told.

    `candidate` is the encounter that it was matched with. One that has no individual yet gets the same
    new one. Raises `Invalid` when nobody can tell who is meant, and `Conflict` when an encounter is gone.
    """
    concerned = [encounter]
    individual = wanted["individual"]
    is_new = False
    if wanted["decision"] == Review.NEW_INDIVIDUAL:
        individual, is_new = new_id(), True
    elif individual is None:
        if candidate is None:
            raise _invalid(
                "/individual", "Say which individual or which candidate it was matched with."
            )
        if candidate == encounter:
            raise _invalid("/candidate", "This is the encounter itself.")
        individual = _facts(facts, candidate).individual
        if individual is None:
            individual, is_new = new_id(), True
            concerned.append(candidate)
    return individual, {
        "encounters": list(map(str, concerned)),
        "individual": str(individual),
        "known": not is_new,
        "names": _names(wanted["name"]),
        "expected": {str(each): _text(_facts(facts, each).individual) for each in concerned},
    }


def undo_requests(decision: IdentificationDecision) -> list[dict[str, Any]]:
    """What EDM is told so that each encounter has the individual again that it had before."""
    groups: dict[str | None, list[str]] = {}
    for encounter, before in (decision.previous or {}).items():
        if before != _text(decision.individual):
            groups.setdefault(before, []).append(encounter)
    return [
        {
            "decision": str(new_id()),
            "encounters": sorted(encounters),
            "individual": before,
            "expected": dict.fromkeys(encounters, _text(decision.individual)),
        }
        for before, encounters in groups.items()
    ]


def told_of_the_wish(fault: Fault) -> Fault:
    """What EDM found wrong with the one name that we made of the wish's, told of that."""
    inside = fault.pointer.startswith(_OWN_NAME)
    return replace(fault, pointer="/name") if inside else fault


def _names(name: str | None) -> list[dict[str, str]]:
    return [{"context": NAME_CONTEXT, "value": name}] if name else []


def _facts(facts: Mapping[uuid.UUID, EncounterFacts], encounter: uuid.UUID) -> EncounterFacts:
    if encounter not in facts:
        raise Conflict("One of the encounters was deleted in the meantime.", code="gone")
    return facts[encounter]


def _text(value: uuid.UUID | None) -> str | None:
    return str(value) if value else None


def _invalid(pointer: str, sentence: str) -> Invalid:
    return Invalid(sentence, errors=[Fault(pointer, "field_missing", sentence)])
