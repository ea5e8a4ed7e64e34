"""How are features made ahead of time, so that the first identification need not wait for them?"""

from __future__ import annotations

import uuid

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.extraction import extract_missing
from acm_wbia.acm.operations.scopes import scope_of
from acm_wbia.acm.operations.telling import tell_when_over
from acm_wbia.acm.queries.pictures import places_of
from acm_wbia.wbia.models.registry import identification
from service_kit.errors import Unavailable
from service_kit.jobs import JobContext


def extract(foundation: AcmFoundation, context: JobContext) -> None:
    """Ends the job with how many of the annotations can be compared, and why each other one cannot."""
    annotations = [uuid.UUID(each) for each in dict.fromkeys(context.arguments["annotations"])]
    parameters = identification(**context.arguments["algorithm"]).parameters.extraction
    reach = scope_of(foundation.database, context).read
    places = places_of(foundation.database, reach, parameters.fingerprint(), annotations)

    def progress(done: int, total: int) -> None:
        context.progress(done, total, f"{done} of {total} new pictures looked at")

    extracted = extract_missing(foundation, places, parameters, progress)
    if extracted.again and context.attempt < context.store.most_attempts:
        raise Unavailable("Some pictures could not be fetched just now.")
    reasons = {
        str(each): kept.reason for each, kept in extracted.kept.items() if kept.reason is not None
    } | {str(each): reason for each, reason in extracted.unseen.items()}
    ready = sum(kept.stretch is not None for kept in extracted.kept.values())
    with foundation.database.write() as session:
        context.finish(session, {"ready": ready, "reasons": reasons})
        tell_when_over(foundation, session, context.id)
