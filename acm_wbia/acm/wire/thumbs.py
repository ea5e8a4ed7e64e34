"""How does a client see why two annotations were thought alike? A picture, drawn of the evidence when it is asked for."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from acm_wbia.acm.files.originals import OriginalMissing, OriginalOutOfReach
from acm_wbia.acm.files.whole_files import write_whole
from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.queries.annotations import visible_ids
from acm_wbia.acm.queries.pictures import Place, places_of
from acm_wbia.acm.wire.envelope import NO_PICTURE_OF_MATCH, Refusal, as_plain
from service_kit.errors import Unavailable
from service_kit.scope import Scope

if TYPE_CHECKING:
    from acm_wbia.wbia.match_picture import Sight


def match_thumb(foundation: AcmFoundation, scope: Scope, said: Mapping[str, Any]) -> bytes:
    """A JPEG of the pair. Drawn once, then kept with the evidence.

    Raises a `Refusal` where there is nothing to draw, also for who may not see both, or `Unavailable`.
    """
    query, annotation = said["query_annot_uuid"], said["database_annot_uuid"]
    job = _job(said)
    visible = visible_ids(foundation.database, scope.read, [query, annotation])
    if not {query, annotation} <= visible:
        raise _nothing(said, "One of the two annotations is not there.")
    matches = foundation.evidence.read(job, query, annotation)
    if matches is None:
        raise _nothing(said, "This pair was not among the best of that query.")
    kept = foundation.evidence.picture(job, query, annotation, said["version"])
    if kept.exists():
        return kept.read_bytes()
    # Here and not above: a web process loads what draws pictures only once somebody asks for one.
    from acm_wbia.wbia.errors import ProcessingError
    from acm_wbia.wbia.match_picture import Version, as_jpeg, match_picture

    places = places_of(foundation.database, scope.read, "", [query, annotation])
    try:
        first, second = (_sight(foundation, places[each]) for each in (query, annotation))
        drawn = as_jpeg(match_picture(Version(said["version"]), first, second, matches))
    except OriginalOutOfReach as error:
        raise Unavailable(str(error)) from error
    except (OriginalMissing, ProcessingError) as error:
        raise _nothing(said, str(error)) from error
    write_whole(kept, drawn)
    return drawn


def _job(said: Mapping[str, Any]) -> uuid.UUID:
    try:
        return uuid.UUID(said["extern_reference"])
    except ValueError as error:
        raise _nothing(said, "There is no such extern_reference.") from error


def _sight(foundation: AcmFoundation, place: Place) -> Sight:
    from acm_wbia.wbia import pictures
    from acm_wbia.wbia.match_picture import Sight

    data = foundation.originals.fetch(place.original.path, place.original.sha256)
    return Sight(pictures.decode(data), place.bbox, place.theta)


def _nothing(said: Mapping[str, Any], why: str) -> Refusal:
    response = {
        "reference": said["extern_reference"],
        "qannot_uuid": as_plain(said["query_annot_uuid"]),
        "dannot_uuid": as_plain(said["database_annot_uuid"]),
        "version": said["version"],
    }
    return Refusal(why, status=404, wire_code=NO_PICTURE_OF_MATCH, response=response)
