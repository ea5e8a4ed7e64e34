"""On which parts of two animals does it hang that a network found them alike? A worker's part of a heat map."""

from __future__ import annotations

from acm_wbia.acm.files.heat_maps import write_maps
from acm_wbia.acm.files.originals import OriginalMissing, OriginalOutOfReach
from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.heat_maps import (
    check_unchanged,
    kept_at,
    places_of_pair,
)
from acm_wbia.acm.operations.on_demand import from_arguments
from acm_wbia.acm.operations.scopes import scope_of
from acm_wbia.acm.queries.pictures import Place
from acm_wbia.wbia import pictures
from acm_wbia.wbia.errors import ProcessingError
from acm_wbia.wbia.matching.embedding import EmbeddingMatching
from acm_wbia.wbia.parameters.embedding import EmbeddingParameters
from acm_wbia.wbia.pictures import Picture
from acm_wbia.wbia.relevance import Area
from service_kit.errors import Unavailable
from service_kit.jobs import JobContext, JobFailed


def explain(foundation: AcmFoundation, context: JobContext) -> None:
    """Keeps the maps of a pair with its evidence. A pair that is explained already stays as it is."""
    pair = from_arguments(context.arguments)
    kept = kept_at(foundation, pair)
    if kept.exists():
        return
    reach = scope_of(foundation.database, context).read
    places = places_of_pair(foundation, reach, pair)
    compared = check_unchanged(foundation, pair, places)
    try:
        matcher = EmbeddingMatching(EmbeddingParameters(compared.network), foundation.models)
        shown = [_picture(foundation, each) for each in places]
        areas = [Area(each.bbox, each.theta) for each in places]
        maps = matcher.explanation(*shown).relevance(*areas)
    except OriginalOutOfReach as error:
        raise Unavailable(str(error)) from error
    except (OriginalMissing, ProcessingError) as error:
        raise JobFailed(str(error)) from error
    write_maps(kept, maps)


def _picture(foundation: AcmFoundation, place: Place) -> Picture:
    return pictures.decode(foundation.originals.fetch(place.original.path, place.original.sha256))
