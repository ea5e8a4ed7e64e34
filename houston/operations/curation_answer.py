"""A person says of two encounters whether they show one animal, or takes that back. No identity changes by it.

What follows from the answers is proposed, and done by the ways in which individuals are merged, split and named.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Action, Kind, Principal, Record, allowed, scope_of
from houston.house import House
from houston.models import Annotation, Comparison, Curation, CurationAnswer
from houston.operations.audit import note
from houston.operations.calibration import have_calibrated
from houston.operations.curation import look_anew
from houston.operations.judging import judged_pair
from houston.queries.curation import find_curation, question_about
from houston.queries.ecology import EncounterFacts, facts_of
from houston.queries.pointer import records_of
from service_kit.clock import now
from service_kit.errors import Conflict, Fault, Forbidden, Invalid, NotFound
from service_kit.identity import new_id

GONE = "One of the two pictures is no longer there, or it is not open to you."
NOT_YOURS = "You may change neither of these two encounters, so you cannot decide about them."


def answer_comparison(
    house: House,
    principal: Principal,
    curation_id: uuid.UUID,
    wanted: Mapping[str, Any],
    idempotency_key: str | None,
) -> CurationAnswer:
    """Keeps the answer; with a key that was used before, the answer of that time.

    Raises `NotFound` for what the person may not see, `Forbidden` where they may change neither of the two.
    """
    key = f"{principal.tag}:{idempotency_key}" if idempotency_key else None
    with house.database.read() as session:
        curation = find_curation(session, principal, curation_id)
        if key and (there := _by_key(session, key)):
            return there
        first = _encounter(session, wanted["first"])
        second = _encounter(session, wanted["second"])
        _check_access(session, principal, first, second)
    facts = _check_pair(house, principal, curation, first, second)
    groups = {
        wanted[side]: str(facts[encounter].individual or encounter)
        for side, encounter in (("first", first), ("second", second))
    }
    with house.database.write() as session:
        answer = CurationAnswer(
            id=new_id(),
            curation_id=curation_id,
            species=curation.species,
            first=first,
            second=second,
            first_annotation=wanted["first"],
            second_annotation=wanted["second"],
            answer=wanted["answer"],
            evidence=_evidence(curation, groups, Comparison(wanted["answer"])),
            decided_by=principal.account,
            idempotency_key=key,
        )
        session.add(answer)
        told = {"encounters": [str(first), str(second)], "answer": str(wanted["answer"])}
        note(session, "curation.answer", "curation", curation_id, actor=principal.user, after=told)
        _go_on(house, session, answer)
    return answer


def undo_answer(
    house: House, principal: Principal, curation_id: uuid.UUID, answer_id: uuid.UUID
) -> None:
    """Takes an answer back. Undone already, nothing happens.

    Raises `NotFound`, and `Forbidden` for another's answer about what the person may not change.
    """
    with house.database.write() as session:
        find_curation(session, principal, curation_id)
        answer = session.get(CurationAnswer, answer_id, with_for_update=True)
        if answer is None or answer.curation_id != curation_id:
            raise NotFound("There is no such answer.")
        if answer.undone_at is not None:
            return
        if answer.decided_by != principal.user:
            records = records_of(session, Kind.ENCOUNTER, {answer.first, answer.second})
            _require_edit(principal, records.values())
        answer.undone_at, answer.undone_by = now(), principal.user
        told = {"encounters": [str(answer.first), str(answer.second)], "answer": answer.answer}
        note(session, "curation.undo", "curation", curation_id, actor=principal.user, before=told)
        _go_on(house, session, answer)


def _go_on(house: House, session: Session, answer: CurationAnswer) -> None:
    """What to ask next may be another thing now; work that is under way will see that by itself."""
    session.flush()
    curation = session.get_one(Curation, answer.curation_id, with_for_update=True)
    if not curation.under_way:
        look_anew(house, session, curation)
    if answer.evidence is not None:
        have_calibrated(house, session, answer.species, answer.evidence["algorithm"])


def _evidence(
    curation: Curation, groups: Mapping[uuid.UUID, str], said: Comparison
) -> dict[str, Any] | None:
    """By what the two came up, and what the answer teaches; `groups` are both animals, by annotation."""
    asked = question_about(curation, set(groups))
    if asked is None:
        return None
    question, algorithm = asked
    group = groups[uuid.UUID(question["first"]["annotation"])]
    return {
        "algorithm": algorithm,
        "probability": question["probability"],
        "judged": judged_pair(question, said, group),
    }


def _by_key(session: Session, key: str) -> CurationAnswer | None:
    return session.scalar(select(CurationAnswer).where(CurationAnswer.idempotency_key == key))


def _encounter(session: Session, annotation_id: uuid.UUID) -> uuid.UUID:
    annotation = session.get(Annotation, annotation_id)
    if annotation is None or annotation.encounter_id is None:
        raise NotFound(GONE)
    return annotation.encounter_id


def _check_access(
    session: Session, principal: Principal, first: uuid.UUID, second: uuid.UUID
) -> None:
    records = records_of(session, Kind.ENCOUNTER, {first, second}).values()
    if len(records) < len({first, second}) or not all(
        allowed(principal, Action.READ, each).allowed for each in records
    ):
        raise NotFound(GONE)
    _require_edit(principal, records)


def _require_edit(principal: Principal, records: Collection[Record]) -> None:
    if not any(allowed(principal, Action.EDIT, each).allowed for each in records):
        raise Forbidden(NOT_YOURS, code="not_yours")


def _check_pair(
    house: House, principal: Principal, curation: Curation, first: uuid.UUID, second: uuid.UUID
) -> Mapping[uuid.UUID, EncounterFacts]:
    """What EDM says of both."""
    if first == second:
        sentence = "These are two pictures of one encounter."
        raise Invalid(sentence, errors=[Fault("/second", "field_invalid", sentence)])
    facts = facts_of(house, [first, second], scope_of(principal))
    if len(facts) < 2:
        raise Conflict("One of the encounters was deleted in the meantime.", code="gone")
    if {each.species for each in facts.values()} != {curation.species}:
        sentence = "One of the two is of another species."
        raise Invalid(
            sentence,
            code="several_species",
            errors=[Fault("/second", "several_species", sentence)],
        )
    return facts
