"""A picture of the evidence for one pair: drawn when somebody first asks for it, then kept with the evidence."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from acm_wbia.acm.files.originals import OriginalMissing, OriginalOutOfReach
from acm_wbia.acm.files.whole_files import write_whole
from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.heat_maps import places_of_pair, relevance_maps
from acm_wbia.acm.operations.matched_points import matches_of
from acm_wbia.acm.queries.evidence import Pair
from acm_wbia.acm.queries.pictures import Place
from service_kit.errors import NotFound, Unavailable
from service_kit.scope import Scope

if TYPE_CHECKING:
    from acm_wbia.wbia.match_picture import Sight


class Format(StrEnum):
    """How the picture is written, as the end of a file's name."""

    JPEG = "jpg"
    WEBP = "webp"


def evidence_picture(
    foundation: AcmFoundation, scope: Scope, pair: Pair, version: str, written_as: Format
) -> bytes:
    """Both animals, with what was matched or what counted drawn in as the `Version` of this name says.

    Raises `NotFound` where there is nothing to draw, also for who may not see both, `Unavailable`, or what
    `matches_of` and `relevance_maps` refuse with.
    """
    matches = matches_of(foundation, scope, pair)
    kept = foundation.evidence.made_of(*pair, f"{version}.{written_as.value}")
    if kept.exists():
        return kept.read_bytes()
    # Here and not above: a web process loads what draws pictures only once somebody asks for one.
    from acm_wbia.wbia.errors import ProcessingError
    from acm_wbia.wbia.match_picture import Version, as_jpeg, as_webp, match_picture

    places = places_of_pair(foundation, scope.read, pair)
    maps = None
    if version == Version.HEATMASK:
        maps = relevance_maps(foundation, scope, pair)
    try:
        first, second = (_sight(foundation, each) for each in places)
        picture = match_picture(Version(version), first, second, matches, maps)
    except OriginalOutOfReach as error:
        raise Unavailable(str(error)) from error
    except (OriginalMissing, ProcessingError) as error:
        raise NotFound(str(error)) from error
    drawn = as_webp(picture) if written_as is Format.WEBP else as_jpeg(picture)
    write_whole(kept, drawn)
    return drawn


def _sight(foundation: AcmFoundation, place: Place) -> Sight:
    from acm_wbia.wbia import pictures
    from acm_wbia.wbia.match_picture import Sight

    data = foundation.originals.fetch(place.original.path, place.original.sha256)
    return Sight(pictures.decode(data), place.bbox, place.theta)
