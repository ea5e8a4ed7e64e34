"""What spoke for a query and a candidate being the same animal?"""

from __future__ import annotations

import uuid
from typing import NamedTuple

from acm_wbia.acm.queries.annotations import visible_ids
from service_kit.database import Database
from service_kit.scope import Reach

AS_A_WHOLE = (
    "The two pictures were compared as a whole, so there are no matched points to show; "
    "a heat map shows on which parts the comparison hangs."
)
SECOND_LOOK = (
    "The two pictures were not among those most alike; "
    "the points are of a second look at these two alone."
)
NOTHING_FITS = (
    "Looked at once more, these two alone, the pictures have no points that fit together: "
    "little speaks for one animal."
)
GONE = "There is no evidence for these two pictures."


class Pair(NamedTuple):
    """Which two pictures, and what compared them."""

    job: uuid.UUID
    query: uuid.UUID
    annotation: uuid.UUID


def may_see(database: Database, reach: Reach, pair: Pair) -> bool:
    """Whether both annotations are within the reach."""
    sides = {pair.query, pair.annotation}
    return sides <= visible_ids(database, reach, list(sides))
