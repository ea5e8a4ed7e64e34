"""Features are made ahead here, so that the first question after a large import does not wait for them.

Nobody waits for this, and nothing fails with it: what is not there yet is made by whoever asks first.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.house import House
from houston.models import Annotation
from houston.operations.remote_job import ask_acm, new_remote_id, remember_parts
from houston.operations.submission_job import SubmissionJob
from houston.queries.ecology import facts_of, species_facts
from service_kit.client import RemoteProblem
from service_kit.jobs import JobContext, Queue

log = logging.getLogger(__name__)


def request_features(house: House, session: Session, assets: Sequence[uuid.UUID]) -> None:
    """Asks for those of the animals in these pictures within the caller's transaction."""
    if assets:
        wanted = {"assets": list(map(str, assets))}
        house.jobs.submit(session, SubmissionJob.EXTRACT, wanted, queue=Queue.BULK)


def make_features(house: House, context: JobContext) -> dict[str, int]:
    """Puts it to ACM and does not wait for what comes of it."""
    parts = context.arguments.get("parts")
    if parts is None:
        parts = _plan(house, context)
        remember_parts(house, context, parts)
    asked = [part for part in parts if _ask(house, context, part)]
    return {"annotations": sum(len(part["annotations"]) for part in asked)}


def _ask(house: House, context: JobContext, part: Mapping[str, Any]) -> bool:
    """Whether ACM took it."""

    def arguments() -> dict[str, Any]:
        return {name: part[name] for name in ("annotations", "algorithm")}

    try:
        ask_acm(house, context, part["remote"], "extract", arguments)
    except RemoteProblem as problem:
        if problem.status >= 500:
            raise
        # A model that is not installed, say. Whoever asks is told so.
        log.warning("no features are made ahead", extra={"reason": problem.detail})
        return False
    return True


def _plan(house: House, context: JobContext) -> list[dict[str, Any]]:
    """What ACM is asked: one part a species, by the algorithm that a question about it takes unless told otherwise."""
    wanted = list(map(uuid.UUID, context.arguments["assets"]))
    with house.database.read() as session:
        shown = session.execute(
            select(Annotation.id, Annotation.encounter_id)
            .where(Annotation.asset_id.in_(wanted), Annotation.unsent.is_(None))
            .where(Annotation.encounter_id.is_not(None))
            .order_by(Annotation.id)
        ).all()
    facts = facts_of(house, {row.encounter_id for row in shown})
    of_species: dict[str, list[str]] = {}
    for row in shown:
        known = facts.get(row.encounter_id)
        if known is not None and known.species is not None:
            of_species.setdefault(known.species, []).append(str(row.id))
    return [
        {
            "remote": new_remote_id(),
            "algorithm": dict(species_facts(house, species).algorithms[0]),
            "annotations": annotations,
        }
        for species, annotations in of_species.items()
    ]
