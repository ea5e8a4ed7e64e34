"""Which pictures are to be looked at, and where are they read?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select

from acm_wbia.acm.models import Annotation, Asset, DetectionOutcome, FeatureSet
from acm_wbia.acm.queries.batches import batches
from acm_wbia.acm.queries.features import KEPT, Kept, as_kept
from acm_wbia.acm.queries.scoped import within
from service_kit.database import Database
from service_kit.scope import Reach


@dataclass(frozen=True, slots=True)
class Original:
    """Where a picture is read, and what its bytes must be."""

    asset: uuid.UUID
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which picture an annotation lies."""

    annotation: uuid.UUID
    revision: int
    bbox: tuple[float, float, float, float]
    theta: float
    original: Original
    animal_class: str | None
    judged: bool
    """Whether it is known how well it can be told from others."""
    kept: Kept | None
    """Its features by the extraction asked about, once it was looked at."""


def originals_of(
    database: Database, reach: Reach, assets: Sequence[uuid.UUID]
) -> dict[uuid.UUID, Original]:
    """Those of the assets that are within the reach."""
    found = {}
    with database.read() as session:
        for some in batches(assets):
            statement = select(Asset.id, Asset.uri, Asset.sha256).where(
                Asset.id.in_(some), within(reach)
            )
            found.update({row.id: Original(*row) for row in session.execute(statement)})
    return found


def places_of(
    database: Database, reach: Reach, extraction: str, annotations: Sequence[uuid.UUID]
) -> dict[uuid.UUID, Place]:
    """Those of the annotations that are within the reach, with what is kept of their features."""
    columns = (
        Annotation.id,
        Annotation.revision,
        Annotation.x,
        Annotation.y,
        Annotation.width,
        Annotation.height,
        Annotation.theta,
        Asset.id,
        Asset.uri,
        Asset.sha256,
        Annotation.animal_class,
        Annotation.identifiability.is_not(None),
        *KEPT,
    )
    own = and_(FeatureSet.annotation_id == Annotation.id, FeatureSet.extraction == extraction)
    found = {}
    with database.read() as session:
        for some in batches(annotations):
            statement = (
                select(*columns)
                .join(Asset, Asset.id == Annotation.asset_id)
                .outerjoin(FeatureSet, own)
                .where(Annotation.id.in_(some), within(reach))
            )
            for row in session.execute(statement):
                original = Original(row[7], row[8], row[9])
                found[row[0]] = Place(
                    row[0], row[1], row[2:6], row[6], original, row[10], row[11], as_kept(row[12:])
                )
    return found


def outcomes_so_far(database: Database, job: uuid.UUID) -> dict[uuid.UUID, dict[str, object]]:
    """What a detection job found before it was interrupted, by asset."""
    with database.read() as session:
        statement = select(DetectionOutcome.asset_id, DetectionOutcome.outcome).where(
            DetectionOutcome.job_id == job
        )
        return {row.asset_id: row.outcome for row in session.execute(statement)}
