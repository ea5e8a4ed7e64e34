"""Which annotations have features, and where do they lie?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from acm_wbia.acm.files.feature_segments import Stretch
from acm_wbia.acm.models import FeatureSet
from acm_wbia.acm.queries.batches import batches
from service_kit.database import Database

KEPT = (
    FeatureSet.count,
    FeatureSet.segment,
    FeatureSet.offset,
    FeatureSet.length,
    FeatureSet.reason,
)
"""The columns that `as_kept` takes."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The features of one annotation, or why there are none."""

    count: int
    stretch: Stretch | None
    reason: str | None


def as_kept(row: Sequence[Any]) -> Kept | None:
    """From a row of `KEPT`; `None` where an outer join found none."""
    count, segment, offset, length, reason = row
    if count is None:
        return None
    return Kept(count, None if segment is None else Stretch(segment, offset, length), reason)


def features_of(
    database: Database, extraction: str, annotations: Sequence[uuid.UUID]
) -> dict[uuid.UUID, Kept]:
    """What is kept of those annotations that were looked at."""
    found = {}
    with database.read() as session:
        for some in batches(annotations):
            statement = select(FeatureSet.annotation_id, *KEPT).where(
                FeatureSet.annotation_id.in_(some), FeatureSet.extraction == extraction
            )
            for annotation, *row in session.execute(statement):
                if (kept := as_kept(row)) is not None:
                    found[annotation] = kept
    return found
