"""Somebody asks which animal this is: the question is kept here, and a job finds the answer."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from houston.access import Action, Principal, allowed, scope_of
from houston.house import House
from houston.models import Annotation, Identification, IdentificationQuery
from houston.models.identification import IdentificationState
from houston.operations.transition import Subject, note
from houston.queries.annotation import find_annotation, require_encounter
from houston.queries.ecology import facts_of, species_facts
from service_kit.errors import Conflict, Fault, Forbidden, Invalid, Unauthenticated
from service_kit.identity import new_id
from service_kit.jobs import Queue

IDENTIFY = "identify"
"""The kind of the job."""
MOST_QUERIES = 200  # of one question: a long burst; a person goes through them one by one


def start_identification(
    house: House, principal: Principal, wanted: Mapping[str, Any], idempotency_key: str | None
) -> Identification:
    """Keeps the question and asks for the work. With a key that was used before, the question of that time.

    Raises `Invalid` where there is nothing to ask about, and `NotFound` for what the caller may not see.
    """
    decision = allowed(principal, Action.IDENTIFY)
    if principal.user is None:
        raise Unauthenticated(decision.reason)
    if not decision.allowed:
        raise Forbidden(decision.reason)
    key = f"{principal.tag}:{idempotency_key}" if idempotency_key else None
    with house.database.read() as session:
        if key and (there := _by_key(session, key)):
            return there
        queries = _queries(session, principal, wanted)
    species = _species_of(house, principal, queries)
    algorithm = wanted.get("algorithm") or dict(species_facts(house, species).algorithms[0])
    identification = Identification(
        id=new_id(),
        owner=principal.user,
        encounter=_only({query.encounter_id for query in queries}),
        species=species,
        filters=plain_filters(wanted["filters"]),
        scope=scope_of(principal).as_dict(),
        algorithm={
            "name": algorithm["name"],
            "version": None,
            "parameters": algorithm["parameters"],
        },
        state=IdentificationState.QUEUED,
        idempotency_key=key,
    )
    try:
        return _keep(house, principal, identification, queries)
    except IntegrityError:
        # The same key was used at this very moment.
        with house.database.read() as session:
            there = _by_key(session, key or "")
        if there is None:
            raise
        return there


def _keep(
    house: House,
    principal: Principal,
    identification: Identification,
    queries: Sequence[Annotation],
) -> Identification:
    """The question, its queries and its job, in one transaction."""
    with house.database.write() as session:
        job = house.jobs.submit(
            session,
            IDENTIFY,
            {"identification": str(identification.id)},
            queue=Queue.INTERACTIVE,
            owner=principal.tag,
        )
        identification.job = job.id
        session.add(identification)
        session.flush()
        for position, query in enumerate(queries):
            session.add(
                IdentificationQuery(
                    identification_id=identification.id,
                    annotation_id=query.id,
                    encounter_id=query.encounter_id,
                    position=position,
                )
            )
        note(
            session,
            Subject.IDENTIFICATION,
            identification.id,
            None,
            identification.state,
            actor=principal.user,
        )
    return identification


def plain_filters(filters: Mapping[str, Any]) -> dict[str, Any]:
    """The filters as JSON has them: ids as text."""
    return {
        name: list(map(str, value)) if isinstance(value, list) else value
        for name, value in filters.items()
    }


def _by_key(session: Session, key: str) -> Identification | None:
    return session.scalar(select(Identification).where(Identification.idempotency_key == key))


def _queries(
    session: Session, principal: Principal, wanted: Mapping[str, Any]
) -> Sequence[Annotation]:
    if wanted.get("annotations"):
        ids = list(dict.fromkeys(wanted["annotations"]))
        found: Sequence[Annotation] = [find_annotation(session, principal, each) for each in ids]
    else:
        encounter: uuid.UUID = wanted["encounter"]
        require_encounter(session, principal, encounter, Action.READ)
        found = session.scalars(
            select(Annotation)
            .where(Annotation.encounter_id == encounter, Annotation.unsent.is_(None))
            .order_by(Annotation.id)
            .limit(MOST_QUERIES)
        ).all()
    if not found:
        raise _nothing_to_ask(
            "/encounter", "No animal is marked in this encounter's pictures. Draw a box first."
        )
    if any(query.encounter_id is None for query in found):
        raise _nothing_to_ask(
            "/annotations", "One of the annotations belongs to no encounter. Say whose it is first."
        )
    return found


def _nothing_to_ask(pointer: str, sentence: str) -> Invalid:
    fault = Fault(pointer, "nothing_to_identify", sentence)
    return Invalid(sentence, code="nothing_to_identify", errors=[fault])


def _species_of(house: House, principal: Principal, queries: Sequence[Annotation]) -> str | None:
    encounters = {query.encounter_id for query in queries if query.encounter_id}
    facts = facts_of(house, encounters, scope_of(principal))
    species = {fact.species for fact in facts.values()}
    if len(facts) < len(encounters):
        raise Conflict("One of the encounters was deleted in the meantime.", code="gone")
    if len(species) > 1:
        sentence = "The annotations are of several species; ask about one species at a time."
        raise Invalid(
            sentence,
            code="several_species",
            errors=[Fault("/annotations", "several_species", sentence, sorted(map(str, species)))],
        )
    return species.pop()


def _only(encounters: set[uuid.UUID | None]) -> uuid.UUID | None:
    return encounters.pop() if len(encounters) == 1 else None
