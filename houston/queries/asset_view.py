"""How do pictures look to whoever may see them, with the boxes of the animals they may see?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Action, Principal
from houston.house import House
from houston.models import Annotation, Asset
from houston.queries.annotation import NO_SUCH, find_annotation
from houston.queries.asset import AssetAccess, access_to
from houston.queries.boxes import boxes_of
from service_kit.errors import NotFound

SEEN = (
    "raw_class",
    "raw_score",
    "taxon",
    "taxon_score",
    "identifiability",
    "hindrance",
    "hindrance_reason",
)
"""What networks saw in the box."""


def view_assets(
    house: House, principal: Principal, assets: Sequence[Asset]
) -> list[dict[str, Any]]:
    """Those of the pictures that the person may see; boxes from ACM in one question."""
    with house.database.read() as session:
        access = access_to(session, [asset.id for asset in assets])
        visible = [a for a in assets if access[a.id].allows(principal, Action.READ)]
        annotations = _annotations(session, principal, visible, access)
    shown = {each.id for found in annotations.values() for each in found}
    boxes = boxes_of(house, shown) if shown else {}
    return [
        {
            "id": asset.id,
            "submission": asset.submission_id,
            "name": asset.name,
            "media_type": asset.media_type,
            "width": asset.width,
            "height": asset.height,
            "state": asset.state,
            "reason": asset.reason,
            "encounters": access[asset.id].readable(principal),
            "annotations": [
                view_annotation(each, boxes[each.id])
                for each in annotations[asset.id]
                if each.id in boxes
            ],
        }
        for asset in visible
    ]


def one_annotation(house: House, principal: Principal, annotation_id: uuid.UUID) -> dict[str, Any]:
    """One annotation, for who may see it. Raises `NotFound`."""
    with house.database.read() as session:
        annotation = find_annotation(session, principal, annotation_id)
    box = boxes_of(house, [annotation_id]).get(annotation_id)
    if box is None:
        raise NotFound(NO_SUCH)
    return view_annotation(annotation, box)


def view_annotation(annotation: Annotation, box: dict[str, Any]) -> dict[str, Any]:
    """One annotation: ACM's box, our encounter."""
    return {
        "id": annotation.id,
        "asset": annotation.asset_id,
        "bbox": box["bbox"],
        "theta": box["theta"],
        "animal_class": box["class"],
        "viewpoint": box["viewpoint"],
        "confidence": box["confidence"],
        "encounter": annotation.encounter_id,
        "drawn": annotation.detection is None,
        **{name: box[name] for name in SEEN},
    }


def _annotations(
    session: Session,
    principal: Principal,
    assets: Sequence[Asset],
    access: dict[uuid.UUID, AssetAccess],
) -> dict[uuid.UUID, list[Annotation]]:
    """Those of encounters that the person may see, and for who may change the picture those of none."""
    found: dict[uuid.UUID, list[Annotation]] = {asset.id: [] for asset in assets}
    readable = {asset.id: set(access[asset.id].readable(principal)) for asset in assets}
    editable = {a.id for a in assets if access[a.id].allows(principal, Action.EDIT)}
    rows = session.scalars(
        select(Annotation)
        .where(Annotation.asset_id.in_(found), Annotation.unsent.is_(None))
        .order_by(Annotation.id)
    )
    for row in rows:
        loose = row.encounter_id is None and row.asset_id in editable
        if loose or row.encounter_id in readable[row.asset_id]:
            found[row.asset_id].append(row)
    return found
