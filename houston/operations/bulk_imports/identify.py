"""Who is in an import's pictures? Asked here for all animals without a name, a burst's worth at a time."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select

from houston.access import Principal
from houston.house import House
from houston.models import Annotation, Asset, Submission, User
from houston.operations.bulk_imports.job import BulkJob
from houston.operations.identification import MOST_QUERIES, start_identification
from houston.queries.bulk_import import find_import
from houston.queries.bulk_removal import refuse_while_it_goes
from houston.queries.ecology import facts_of
from houston.queries.session import principal_of_user
from service_kit.errors import Conflict
from service_kit.jobs import JobContext, Queue
from service_kit.portions import portions


def ask_who_they_are(house: House, principal: Principal, import_id: uuid.UUID) -> None:
    """Has the questions put by a job. Raises `Conflict` where no animal is marked yet."""
    with house.database.write() as session:
        _, found = find_import(session, principal, import_id)
        refuse_while_it_goes(session, found)
        if session.scalar(_annotations(import_id).limit(1)) is None:
            raise Conflict(
                "No animal is marked in these pictures yet. Look for animals first.",
                code="nothing_to_identify",
            )
        house.jobs.submit(
            session,
            BulkJob.IDENTIFY,
            {"submission": str(import_id), "asker": principal.tag},
            queue=Queue.BULK,
            owner=principal.tag,
        )


def identify_import(house: House, context: JobContext) -> dict[str, Any]:
    """Puts one question for each species and each so many annotations; asked before, the question is the same."""
    import_id = uuid.UUID(context.arguments["submission"])
    with house.database.read() as session:
        submission = session.get(Submission, import_id)
        user = session.get(User, uuid.UUID(context.arguments["asker"]))
        if submission is None or user is None or submission.deleted_at is not None:
            return {"submission": str(import_id), "questions": 0}
        principal = principal_of_user(session, user)
        annotations = session.scalars(_annotations(import_id).order_by(Annotation.id)).all()
    questions = _questions(house, annotations)
    for number, some in enumerate(questions):
        context.progress(number, len(questions), "Asking who they are")
        asked = {"annotations": [each.id for each in some], "filters": {}}
        start_identification(house, principal, asked, f"import:{context.id}:{number}")
    return {"submission": str(import_id), "questions": len(questions)}


def _annotations(import_id: uuid.UUID) -> Any:
    return (
        select(Annotation)
        .join(Asset, Asset.id == Annotation.asset_id)
        .where(
            Asset.submission_id == import_id,
            Annotation.encounter_id.is_not(None),
            Annotation.unsent.is_(None),
        )
    )


def _questions(house: House, annotations: Any) -> list[list[Annotation]]:
    """Annotations of animals without a name, those of one species together."""
    facts = facts_of(house, {each.encounter_id for each in annotations})
    by_species: dict[str | None, list[Annotation]] = {}
    for each in annotations:
        known = facts.get(each.encounter_id)
        if known is not None and known.individual is None:
            by_species.setdefault(known.species, []).append(each)
    return [some for those in by_species.values() for some in portions(those, MOST_QUERIES)]
