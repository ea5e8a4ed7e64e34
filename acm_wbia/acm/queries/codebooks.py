"""Which codebooks are there, and which lists have features by them?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from acm_wbia.acm.files.feature_segments import Stretch
from acm_wbia.acm.models import CodebookRow, FeatureLists
from acm_wbia.acm.queries.batches import batches
from service_kit.database import Database


def centres_of(database: Database, extraction: str, generation: int) -> bytes | None:
    """The centres of that codebook, row by row; `None` where it was not made yet."""
    with database.read() as session:
        row = session.get(CodebookRow, (extraction, generation))
    return None if row is None else row.centres


def lists_of(
    database: Database, extraction: str, generation: int, annotations: Sequence[uuid.UUID]
) -> dict[uuid.UUID, Stretch]:
    """Where the lists lie of those annotations whose features were sorted by that codebook."""
    columns = (
        FeatureLists.annotation_id,
        FeatureLists.segment,
        FeatureLists.offset,
        FeatureLists.length,
    )
    found = {}
    with database.read() as session:
        for some in batches(annotations):
            statement = select(*columns).where(
                FeatureLists.annotation_id.in_(some),
                FeatureLists.extraction == extraction,
                FeatureLists.generation == generation,
            )
            for annotation, segment, offset, length in session.execute(statement):
                found[annotation] = Stretch(segment, offset, length)
    return found
