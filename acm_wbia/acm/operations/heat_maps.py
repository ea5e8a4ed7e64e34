"""How much did each part of two animals count? Told at once of matched points; of animals that a network compared as a
whole, found out by a worker when somebody first asks, then kept with the evidence.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from acm_wbia.acm.files.evidence import AsAWhole
from acm_wbia.acm.files.heat_maps import SIDES, read_maps
from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.matched_points import matches_of
from acm_wbia.acm.operations.on_demand import have_found_out
from acm_wbia.acm.queries.evidence import GONE, NOTHING_FITS, Pair
from acm_wbia.acm.queries.pictures import Place, places_of
from acm_wbia.wbia.models.network_identity import fingerprint_of
from service_kit.errors import Conflict, NotFound, Unavailable
from service_kit.scope import Reach, Scope

if TYPE_CHECKING:
    from acm_wbia.acm.files.heat_maps import Maps

EXPLAIN = "explain"
"""The kind of job that finds out on which parts of two animals it hangs that a network found them alike."""

IN_THE_MAKING = "The heat map is being made, which takes some seconds; ask again then."
NOT_KEPT = "When these two were compared it was not kept by what. Compare them again, and there is a heat map."
BOX_CHANGED = (
    "The box around one of the two animals was changed after they were compared. "
    "Compare them again, and there is a heat map."
)


def heat_map(foundation: AcmFoundation, scope: Scope, pair: Pair) -> dict[str, Any]:
    """Of both animals, as JSON takes it; raises as `relevance_maps` does."""
    maps = relevance_maps(foundation, scope, pair)
    annotations = (pair.query, pair.annotation)
    return {
        name: {
            "annotation": annotation,
            "bbox": list(each.bbox),
            "values": each.values.round(3).astype(float).tolist(),
        }
        for name, annotation, each in zip(SIDES, annotations, maps, strict=True)
    }


def relevance_maps(foundation: AcmFoundation, scope: Scope, pair: Pair) -> Maps:
    """Of the query and the candidate, for a caller who may see both.

    Raises `NotFound` where there is nothing to tell, `Conflict` where what compared them is not there any more, and
    `Unavailable` with the code `heat_map_in_the_making` or, as `matches_of` does, `points_in_the_making` while a worker is
    at it.
    """
    matches = matches_of(foundation, scope, pair)
    places = places_of_pair(foundation, scope.read, pair)
    if len(matches):
        # Here and not above: a web process loads what works on arrays of pictures only once somebody asks.
        from acm_wbia.wbia.errors import ProcessingError
        from acm_wbia.wbia.relevance import Area, MatchedFeatures

        try:
            return MatchedFeatures(matches).relevance(*(Area(p.bbox, p.theta) for p in places))
        except ProcessingError as error:
            raise NotFound(str(error)) from error
    kept = kept_at(foundation, pair)
    if not kept.exists():
        check_unchanged(foundation, pair, places)
        have_found_out(foundation, scope, EXPLAIN, pair)
        raise Unavailable(IN_THE_MAKING, code="heat_map_in_the_making")
    return read_maps(kept)


def places_of_pair(foundation: AcmFoundation, reach: Reach, pair: Pair) -> tuple[Place, Place]:
    """Where the query and the candidate are seen. Raises `NotFound`."""
    found = places_of(foundation.database, reach, "", (pair.query, pair.annotation))
    if not {pair.query, pair.annotation} <= found.keys():
        raise NotFound(GONE)
    return found[pair.query], found[pair.annotation]


def check_unchanged(foundation: AcmFoundation, pair: Pair, places: tuple[Place, Place]) -> AsAWhole:
    """By what the pair was compared, which is still there, as are its boxes. Raises `NotFound` where nothing spoke
    for it, and `Conflict`: a map by another network or of other boxes would explain another answer.
    """
    compared = foundation.evidence.read_as_a_whole(*pair)
    if compared is None:
        if foundation.evidence.was_looked_at_again(*pair):
            raise NotFound(NOTHING_FITS)
        raise Conflict(NOT_KEPT, code="not_explained")
    if tuple(each.revision for each in places) != (compared.query_revision, compared.revision):
        raise Conflict(BOX_CHANGED, code="box_changed_since")
    cards = {card.name: card for card in foundation.models.cards()}
    card = cards.get(compared.network)
    if card is None or not foundation.models.is_present(card):
        raise Conflict(
            f"The network {compared.network}, which compared these two, is no longer installed. "
            "Ask whoever runs this site for it, or compare them again by another.",
            code="network_missing",
        )
    if card.embedding is None or fingerprint_of(card, foundation.models) != compared.fingerprint:
        raise Conflict(
            f"The network {compared.network} was replaced by another version after these two were compared. "
            "Compare them again, and there is a heat map.",
            code="network_replaced",
        )
    return compared


def kept_at(foundation: AcmFoundation, pair: Pair) -> Path:
    """Where the maps of the pair lie once they are made."""
    return foundation.evidence.made_of(*pair, "relevance.npz")
