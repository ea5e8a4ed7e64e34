"""What should be asked next? ACM compares the catalogue with itself, and what it found is kept."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from houston.access import Action, Kind, allowed
from houston.house import House
from houston.models import Comparison, Curation, CurationAnswer, CurationState, User
from houston.operations.catalogue_sides import Side, catalogue_sides
from houston.operations.curation import look_anew
from houston.operations.match_set import tell_match_set
from houston.operations.remote_job import (
    LOOK_AGAIN_SECONDS,
    ask_acm,
    is_over,
    new_remote_id,
    result_of,
)
from houston.operations.transition import Subject, move
from houston.queries.pointer import records_of
from houston.queries.refused_pair import answers_about, decided_pairs
from houston.queries.session import principal_of_user
from service_kit.clock import now
from service_kit.jobs import JobContext, JobFailed, Wait
from service_kit.portions import portions

MOST_QUESTIONS = 20  # ready at a time; more are found while a person answers these
ENCOUNTERS_AT_ONCE = 5_000  # of one question to our own database
SAID = {Comparison.SAME: True, Comparison.DIFFERENT: False, Comparison.CANNOT_TELL: None}
NOTHING = "There are no two encounters of this species with pictures that could be compared."


def curate(house: House, context: JobContext) -> dict[str, Any] | Wait:
    """One look at the work: puts it to ACM, waits, or keeps what came of it."""
    curation = _begin(house, context)
    if curation.parts is None:
        context.progress(0, None, "Choosing what to compare")
        curation = _plan(house, context, curation)
    parts = curation.parts or {}
    if not parts["sides"]:
        return _keep(house, context, parts, None)
    remote = ask_acm(house, context, parts["remote"], "curate", lambda: _arguments(curation, parts))
    if not is_over(remote):
        progress = remote["progress"]
        context.progress(progress["done"], progress["total"], progress["message"])
        return Wait(LOOK_AGAIN_SECONDS)
    return _keep(house, context, parts, result_of(remote))


def curation_failed(house: House, context: JobContext, reason: str) -> None:
    """Says why; what was found before stays, and whoever tries again asks anew."""
    with house.database.write() as session:
        curation = session.get(Curation, uuid.UUID(context.arguments["curation"]))
        if curation is not None:
            curation.parts, curation.under_way = None, False
            state = CurationState.DONE if curation.result else CurationState.FAILED
            move(session, Subject.CURATION, curation, state, reason=reason)


def _begin(house: House, context: JobContext) -> Curation:
    with house.database.write() as session:
        context.hold(session)
        curation = session.get(Curation, uuid.UUID(context.arguments["curation"]))
        if curation is None:
            raise JobFailed("The curation is no longer there.")
        curation.under_way = True
        if curation.state != CurationState.DONE:
            move(session, Subject.CURATION, curation, CurationState.RUNNING)
    return curation


def _plan(house: House, context: JobContext, curation: Curation) -> Curation:
    planned_at = now()
    sides = catalogue_sides(house, curation)
    with house.database.read() as session:
        changes = _changes(session, curation.species)
        answers = _known_answers(session, sides)
        closed = _closed(session, curation.owner, sides)
    parts = {
        "remote": new_remote_id(),
        "sides": [
            {
                "match_set": tell_match_set(house, each.match_set),
                "queries": [str(query.annotation) for query in each.queries],
            }
            for each in sides
        ],
        "answers": answers,
        "closed": closed,
        "changes": changes,
        "planned_at": planned_at.isoformat(),
    }
    with house.database.write() as session:
        context.hold(session)
        kept = session.get_one(Curation, curation.id)
        kept.parts = parts
    return kept


def _arguments(curation: Curation, parts: Mapping[str, Any]) -> dict[str, Any]:
    algorithm = curation.algorithm
    return {
        "species": curation.species,
        "algorithm": {"name": algorithm["name"], "parameters": algorithm["parameters"]},
        "sides": parts["sides"],
        "answers": parts["answers"],
        "closed": parts.get("closed", []),  # begun before an upgrade: of none it was asked
        "limit": MOST_QUESTIONS,
    }


def _known_answers(session: Session, sides: Sequence[Side]) -> list[dict[str, Any]]:
    """All that people said of two encounters, whoever asked: refused when identifying, or compared here."""
    encounters = _encounters_in(sides)
    refused: dict[tuple[str, str], bool | None] = {}
    compared: dict[uuid.UUID, CurationAnswer] = {}
    for some in portions(encounters, ENCOUNTERS_AT_ONCE):
        for one, other in decided_pairs(session, some):
            first, second = sorted((str(one), str(other)))
            refused[first, second] = False
        compared |= {each.id: each for each in answers_about(session, some)}
    later = sorted(compared.values(), key=lambda each: (each.decided_at, each.id))
    return [
        *(_answer(*pair, same) for pair, same in refused.items()),
        *(
            _answer(str(each.first), str(each.second), SAID[Comparison(each.answer)])
            for each in later
        ),
    ]


def _closed(session: Session, owner: uuid.UUID, sides: Sequence[Side]) -> list[str]:
    """The encounters about which the owner may not decide."""
    principal = principal_of_user(session, session.get_one(User, owner))
    encounters, found = _encounters_in(sides), set[uuid.UUID]()
    for some in portions(encounters, ENCOUNTERS_AT_ONCE):
        records = records_of(session, Kind.ENCOUNTER, some)
        found |= {each for each, r in records.items() if allowed(principal, Action.EDIT, r).allowed}
    return [str(each) for each in encounters if each not in found]


def _encounters_in(sides: Sequence[Side]) -> list[uuid.UUID]:
    return sorted({each.encounter for side in sides for each in side.match_set.members})


def _answer(first: str, second: str, same: bool | None) -> dict[str, Any]:
    return {"first": first, "second": second, "same": same}


def _keep(
    house: House, context: JobContext, parts: Mapping[str, Any], answer: dict[str, Any] | None
) -> dict[str, Any]:
    nothing = {
        "encounters": 0,
        "groups": 0,
        "open": 0,
        "unlikely": 0,
        "questions": [],
        "proposals": [],
    }
    result: dict[str, Any] = {**(answer or nothing), "planned_at": parts["planned_at"]}
    with house.database.write() as session:
        curation = session.get_one(
            Curation, uuid.UUID(context.arguments["curation"]), with_for_update=True
        )
        result["before"] = _asked(curation)
        curation.result, curation.finished_at = result, now()
        curation.parts, curation.under_way = None, False
        if answer:
            curation.algorithm = answer["algorithm"]
        curation.evidence = {**curation.evidence, **_evidence(result["questions"])}
        reason = None if answer else NOTHING
        move(session, Subject.CURATION, curation, CurationState.DONE, reason=reason)
        told = {"curation": str(curation.id), "questions": len(result["questions"])}
        context.finish(session, told)
        if _changes(session, curation.species) != parts["changes"]:
            look_anew(house, session, curation)  # somebody answered while this was found out
    return told


def _asked(curation: Curation) -> dict[str, Any] | None:
    """The last questions: somebody may be looking at one of them just now."""
    before = curation.result or {}
    if not before.get("questions"):
        return None
    return {"algorithm": before["algorithm"], "questions": before["questions"]}


def _evidence(questions: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    return {
        f"{each['first']['annotation']}:{each['second']['annotation']}": each["evidence"]
        for each in questions
        if each["evidence"]
    }


def _changes(session: Session, species: str) -> int:
    """How often something was answered or undone; never less than before."""
    answered, undone = session.execute(
        select(func.count(), func.count(CurationAnswer.undone_at)).where(
            CurationAnswer.species == species
        )
    ).one()
    return int(answered) + int(undone)
