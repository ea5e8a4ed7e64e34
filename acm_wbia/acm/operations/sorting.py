"""How is a catalogue that has grown sorted anew? By a bulk job, while queries are answered without it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.models import Job
from acm_wbia.acm.operations.catalogue import Catalogue
from acm_wbia.acm.operations.looking import look_at, opened
from acm_wbia.acm.queries.match_sets import members_of
from service_kit.jobs import JobContext, Queue
from service_kit.jobs.model import FINISHED

SORT = "sort"
"""The kind of job that sorts the features of a match set by a codebook, and makes that where there is none."""


def have_sorted(
    foundation: AcmFoundation,
    asker: uuid.UUID,
    match_set: str,
    algorithm: Mapping[str, Any],
    generation: int,
) -> None:
    """Asks for it, within what the asking job may see. While one is under way nobody needs another.

    `algorithm` is one with a single matcher, by name and with all parameters.
    """
    with foundation.database.write() as session:
        asking = session.get(Job, asker)
        under_way = session.scalars(
            select(Job).where(Job.kind == SORT, Job.state.not_in(FINISHED))
        ).all()
        wanted = {"algorithm": dict(algorithm), "generation": generation}
        if asking is None or any(
            {name: each.arguments[name] for name in wanted} == wanted for each in under_way
        ):
            return
        arguments = {**wanted, "match_set": match_set}
        job = foundation.jobs.submit(session, SORT, arguments, queue=Queue.BULK)
        job.scope = asking.scope


def sort(foundation: AcmFoundation, context: JobContext) -> dict[str, int]:
    """Sorts what is not sorted; what was sorted before a worker was killed stays so."""
    arguments = context.arguments
    (matcher,) = opened(foundation, arguments["algorithm"]).matchers
    annotations = [
        each.annotation for each in members_of(foundation.database, arguments["match_set"])
    ]
    (seen,) = look_at(foundation, context, [matcher], annotations)

    def sorted_in(done: int, total: int) -> None:
        context.progress(done, total, f"{done} of {total} animals sorted into the catalogue")

    catalogue = Catalogue(
        foundation, matcher.fingerprint, seen.places, seen.extracted.kept, lambda _: None
    )
    catalogue.sort(annotations, arguments["generation"], sorted_in)
    return {"annotations": len(annotations)}
