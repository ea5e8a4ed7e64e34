"""Which annotations are there, within a reach?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from acm_wbia.acm.models import Annotation, Asset
from acm_wbia.acm.queries.batches import batches
from acm_wbia.acm.queries.scoped import within
from service_kit.database import Database
from service_kit.errors import NotFound
from service_kit.scope import Reach

SEEN = (
    "raw_class",
    "raw_score",
    "taxon",
    "taxon_score",
    "identifiability",
    "hindrance",
    "hindrance_reason",
)
"""What was seen in the box: it goes with it."""

Found = dict[str, Any]
"""An annotation in the words of its schema."""


def get_annotation(database: Database, reach: Reach, annotation_id: uuid.UUID) -> Found:
    """Raises `NotFound`, also for one out of reach."""
    found = find_annotations(database, reach, ids=[annotation_id])
    if not found:
        raise NotFound("There is no such annotation.", code="annotation_unknown")
    return found[0]


def find_annotations(
    database: Database,
    reach: Reach,
    *,
    ids: Sequence[uuid.UUID] | None = None,
    assets: Sequence[uuid.UUID] | None = None,
) -> list[Found]:
    """Those with one of the ids and of one of the assets, in the order of the ids, else by asset and id.

    A list that is not given does not narrow; where neither is, nothing is found.
    """
    if ids is None and assets is None:
        return []
    narrowed, column = (ids, Annotation.id) if ids is not None else (assets, Annotation.asset_id)
    rows: list[Annotation] = []
    with database.read() as session:
        for some in batches(list(dict.fromkeys(narrowed or []))):
            rows += session.scalars(_statement(reach, column.in_(some)))
    if ids is None:
        return [_told(row) for row in rows]
    in_assets = None if assets is None else set(assets)
    by_id = {row.id: row for row in rows if in_assets is None or row.asset_id in in_assets}
    return [_told(by_id[each]) for each in dict.fromkeys(ids) if each in by_id]


def identifiability_of(
    database: Database, ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, dict[str, Any]]:
    """`{score, hindrance, reason}` of those of which it is known."""
    found: dict[uuid.UUID, dict[str, Any]] = {}
    with database.read() as session:
        for some in batches(list(dict.fromkeys(ids))):
            statement = select(
                Annotation.id,
                Annotation.identifiability,
                Annotation.hindrance,
                Annotation.hindrance_reason,
            ).where(Annotation.id.in_(some), Annotation.identifiability.is_not(None))
            for annotation, score, hindrance, reason in session.execute(statement):
                found[annotation] = {"score": score, "hindrance": hindrance, "reason": reason}
    return found


def visible_ids(database: Database, reach: Reach, ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the ids that are annotations within the reach."""
    found: set[uuid.UUID] = set()
    with database.read() as session:
        for some in batches(ids):
            statement = select(Annotation.id).join(Asset, Asset.id == Annotation.asset_id)
            found.update(session.scalars(statement.where(Annotation.id.in_(some), within(reach))))
    return found


def _statement(reach: Reach, chosen: ColumnElement[bool]) -> Select[Annotation]:
    return (
        select(Annotation)
        .join(Asset, Asset.id == Annotation.asset_id)
        .where(chosen, within(reach))
        .order_by(Annotation.asset_id, Annotation.id)
    )


def _told(annotation: Annotation) -> Found:
    return {
        "id": annotation.id,
        "asset": annotation.asset_id,
        "bbox": annotation.bbox,
        "theta": annotation.theta,
        "animal_class": annotation.animal_class,
        "viewpoint": annotation.viewpoint,
        "confidence": annotation.confidence,
        **{name: getattr(annotation, name) for name in SEEN},
        "model": annotation.model,
    }
