"""Which points of two pictures resemble each other? As kept by what compared them or, of a pair that was far back on a
catalogue's long lists, as a worker finds them when somebody first asks.
"""

from __future__ import annotations

from typing import Any

from acm_wbia.acm.files.evidence import Matches
from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.on_demand import have_found_out
from acm_wbia.acm.queries.evidence import (
    AS_A_WHOLE,
    GONE,
    NOTHING_FITS,
    SECOND_LOOK,
    Pair,
    may_see,
)
from service_kit.errors import NotFound, Unavailable
from service_kit.scope import Scope

LOOK_AGAIN = "look-again"
"""The kind of job that compares two pictures on their own."""

IN_THE_MAKING = (
    "The two pictures are being compared on their own, which takes a moment; ask again then."
)
TOLD = 5
"""Columns of a match that are told: both places and the weight."""


def evidence_of(foundation: AcmFoundation, scope: Scope, pair: Pair) -> dict[str, Any]:
    """The matched points, as JSON takes them; raises as `matches_of` does."""
    told = matches_of(foundation, scope, pair)[:, :TOLD].tolist()
    is_second_look = foundation.evidence.was_looked_at_again(*pair)
    note = SECOND_LOOK if is_second_look else None
    if not told:
        whole = foundation.evidence.read_as_a_whole(*pair) is not None
        note = AS_A_WHOLE if whole or not is_second_look else NOTHING_FITS
    return {"query": pair.query, "annotation": pair.annotation, "matches": told, "note": note}


def matches_of(foundation: AcmFoundation, scope: Scope, pair: Pair) -> Matches:
    """The matches, heaviest first, for a caller who may see both annotations.

    Raises `NotFound` where there is nothing to tell, and `Unavailable` with the code `points_in_the_making` while a
    worker is at it.
    """
    if not may_see(foundation.database, scope.read, pair):
        raise NotFound(GONE)
    matches = foundation.evidence.read(*pair)
    if matches is not None:
        return matches
    if foundation.evidence.read_algorithm(pair.job) is None:
        raise NotFound(GONE)
    have_found_out(foundation, scope, LOOK_AGAIN, pair)
    raise Unavailable(IN_THE_MAKING, code="points_in_the_making")
