"""How does a curation look to its viewer now? What was done, deleted or closed meanwhile is not there any more."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Action, Kind, Principal, allowed, scope_of
from houston.house import House
from houston.models import Annotation, Curation, CurationAnswer
from houston.queries.curation import answered_since, answers_of
from houston.queries.ecology import EncounterFacts, facts_of, individuals_of
from houston.queries.identification_view import Seen, see_annotations
from houston.queries.pointer import records_of
from houston.queries.user import names_of

MOST_PROPOSALS = 50  # told at a time: done, the next come up


def outline(curation: Curation, principal: Principal) -> dict[str, Any]:
    """What a curation is about, without its questions and proposals; counting what the viewer may answer."""
    result = curation.result or {}
    others = _for_others(result, principal)
    return {
        "id": curation.id,
        "state": curation.state,
        "reason": curation.reason,
        "job": curation.job,
        "under_way": curation.under_way,
        "owner": curation.owner,
        "species": curation.species,
        "algorithm": curation.algorithm,
        "filters": curation.filters,
        "calibration": result.get("calibration"),
        "encounters": result.get("encounters"),
        "animals": result.get("groups"),
        **{
            each: result[each] - others[each] if each in result else None
            for each in ("open", "unlikely")
        },
        "for_others": others if result else None,
        "created_at": curation.created_at,
        "finished_at": curation.finished_at,
        "questions": [],
        "proposals": [],
        "answers": [],
    }


def _for_others(result: Mapping[str, Any], principal: Principal) -> Mapping[str, int]:
    """How many comparisons are not for the viewer: the owner, or somebody who may change everything."""
    nothing = {"open": 0, "unlikely": 0}
    return nothing if scope_of(principal).write.all else result.get("of_closed", nothing)


def listed(
    session: Session, principal: Principal, curations: Sequence[Curation]
) -> list[dict[str, Any]]:
    """The outlines of several, each with the name of who began it."""
    names = names_of(session, {each.owner for each in curations})
    return [
        {**outline(each, principal), "owner_name": names.get(each.owner, "")} for each in curations
    ]


def view_curation(house: House, principal: Principal, curation: Curation) -> dict[str, Any]:
    """With names, pictures and boxes as they are now, within what the viewer may read and change."""
    result: Mapping[str, Any] = curation.result or {"questions": [], "proposals": []}
    with house.database.read() as session:
        answers = answers_of(session, curation.id)
        done = answered_since(session, curation.id, result.get("planned_at"))
    asked = [_pair(each) for each in result["questions"]]
    proposals = _standing(house, principal, result["proposals"])
    samples = _samples(house, proposals)
    seen = see_annotations(
        house, principal, {*samples.values(), *(x for two in asked for x in two)}
    )
    editable = _editable(house, principal, [each.encounter for each in seen.values()])
    return {
        **outline(curation, principal),
        "questions": [
            _question(each, seen[first], seen[second])
            for each, (first, second) in zip(result["questions"], asked, strict=True)
            if first in seen
            and second in seen
            and frozenset({seen[first].encounter, seen[second].encounter}) not in done
            and {seen[first].encounter, seen[second].encounter} & editable
        ],
        "proposals": _told(house, principal, proposals, samples, seen),
        "answers": [view_answer(each) for each in answers],
    }


def view_answer(answer: CurationAnswer) -> dict[str, Any]:
    """One answer."""
    return {
        "id": answer.id,
        "first": answer.first,
        "second": answer.second,
        "first_annotation": answer.first_annotation,
        "second_annotation": answer.second_annotation,
        "answer": answer.answer,
        "decided_by": answer.decided_by,
        "decided_at": answer.decided_at,
        "undone_by": answer.undone_by,
        "undone_at": answer.undone_at,
    }


def _pair(question: Mapping[str, Any]) -> tuple[uuid.UUID, uuid.UUID]:
    first, second = (uuid.UUID(question[side]["annotation"]) for side in ("first", "second"))
    return first, second


def _question(question: Mapping[str, Any], first: Seen, second: Seen) -> dict[str, Any]:
    return {
        "first": _side(first),
        "second": _side(second),
        "probability": question["probability"],
    }


def _side(seen: Seen) -> dict[str, Any]:
    return {**seen.as_side(), "encounter": seen.encounter, "individual": seen.individual}


def _editable(
    house: House, principal: Principal, encounters: Iterable[uuid.UUID | None]
) -> set[uuid.UUID | None]:
    with house.database.read() as session:
        wanted = {each for each in encounters if each is not None}
        records = records_of(session, Kind.ENCOUNTER, wanted)
    return {each for each, r in records.items() if allowed(principal, Action.EDIT, r).allowed}


def _standing(
    house: House, principal: Principal, proposals: Iterable[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Those of the proposals that are not done, and of which nothing is hidden from the viewer."""
    kept = list(proposals)
    encounters = {uuid.UUID(x) for each in kept for p in each["parts"] for x in p["encounters"]}
    facts = facts_of(house, encounters, scope_of(principal)) if encounters else {}
    return [each for each in kept if all(_holds(part, facts) for part in each["parts"])][
        :MOST_PROPOSALS
    ]


def _holds(part: Mapping[str, Any], facts: Mapping[uuid.UUID, EncounterFacts]) -> bool:
    for each in map(uuid.UUID, part["encounters"]):
        if each not in facts:
            return False
        individual = facts[each].individual
        if (str(individual) if individual else None) != part["name"]:
            return False
    return True


def _samples(house: House, proposals: Collection[Mapping[str, Any]]) -> dict[uuid.UUID, uuid.UUID]:
    """A picture of the first encounter of each part, by encounter."""
    wanted = {uuid.UUID(part["encounters"][0]) for each in proposals for part in each["parts"]}
    with house.database.read() as session:
        rows = session.execute(
            select(Annotation.encounter_id, Annotation.id)
            .where(Annotation.encounter_id.in_(wanted), Annotation.unsent.is_(None))
            .order_by(Annotation.id.desc())
        )
        return {encounter: annotation for encounter, annotation in rows if encounter}


def _told(
    house: House,
    principal: Principal,
    proposals: Iterable[Mapping[str, Any]],
    samples: Mapping[uuid.UUID, uuid.UUID],
    seen: Mapping[uuid.UUID, Seen],
) -> list[dict[str, Any]]:
    kept = list(proposals)
    named = {uuid.UUID(part["name"]) for each in kept for part in each["parts"] if part["name"]}
    individuals = individuals_of(house, named, scope_of(principal)) if named else {}
    told = []
    for each in kept:
        parts = []
        for part in each["parts"]:
            sample = samples.get(uuid.UUID(part["encounters"][0]))
            parts.append(
                {
                    "individual": individuals.get(uuid.UUID(part["name"]))
                    if part["name"]
                    else None,
                    "encounters": part["encounters"],
                    "sample": _side(seen[sample]) if sample and sample in seen else None,
                }
            )
        told.append({"kind": each["kind"], "settled": each["settled"], "parts": parts})
    return told
