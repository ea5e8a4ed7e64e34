"""How do features come to count, and how do they go?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ScalarSelect, delete, select
from sqlalchemy.orm import Session

from acm_wbia.acm.models import Annotation, FeatureSet
from acm_wbia.acm.operations.inserting import insert_new
from acm_wbia.acm.queries.batches import batches
from service_kit.database import Database


def keep_features(
    database: Database, extraction: str, found: Sequence[tuple[int, dict[str, Any]]]
) -> None:
    """Lets features count whose bytes are on the disk: pairs of the annotation's revision and the row's values.

    One whose annotation has changed or gone since it was looked at, and one that another worker was first with,
    is passed over.
    """
    ids = [values["annotation_id"] for _, values in found]
    with database.write() as session:
        statement = select(Annotation.id, Annotation.revision).where(Annotation.id.in_(ids))
        # Locked, so that a box that is changed meanwhile drops these features, too.
        locked = session.execute(statement.with_for_update(read=True))
        current = {row.id: row.revision for row in locked}
        rows = [
            {**values, "extraction": extraction}
            for revision, values in found
            if current.get(values["annotation_id"]) == revision
        ]
        insert_new(session, FeatureSet, rows)


def drop_features(
    session: Session, annotations: Sequence[uuid.UUID] | ScalarSelect[uuid.UUID]
) -> None:
    """Within the caller's transaction: no features of these annotations count any more."""
    if isinstance(annotations, ScalarSelect):
        session.execute(delete(FeatureSet).where(FeatureSet.annotation_id.in_(annotations)))
        return
    for some in batches(annotations):
        session.execute(delete(FeatureSet).where(FeatureSet.annotation_id.in_(some)))
