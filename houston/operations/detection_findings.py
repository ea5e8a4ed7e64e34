"""What was found in one picture becomes annotations here, each with an encounter of its own."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.files.boxes import covers_picture, overlap
from houston.house import House
from houston.models import (
    Annotation,
    Asset,
    AssetEncounter,
    AssetState,
    Submission,
    SubmissionKind,
)
from houston.operations.found_annotations import (
    forget_unsent,
    new_annotation,
    note_annotations,
    send_annotations,
    unsent_annotations,
)
from houston.operations.transition import Subject, move
from houston.queries.ecology import SpeciesFacts
from service_kit.identity import new_id
from service_kit.jobs import JobContext
from service_kit.scope import SYSTEM_SCOPE

SAME_ANIMAL = (
    0.5  # intersection over union from which on two boxes are one animal, as COCO counts it
)


def take_over(
    house: House,
    context: JobContext,
    asset_id: uuid.UUID,
    outcome: Mapping[str, Any],
    species: Mapping[uuid.UUID, SpeciesFacts],
    actor: uuid.UUID | None,
) -> None:
    """Brings one picture to the end of its detection. Raises `RemoteProblem` when EDM or ACM refuses.

    `species` tells of those of its encounters that are still there.
    """
    _keep_findings(house, context, asset_id, outcome, species)
    new = unsent_annotations(house, [asset_id], context.id)
    send_annotations(house, new, actor)
    with house.database.write() as session:
        context.hold(session)
        note_annotations(session, new)
        asset = session.get_one(Asset, asset_id)
        state = _state(session, asset_id, outcome)
        move(session, Subject.ASSET, asset, state, reason=outcome["reason"])


def fail_asset(house: House, context: JobContext, asset_id: uuid.UUID, reason: str) -> None:
    """The findings cannot be kept: none of them are, and the picture says why."""
    with house.database.write() as session:
        context.hold(session)
        forget_unsent(session, asset_id)
        asset = session.get_one(Asset, asset_id)
        asset.planned_by = None
        move(session, Subject.ASSET, asset, AssetState.FAILED, reason=reason)


def _keep_findings(
    house: House,
    context: JobContext,
    asset_id: uuid.UUID,
    outcome: Mapping[str, Any],
    species: Mapping[uuid.UUID, SpeciesFacts],
) -> None:
    """Ids and encounters are given out once; a second time everything is there already.

    Where several rows of a sheet name the picture, nobody guesses which animal is whose unless there are as
    many of both: the boxes are left to a curator.
    """
    known = _known_boxes(house, asset_id)
    with house.database.write() as session:
        context.hold(session)
        asset = session.get_one(Asset, asset_id)
        if asset.planned_by == context.id:
            return
        asset.planned_by = context.id
        found = [
            each
            for each in sorted(outcome["annotations"], key=_importance)
            if not _is_known(each["bbox"], known, asset)
        ]
        free = _free_encounters(session, asset_id, species)
        first = _first_encounter(session, asset_id, species)
        submission = session.get_one(Submission, asset.submission_id)
        bulk = submission.kind == SubmissionKind.BULK
        shared = not bulk or len(free) <= 1 or len(free) == len(found)
        for each in found:
            annotation = new_annotation(asset_id, context.id, each)
            if shared:
                annotation.encounter_id = _take(free, each["class"], species)
                if annotation.encounter_id is None and first is not None:
                    annotation.encounter_id, annotation.copy_of = new_id(), first
            session.add(annotation)


def _importance(found: Mapping[str, Any]) -> tuple[float, float]:
    """The surest first, of equals the largest: it is whom the picture was taken of."""
    _, _, width, height = found["bbox"]
    return -(found["confidence"] or 0.0), -width * height


def _known_boxes(house: House, asset_id: uuid.UUID) -> list[Sequence[float]]:
    """The boxes that the picture has already, when it is looked at again."""
    with house.database.read() as session:
        known = session.scalars(
            select(Annotation.id).where(
                Annotation.asset_id == asset_id, Annotation.unsent.is_(None)
            )
        ).all()
    if not known:
        return []
    answer = house.acm.call(
        "POST",
        "/acm/v1/annotations/search",
        scope=SYSTEM_SCOPE,
        json={"ids": list(map(str, known))},
    )
    return [each["bbox"] for each in answer["annotations"]]


def _is_known(bbox: Sequence[float], known: Sequence[Sequence[float]], asset: Asset) -> bool:
    if known and covers_picture(bbox, asset.width, asset.height):
        return True  # "there is something" says nothing new about a picture with boxes
    return any(overlap(bbox, other) >= SAME_ANIMAL for other in known)


def _free_encounters(
    session: Session, asset_id: uuid.UUID, species: Mapping[uuid.UUID, SpeciesFacts]
) -> list[uuid.UUID]:
    """The picture's encounters that have no annotation in it yet, in their order."""
    taken = select(Annotation.encounter_id).where(
        Annotation.asset_id == asset_id, Annotation.encounter_id.is_not(None)
    )
    rows = session.scalars(
        select(AssetEncounter.encounter_id)
        .where(AssetEncounter.asset_id == asset_id, AssetEncounter.encounter_id.not_in(taken))
        .order_by(AssetEncounter.position)
    )
    return [each for each in rows if each in species]


def _first_encounter(
    session: Session, asset_id: uuid.UUID, species: Mapping[uuid.UUID, SpeciesFacts]
) -> uuid.UUID | None:
    rows = session.scalars(
        select(AssetEncounter.encounter_id)
        .where(AssetEncounter.asset_id == asset_id)
        .order_by(AssetEncounter.position)
    )
    return next((each for each in rows if each in species), None)


def _take(
    free: list[uuid.UUID], found_class: str | None, species: Mapping[uuid.UUID, SpeciesFacts]
) -> uuid.UUID | None:
    """The next free encounter; one whose species the class means comes before the others."""
    if not free:
        return None
    chosen = next((each for each in free if found_class in species[each].own_classes), free[0])
    free.remove(chosen)
    return chosen


def _state(session: Session, asset_id: uuid.UUID, outcome: Mapping[str, Any]) -> AssetState:
    state = AssetState(outcome["state"])
    if state is AssetState.NOTHING_FOUND:
        known = session.scalars(
            select(Annotation.id).where(Annotation.asset_id == asset_id).limit(1)
        ).first()
        return AssetState.DETECTED if known else state
    return state
