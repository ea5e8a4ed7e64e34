"""A question is answered here: the match sets are put together, ACM compares, and what it found is kept."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from houston.house import House
from houston.models import Annotation, Identification, IdentificationQuery
from houston.models.identification import IdentificationState
from houston.operations.match_set import MatchSet, build_match_sets, tell_match_set
from houston.operations.remote_job import (
    LOOK_AGAIN_SECONDS,
    ask_acm,
    is_over,
    new_remote_id,
    result_of,
)
from houston.operations.transition import Subject, move
from houston.queries.ecology import species_facts
from houston.queries.refused_pair import Refused, passed_over, refusals
from service_kit.clock import now
from service_kit.jobs import JobContext, JobFailed, Wait

MOST_CANDIDATES = 20  # a person looks at no more
ANSWERED = (
    "state",
    "reason",
    "identifiability",
    "probability_new",
    "individuals",
    "annotations",
)
GONE = "This annotation was removed in the meantime."


def identify(house: House, context: JobContext) -> dict[str, Any] | Wait:
    """One look at the work: puts the question to ACM, waits, or keeps what came of it."""
    identification_id = uuid.UUID(context.arguments["identification"])
    identification = _begin(house, context, identification_id)
    if identification.parts is None:
        context.progress(0, None, "Choosing what to compare with")
        identification = _plan(house, context, identification)
    parts = [part for part in identification.parts or [] if part["reason"] is None]
    remotes = [_ask(house, context, identification, part) for part in parts]
    if not all(map(is_over, remotes)):
        done = sum(remote["progress"]["done"] for remote in remotes)
        total = sum(remote["progress"]["total"] or 0 for remote in remotes)
        message = next(r["progress"]["message"] for r in remotes if not is_over(r))
        context.progress(done, total or None, message)
        return Wait(LOOK_AGAIN_SECONDS)
    return _keep(house, context, identification, [result_of(remote) for remote in remotes])


def identification_failed(house: House, context: JobContext, reason: str) -> None:
    """Says why there is no answer; whoever tries again asks anew."""
    with house.database.write() as session:
        identification = session.get(Identification, uuid.UUID(context.arguments["identification"]))
        if identification is not None:
            identification.parts = None
            failed = IdentificationState.FAILED
            move(session, Subject.IDENTIFICATION, identification, failed, reason=reason)


def _begin(house: House, context: JobContext, identification_id: uuid.UUID) -> Identification:
    with house.database.write() as session:
        context.hold(session)
        identification = session.get(Identification, identification_id)
        if identification is None:
            raise JobFailed("The question is no longer there.")
        move(session, Subject.IDENTIFICATION, identification, IdentificationState.RUNNING)
    return identification


def _plan(house: House, context: JobContext, identification: Identification) -> Identification:
    with house.database.read() as session:
        queries = session.scalars(
            select(Annotation)
            .join(IdentificationQuery, IdentificationQuery.annotation_id == Annotation.id)
            .where(IdentificationQuery.identification_id == identification.id)
            .order_by(IdentificationQuery.position)
        ).all()
    species = species_facts(house, identification.species)
    sets = build_match_sets(house, identification, queries, species)
    encounters = {query.encounter_id for query in queries if query.encounter_id}
    known = {member.encounter: member.individual for each in sets for member in each.members}
    refused = refusals(house, encounters, known)
    parts = [_part(each, refused, _tell(house, each)) for each in sets]
    with house.database.write() as session:
        context.hold(session)
        kept = session.get_one(Identification, identification.id)
        kept.parts = parts
        kept.match_set_size = len(set().union(*(each.compared for each in sets)))
    return kept


def _part(
    match_set: MatchSet, refused: Mapping[uuid.UUID, Refused], name: str | None
) -> dict[str, Any]:
    """What ACM is asked about one match set, which it knows by this name."""
    return {
        "remote": new_remote_id(),
        "match_set": name,
        "size": len(match_set.members),
        "reason": match_set.reason,
        "queries": [
            {
                "annotation": str(query.id),
                "group": str(query.encounter_id),
                # Whom somebody said it is not is never offered again.
                "not_these": passed_over(match_set.members, refused[query.encounter_id])
                if query.encounter_id
                else [],
            }
            for query in match_set.queries
        ],
    }


def _tell(house: House, match_set: MatchSet) -> str | None:
    return tell_match_set(house, match_set) if match_set.reason is None else None


def _ask(
    house: House, context: JobContext, identification: Identification, part: Mapping[str, Any]
) -> dict[str, Any]:
    algorithm = identification.algorithm

    def arguments() -> dict[str, Any]:
        return {
            "queries": part["queries"],
            "match_set": part["match_set"],
            "algorithm": {"name": algorithm["name"], "parameters": algorithm["parameters"]},
            "species": identification.species,
            "limit": MOST_CANDIDATES,
        }

    return ask_acm(house, context, part["remote"], "identify", arguments)


def _keep(
    house: House,
    context: JobContext,
    identification: Identification,
    answers: list[dict[str, Any]],
) -> dict[str, Any]:
    parts = identification.parts or []
    asked = [part for part in parts if part["reason"] is None]
    results: dict[str, Any] = {}
    for part in parts:
        for query in part["queries"]:
            results[query["annotation"]] = _nobody(part["reason"])
    for part, answer in zip(asked, answers, strict=True):
        for query in answer["queries"]:
            results[query["annotation"]] = {
                **{name: query[name] for name in ANSWERED},
                "calibration": answer["calibration"],
                "together": _together(answer, query["annotation"]),
                "remote": part["remote"],
            }
    with house.database.write() as session:
        kept_row = session.get_one(Identification, identification.id)
        kept_row.results, kept_row.finished_at = results, now()
        if answers:
            kept_row.algorithm = answers[0]["algorithm"]
        done = IdentificationState.DONE
        reasons = {part["reason"] for part in parts}
        reason = reasons.pop() if len(reasons) == 1 else None
        move(session, Subject.IDENTIFICATION, kept_row, done, reason=reason or _gone(parts))
        result = {"identification": str(identification.id), "queries": len(results)}
        context.finish(session, result)
    return result


def _together(answer: Mapping[str, Any], annotation: str) -> dict[str, Any] | None:
    """The answer to all of its encounter's pictures of this side as one; `None` for a single one."""
    return next((each for each in answer["together"] if annotation in each["queries"]), None)


def _nobody(reason: str | None) -> dict[str, Any]:
    return {"state": "done", "reason": reason, "individuals": [], "annotations": [], "remote": None}


def _gone(parts: list[dict[str, Any]]) -> str | None:
    return None if parts else GONE
