"""What is found out about two pictures only when somebody asks: once, by a worker, however many ask."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.races import again_when_raced
from acm_wbia.acm.queries.evidence import Pair
from service_kit.errors import NotFound
from service_kit.jobs import JobState, Queue
from service_kit.jobs.model import FINISHED
from service_kit.scope import Scope


@again_when_raced
def have_found_out(foundation: AcmFoundation, scope: Scope, kind: str, pair: Pair) -> None:
    """Asks for a job of this kind about the pair, unless one is under way.

    Raises `NotFound` with the reason where the last one failed.
    """
    key = f"{kind}:{':'.join(each.hex for each in pair)}"
    failure = None
    with foundation.database.write() as session:
        job = foundation.jobs.submit(
            session, kind, as_arguments(pair), queue=Queue.INTERACTIVE, key=key
        )
        job.scope = job.scope or scope.as_dict()
        if job.state in FINISHED:
            # Told once: who asks again may have set right what was wrong.
            failure = job.error if job.state == JobState.FAILED else None
            session.delete(job)
    if failure:
        raise NotFound(failure)


def as_arguments(pair: Pair) -> dict[str, str]:
    """The pair as a job holds it."""
    return {name: str(each) for name, each in pair._asdict().items()}


def from_arguments(arguments: Mapping[str, str]) -> Pair:
    """See `as_arguments`."""
    return Pair(**{name: uuid.UUID(each) for name, each in arguments.items()})
