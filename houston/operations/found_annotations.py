"""What was found becomes annotations in three steps, each of which can be done again.

The annotations get their ids and encounters and are kept (by whoever found them); EDM makes the encounters that
are missing and ACM is told the boxes; then they are noted with their pointers, and there is nothing left to send.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from houston.access.record import Kind
from houston.house import House
from houston.models import Annotation, AssetEncounter, Pointer
from houston.operations.pointer import add_pointer
from houston.queries.pointer import record_of, records_of
from service_kit.identity import new_id
from service_kit.scope import SYSTEM_SCOPE

ANIMAL = "animal"
"""The class of a box of which nothing else is said: without one it could not be asked about."""

TOLD = ("bbox", "theta", "class", "viewpoint", "confidence")
SEEN = (
    "raw_class",
    "raw_score",
    "taxon",
    "taxon_score",
    "identifiability",
    "hindrance",
    "hindrance_reason",
    "model",
)
"""What ACM's own detection tells beside it; boxes that came along say nothing of it."""


def new_annotation(
    asset_id: uuid.UUID, detection: uuid.UUID, found: Mapping[str, Any], **more: Any
) -> Annotation:
    """One finding as it is kept until ACM knows it; `more` is told to ACM too."""
    annotation_id = new_id()
    return Annotation(
        id=annotation_id,
        asset_id=asset_id,
        viewpoint=found["viewpoint"],
        detection=detection,
        unsent={
            "id": str(annotation_id),
            "asset": str(asset_id),
            **{name: found[name] for name in TOLD},
            **{name: found[name] for name in SEEN if name in found},
            **more,
        },
    )


def unsent_annotations(
    house: House, assets: Collection[uuid.UUID], detection: uuid.UUID
) -> list[Annotation]:
    """What this detection found in these pictures and ACM has not been told, the first that was kept first."""
    with house.database.read() as session:
        return list(
            session.scalars(
                select(Annotation)
                .where(Annotation.asset_id.in_(assets), Annotation.detection == detection)
                .where(Annotation.unsent.is_not(None))
                .order_by(Annotation.id)
            )
        )


def send_annotations(
    house: House, annotations: Sequence[Annotation], actor: uuid.UUID | None
) -> None:
    """Tells EDM and ACM of them. Raises `RemoteProblem` when one of the two refuses."""
    _duplicate_encounters(house, annotations, actor)
    if annotations:
        house.acm.call(
            "PUT",
            "/acm/v1/annotations",
            scope=SYSTEM_SCOPE,
            json={"annotations": [each.unsent for each in annotations]},
        )


def note_annotations(session: Session, annotations: Sequence[Annotation]) -> None:
    """Notes those that EDM and ACM know, within the caller's transaction."""
    records = records_of(session, Kind.ASSET, {each.asset_id for each in annotations})
    for told in annotations:
        annotation = session.get_one(Annotation, told.id)
        annotation.unsent = None
        if annotation.copy_of is not None and annotation.encounter_id is not None:
            _note_copy(session, annotation.encounter_id, annotation.copy_of, annotation.asset_id)
            annotation.copy_of = None
        record = records.get(annotation.asset_id)
        if record is not None:
            sighting = _sighting_of(session, annotation.encounter_id)
            add_pointer(session, annotation.id, replace(record, kind=Kind.ANNOTATION), sighting)
    session.flush()


def forget_unsent(session: Session, asset_id: uuid.UUID) -> None:
    """What was found in this picture and cannot be kept is forgotten."""
    session.execute(
        delete(Annotation).where(Annotation.asset_id == asset_id, Annotation.unsent.is_not(None))
    )


def _duplicate_encounters(
    house: House, annotations: Sequence[Annotation], actor: uuid.UUID | None
) -> None:
    wanted: dict[uuid.UUID, list[str]] = {}
    for each in annotations:
        if each.copy_of is not None:
            wanted.setdefault(each.copy_of, []).append(str(each.encounter_id))
    for original, ids in wanted.items():
        house.edm.call(
            "POST",
            f"/edm/v1/encounters/{original}/duplicate",
            scope=SYSTEM_SCOPE,
            actor=str(actor) if actor else None,
            json={"ids": ids},
        )


def _note_copy(
    session: Session, encounter: uuid.UUID, original: uuid.UUID, asset_id: uuid.UUID
) -> None:
    record = record_of(session, Kind.ENCOUNTER, original)
    if record is not None:
        add_pointer(session, encounter, record, _sighting_of(session, original))
    if session.get(AssetEncounter, (asset_id, encounter)) is None:
        last = session.scalar(
            select(func.max(AssetEncounter.position)).where(AssetEncounter.asset_id == asset_id)
        )
        session.add(
            AssetEncounter(asset_id=asset_id, encounter_id=encounter, position=(last or 0) + 1)
        )
        session.flush()


def _sighting_of(session: Session, encounter: uuid.UUID | None) -> uuid.UUID | None:
    pointer = session.get(Pointer, encounter) if encounter else None
    return pointer.sighting if pointer else None
