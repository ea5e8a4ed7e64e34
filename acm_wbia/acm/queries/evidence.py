"""What spoke for a query and a candidate being the same animal?"""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

from acm_wbia.acm.files.evidence import EvidenceFiles, Matches
from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.queries.annotations import visible_ids
from acm_wbia.acm.queries.pictures import Place, places_of
from service_kit.database import Database
from service_kit.errors import NotFound
from service_kit.scope import Reach

AS_A_WHOLE = "The two pictures were compared as a whole, so there are no matched points to show."
GONE = "There is no evidence for these two pictures."
TOLD = 5
"""Columns of a match that are told: both places and the weight."""


class Pair(NamedTuple):
    """Which two pictures, and what compared them."""

    job: uuid.UUID
    query: uuid.UUID
    annotation: uuid.UUID


def get_evidence(
    database: Database, files: EvidenceFiles, reach: Reach, pair: Pair
) -> dict[str, Any]:
    """The matched points, for a caller who may see both annotations. Raises `NotFound`."""
    matches = read_matches(database, files, reach, pair)
    told = matches[:, :TOLD].tolist()
    note = None if told else AS_A_WHOLE
    return {"query": pair.query, "annotation": pair.annotation, "matches": told, "note": note}


def get_relevance(foundation: AcmFoundation, reach: Reach, pair: Pair) -> dict[str, Any]:
    """How much each part of the two animals counted, for the same callers. Raises `NotFound`."""
    # Here and not above: a web process loads what works on arrays of pictures only once somebody asks.
    from acm_wbia.wbia.errors import ProcessingError
    from acm_wbia.wbia.relevance import Area, MatchedFeatures

    matches = read_matches(foundation.database, foundation.evidence, reach, pair)
    sides = (pair.query, pair.annotation)
    places = places_of(foundation.database, reach, "", sides)
    if len(places) < len(set(sides)):
        raise NotFound(GONE)

    def area(place: Place) -> Area:
        return Area(place.bbox, place.theta)

    try:
        maps = MatchedFeatures(matches).relevance(*(area(places[each]) for each in sides))
    except ProcessingError as error:
        raise NotFound(str(error)) from error
    return {
        name: {
            "annotation": annotation,
            "bbox": list(each.bbox),
            "values": each.values.round(3).astype(float).tolist(),
        }
        for name, annotation, each in zip(("query", "candidate"), sides, maps, strict=True)
    }


def read_matches(database: Database, files: EvidenceFiles, reach: Reach, pair: Pair) -> Matches:
    """The matches, heaviest first, for a caller who may see both annotations. Raises `NotFound`."""
    sides = {pair.query, pair.annotation}
    matches = files.read(*pair) if sides <= visible_ids(database, reach, list(sides)) else None
    if matches is None:
        raise NotFound(GONE)
    return matches
