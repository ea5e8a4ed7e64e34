"""What is kept of a ranking so that it can be told later why two pictures were found alike?"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from acm_wbia.acm.files.evidence import AsAWhole
from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.queries.pictures import Place
from acm_wbia.wbia.matching.ranking import RankedAnnotation


def keep_evidence(
    foundation: AcmFoundation,
    job: uuid.UUID,
    query: uuid.UUID,
    spoke: Sequence[RankedAnnotation],
    places: Mapping[uuid.UUID, Place],
) -> None:
    """The matched points of each picture that spoke, or which network compared it, in which boxes."""
    revision = places[query].revision
    as_a_whole = {
        each.annotation: AsAWhole(
            each.network.name,
            each.network.fingerprint,
            revision,
            places[uuid.UUID(each.annotation)].revision,
        )
        for each in spoke
        if each.network is not None
    }
    matches = {each.annotation: each.matches for each in spoke}
    foundation.evidence.write(job, query, matches, as_a_whole)
