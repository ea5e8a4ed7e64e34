"""How are features made ahead of time, so that the first identification need not wait for them?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.comparing import Seen
from acm_wbia.acm.operations.looking import look_at, opened
from acm_wbia.acm.operations.telling import tell_when_over
from service_kit.jobs import JobContext


def extract(foundation: AcmFoundation, context: JobContext) -> None:
    """Ends the job with how many of the annotations can be compared, and why each other one cannot."""
    annotations = [uuid.UUID(each) for each in context.arguments["annotations"]]
    chosen = opened(foundation, context.arguments["algorithm"])
    seen = look_at(foundation, context, chosen.matchers, annotations)
    ready = set.union(*map(_ready, seen))
    reasons = {each: why for each, why in _reasons(seen).items() if each not in ready}
    result = {"ready": len(ready), "reasons": {str(each): why for each, why in reasons.items()}}
    with foundation.database.write() as session:
        context.finish(session, result)
        tell_when_over(foundation, session, context.id)


def _ready(seen: Seen) -> set[uuid.UUID]:
    """One matcher that could describe an annotation is enough to compare it by."""
    return {each for each, kept in seen.extracted.kept.items() if kept.stretch is not None}


def _reasons(seen: Sequence[Seen]) -> dict[uuid.UUID, str]:
    """What the first matcher says that says anything."""
    found: dict[uuid.UUID, str] = {}
    for one in seen:
        kept = one.extracted.kept.items()
        told = {each: why for each, of_it in kept if (why := of_it.reason) is not None}
        found = {**told, **one.extracted.unseen, **found}
    return found
