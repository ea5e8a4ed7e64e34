"""How does an annotation come, change and go? Features of an old box go with it."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from acm_wbia.acm.models import Annotation, Asset
from acm_wbia.acm.operations.features import drop_features
from acm_wbia.acm.operations.races import again_when_raced
from acm_wbia.acm.queries.annotations import SEEN, Found, find_annotations
from acm_wbia.acm.queries.batches import batches
from acm_wbia.acm.queries.scoped import holds
from acm_wbia.wbia.boxes import PictureSize, checked, checked_theta, clip
from acm_wbia.wbia.errors import InvalidBox
from service_kit.database import Database
from service_kit.errors import Fault, Forbidden, Invalid, NotFound
from service_kit.scope import Scope

PLAIN_FIELDS = ("animal_class", "viewpoint", "confidence", "model", *SEEN)

log = logging.getLogger(__name__)


@again_when_raced
def put_annotations(
    database: Database, scope: Scope, documents: Sequence[Mapping[str, Any]]
) -> list[Found]:
    """Keeps the annotations as described, new ones and known ones. All or none; said twice, nothing changes.

    Raises `Invalid` with every fault, or `Forbidden` when the scope may not write one of the assets.
    """
    ids = [document["id"] for document in documents]
    with database.write() as session:
        assets = _assets(session, [document["asset"] for document in documents])
        known = _known(session, ids)
        _check(scope, documents, assets, known)
        moved = []
        for document in documents:
            annotation = known.get(document["id"])
            if annotation is None:
                annotation = known[document["id"]] = Annotation(
                    id=document["id"], asset_id=document["asset"], revision=1
                )
                session.add(annotation)
            if _place(annotation, document["bbox"], document["theta"]):
                moved.append(annotation.id)
            for name in PLAIN_FIELDS:
                setattr(annotation, name, document[name])
        session.flush()
        drop_features(session, moved)
    log.info("annotations kept", extra={"count": len(ids), "moved": len(moved)})
    return find_annotations(database, scope.write, ids=ids)


def change_annotation(
    database: Database, scope: Scope, annotation_id: uuid.UUID, changes: Mapping[str, Any]
) -> Found:
    """Changes some fields of an annotation. Raises `NotFound`, `Forbidden` or `Invalid`."""
    with database.write() as session:
        annotation, asset = _writable(session, scope, annotation_id)
        if "bbox" in changes or "theta" in changes:
            bbox = changes.get("bbox", annotation.bbox)
            theta = changes.get("theta", annotation.theta)
            if fault := _fault("/bbox", bbox, theta, asset):
                raise Invalid(fault.message, errors=[fault])
            if _place(annotation, bbox, theta):
                drop_features(session, [annotation_id])
        for name in PLAIN_FIELDS:
            if name in changes:
                setattr(annotation, name, changes[name])
    log.info("annotation changed", extra={"annotation": str(annotation_id)})
    return find_annotations(database, scope.write, ids=[annotation_id])[0]


def delete_annotation(database: Database, scope: Scope, annotation_id: uuid.UUID) -> None:
    """Takes an annotation with its features away; nothing happens where there is none. Raises `Forbidden`."""
    with database.write() as session:
        try:
            _writable(session, scope, annotation_id)
        except NotFound:
            return
        session.execute(delete(Annotation).where(Annotation.id == annotation_id))
    log.info("annotation removed", extra={"annotation": str(annotation_id)})


def _writable(session: Session, scope: Scope, annotation_id: uuid.UUID) -> tuple[Annotation, Asset]:
    annotation = session.get(Annotation, annotation_id)
    asset = session.get(Asset, annotation.asset_id) if annotation else None
    if annotation is None or asset is None or not holds(scope.read, asset):
        raise NotFound("There is no such annotation.", code="annotation_unknown")
    if not holds(scope.write, asset):
        raise Forbidden("This annotation is not yours to change.", code="not_yours")
    return annotation, asset


def _assets(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Asset]:
    return {
        asset.id: asset
        for some in batches(list(dict.fromkeys(ids)))
        for asset in session.scalars(select(Asset).where(Asset.id.in_(some)))
    }


def _known(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Annotation]:
    return {
        annotation.id: annotation
        for some in batches(ids)
        for annotation in session.scalars(select(Annotation).where(Annotation.id.in_(some)))
    }


def _check(
    scope: Scope,
    documents: Sequence[Mapping[str, Any]],
    assets: Mapping[uuid.UUID, Asset],
    known: Mapping[uuid.UUID, Annotation],
) -> None:
    faults = []
    for place, document in enumerate(documents):
        pointer = f"/annotations/{place}"
        asset = assets.get(document["asset"])
        there = known.get(document["id"])
        if asset is None or not holds(scope.read, asset):
            message = "There is no such asset."
            value = str(document["asset"])
            faults.append(Fault(f"{pointer}/asset", "asset_unknown", message, value))
        elif not holds(scope.write, asset):
            raise Forbidden("This picture is not yours to change.", code="not_yours")
        elif there is not None and there.asset_id != asset.id:
            message = "An annotation stays in its picture."
            value = str(document["asset"])
            faults.append(Fault(f"{pointer}/asset", "field_invalid", message, value))
        elif fault := _fault(f"{pointer}/bbox", document["bbox"], document["theta"], asset):
            faults.append(fault)
    if faults:
        raise Invalid(faults[0].message, errors=faults)


def _fault(pointer: str, bbox: Sequence[float], theta: float, asset: Asset) -> Fault | None:
    try:
        box = checked(bbox)
        if checked_theta(theta) == 0 and asset.width is not None and asset.height is not None:
            clip(box, PictureSize(asset.width, asset.height))
    except InvalidBox as error:
        return Fault(pointer, "box_invalid", str(error), list(bbox))
    return None


def _place(annotation: Annotation, bbox: Sequence[float], theta: float) -> bool:
    """Puts the box where it is said to be. Says whether features were to be dropped for it."""
    box, angle = checked(bbox), checked_theta(theta)
    if annotation.x is None:
        annotation.x, annotation.y, annotation.width, annotation.height = box
        annotation.theta = angle
        return False
    if annotation.bbox == list(box) and annotation.theta == angle:
        return False
    annotation.x, annotation.y, annotation.width, annotation.height = box
    annotation.theta = angle
    annotation.revision += 1
    for name in SEEN:
        setattr(annotation, name, None)
    return True
