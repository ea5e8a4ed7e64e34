"""What does each matcher of an algorithm see of these annotations? Whatever it has not looked at yet, it looks at now."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.comparing import Seen
from acm_wbia.acm.operations.extraction import extract_missing
from acm_wbia.acm.operations.scopes import scope_of
from acm_wbia.acm.queries.pictures import places_of
from acm_wbia.wbia.errors import ProcessingError
from acm_wbia.wbia.matching.algorithm import IdentificationAlgorithm, Matcher
from acm_wbia.wbia.models import algorithms
from service_kit.errors import Unavailable
from service_kit.jobs import JobContext, JobFailed


def opened(foundation: AcmFoundation, named: Mapping[str, Any]) -> IdentificationAlgorithm:
    """The algorithm with its parameters. Raises `JobFailed` where something of it is no longer installed."""
    try:
        return algorithms.opened(named["name"], named["parameters"], foundation.models)
    except ProcessingError as error:
        raise JobFailed(str(error)) from error


def as_named(chosen: IdentificationAlgorithm) -> dict[str, Any]:
    """The algorithm as a job's result names it."""
    parameters = chosen.parameters.to_mapping()
    return {"name": chosen.card.name, "version": chosen.version, "parameters": parameters}


def look_at(
    foundation: AcmFoundation,
    context: JobContext,
    matchers: Sequence[Matcher],
    annotations: Sequence[uuid.UUID],
) -> list[Seen]:
    """What each of them sees, within what the job may see.

    Raises `Unavailable` while there are pictures that another attempt may reach or make out, and `JobFailed` where what
    a matcher looks with is missing.
    """
    reach = scope_of(foundation.database, context).read
    asked = list(dict.fromkeys(annotations))

    def progress(done: int, total: int) -> None:
        context.progress(done, total, f"{done} of {total} new pictures looked at")

    seen = []
    for matcher in matchers:
        places = places_of(foundation.database, reach, matcher.fingerprint, asked)
        extracted = extract_missing(foundation, places, matcher, progress)
        seen.append(Seen(matcher, places, extracted))
    again = any(each.extracted.again for each in seen)
    if again and context.attempt < context.store.most_attempts:
        raise Unavailable("Some pictures could not be looked at just now.")
    return seen
