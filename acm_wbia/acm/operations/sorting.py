"""How is a catalogue that has grown sorted anew? By a bulk job, while queries are answered without it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.models import Job
from acm_wbia.acm.operations.catalogue import Catalogue
from acm_wbia.acm.operations.extraction import extract_missing
from acm_wbia.acm.operations.scopes import scope_of
from acm_wbia.acm.queries.match_sets import members_of
from acm_wbia.acm.queries.pictures import places_of
from acm_wbia.wbia.models.registry import identification
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
    """Asks for it, within what the asking job may see. While one is under way nobody needs another."""
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
    parameters = identification(**arguments["algorithm"]).parameters.extraction
    annotations = [
        each.annotation for each in members_of(foundation.database, arguments["match_set"])
    ]
    reach = scope_of(foundation.database, context).read
    places = places_of(foundation.database, reach, parameters.fingerprint(), annotations)

    def looked_at(done: int, total: int) -> None:
        context.progress(done, total, f"{done} of {total} new pictures looked at")

    def sorted_in(done: int, total: int) -> None:
        context.progress(done, total, f"{done} of {total} animals sorted into the catalogue")

    extracted = extract_missing(foundation, places, parameters, looked_at)
    catalogue = Catalogue(
        foundation, parameters.fingerprint(), places, extracted.kept, lambda _: None
    )
    catalogue.sort(annotations, arguments["generation"], sorted_in)
    return {"annotations": len(annotations)}
