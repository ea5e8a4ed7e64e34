"""What spoke for a query and a candidate being the same animal?"""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

from acm_wbia.acm.files.evidence import EvidenceFiles, Matches
from acm_wbia.acm.queries.annotations import visible_ids
from service_kit.database import Database
from service_kit.errors import NotFound
from service_kit.scope import Reach

AS_A_WHOLE = (
    "The two pictures were compared as a whole, so there are no matched points to show; "
    "a heat map shows on which parts the comparison hangs."
)
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


def read_matches(database: Database, files: EvidenceFiles, reach: Reach, pair: Pair) -> Matches:
    """The matches, heaviest first, for a caller who may see both annotations. Raises `NotFound`."""
    sides = {pair.query, pair.annotation}
    matches = files.read(*pair) if sides <= visible_ids(database, reach, list(sides)) else None
    if matches is None:
        raise NotFound(GONE)
    return matches
