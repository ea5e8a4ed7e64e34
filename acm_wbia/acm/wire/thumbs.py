"""How does a client see why two annotations were thought alike? A picture, drawn of the evidence when it is asked for."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.evidence_pictures import Format, evidence_picture
from acm_wbia.acm.queries.annotations import visible_ids
from acm_wbia.acm.queries.evidence import Pair
from acm_wbia.acm.wire.envelope import NO_PICTURE_OF_MATCH, Refusal, as_plain
from service_kit.errors import Conflict, NotFound
from service_kit.scope import Scope


def match_thumb(foundation: AcmFoundation, scope: Scope, said: Mapping[str, Any]) -> bytes:
    """A JPEG of the pair. Drawn once, then kept with the evidence.

    Raises a `Refusal` where there is nothing to draw, also for who may not see both, or `Unavailable`.
    """
    query, annotation = said["query_annot_uuid"], said["database_annot_uuid"]
    pair = Pair(_job(said), query, annotation)
    if not {query, annotation} <= visible_ids(foundation.database, scope.read, [query, annotation]):
        raise _nothing(said, "One of the two annotations is not there.")
    if foundation.evidence.read(*pair) is None:
        raise _nothing(said, "This pair was not among the best of that query.")
    try:
        return evidence_picture(foundation, scope, pair, said["version"], Format.JPEG)
    except (Conflict, NotFound) as error:
        raise _nothing(said, str(error)) from error


def _job(said: Mapping[str, Any]) -> uuid.UUID:
    try:
        return uuid.UUID(said["extern_reference"])
    except ValueError as error:
        raise _nothing(said, "There is no such extern_reference.") from error


def _nothing(said: Mapping[str, Any], why: str) -> Refusal:
    response = {
        "reference": said["extern_reference"],
        "qannot_uuid": as_plain(said["query_annot_uuid"]),
        "dannot_uuid": as_plain(said["database_annot_uuid"]),
        "version": said["version"],
    }
    return Refusal(why, status=404, wire_code=NO_PICTURE_OF_MATCH, response=response)
