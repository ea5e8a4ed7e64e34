"""Boxes that an import brings along become annotations here, and nobody looks at those pictures again.

As with a detector's findings each step can be done again: a picture whose boxes are planned is not planned
twice, what ACM was told it may be told once more, and a picture that is settled is passed over.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.files.boxes import overlap, to_pixels
from houston.house import House
from houston.models import Asset, AssetEncounter, AssetState, Submission
from houston.models.asset import UNSETTLED
from houston.operations.detection import tell_assets
from houston.operations.detection_findings import SAME_ANIMAL, fail_asset
from houston.operations.features_ahead import request_features
from houston.operations.found_annotations import (
    ANIMAL,
    new_annotation,
    note_annotations,
    send_annotations,
    unsent_annotations,
)
from houston.operations.transition import Subject, move
from houston.queries.brought import BroughtPicture, by_picture
from houston.sheets.foreign.detections import BroughtDetections, Detection
from service_kit.client import RemoteProblem
from service_kit.identity import new_id
from service_kit.jobs import JobContext

PICTURES_AT_ONCE = (
    100  # of one transaction and one message: a fraction of a second for everybody else
)
LONGEST_NAME = 200  # characters of a class or a model that ACM keeps
LONGEST_WORD = 64  # of a viewpoint

Rows = Mapping[int, uuid.UUID]
"""Which encounter each row of the sheet became."""


def apply_brought_detections(
    house: House,
    context: JobContext,
    submission_id: uuid.UUID,
    brought: BroughtDetections,
    encounter_by_row: Callable[[], Rows],
) -> set[uuid.UUID]:
    """Settles the pictures of which the import's own files speak; the assets for which no detector is needed.

    `encounter_by_row` is asked only when boxes came along. Called once the records are there, as often as the
    caller's job is begun anew: repeated it changes nothing.
    """
    if not brought:
        return set()
    rows = encounter_by_row()
    with house.database.read() as session:
        submission = session.get_one(Submission, submission_id)
        names = session.execute(
            select(Asset.id, Asset.name).where(Asset.submission_id == submission_id)
        ).all()
    spoken_of = by_picture(brought, [(each.id, each.name) for each in names])
    pictures = [each.id for each in names if each.id in spoken_of]
    for start in range(0, len(pictures), PICTURES_AT_ONCE):
        some = {each: spoken_of[each] for each in pictures[start : start + PICTURES_AT_ONCE]}
        context.progress(start, len(pictures), "Taking over the boxes that came along")
        open_ones = _plan(house, context, submission_id, some, rows)
        _send(house, context, submission, {each: some[each] for each in open_ones})
    return set(pictures)


def _plan(
    house: House,
    context: JobContext,
    submission_id: uuid.UUID,
    some: Mapping[uuid.UUID, BroughtPicture],
    rows: Rows,
) -> list[uuid.UUID]:
    """Gives out ids and encounters, once; the pictures that are not settled yet."""
    with house.database.write() as session:
        context.hold(session)
        assets = session.scalars(
            # One that a person has a detector look at again is no longer ours.
            select(Asset)
            .where(Asset.id.in_(some), Asset.state.in_(UNSETTLED))
            .where(Asset.detection_job.is_(None))
        ).all()
        shown = _encounters_by_picture(session, [asset.id for asset in assets])
        for asset in assets:
            if asset.planned_by != submission_id:
                asset.planned_by = submission_id
                _keep(session, asset, some[asset.id].detections, shown.get(asset.id, []), rows)
        return [asset.id for asset in assets]


def _keep(
    session: Session,
    asset: Asset,
    detections: Sequence[Detection],
    encounters: Sequence[uuid.UUID],
    rows: Rows,
) -> None:
    found = _each_animal_once(detections)
    owners = _owners(found, encounters, rows)
    for detection, owner in zip(found, owners, strict=True):
        annotation = new_annotation(
            asset.id, asset.submission_id, _finding(detection, asset), model=_cut(detection.model)
        )
        annotation.encounter_id = owner
        if owner is None and len(encounters) == 1:
            # One row, several animals: each gets an encounter of its own, as when a detector finds them.
            annotation.encounter_id, annotation.copy_of = new_id(), encounters[0]
        session.add(annotation)


def _each_animal_once(detections: Sequence[Detection]) -> list[Detection]:
    """Without the boxes of nobody's row where one of a row's own says the same."""
    own = [each for each in detections if each.row is not None]
    others = [
        each
        for each in detections
        if each.row is None
        and not any(overlap(each.bbox, other.bbox) >= SAME_ANIMAL for other in own)
    ]
    return [*own, *others]


def _owners(
    found: Sequence[Detection], encounters: Sequence[uuid.UUID], rows: Rows
) -> list[uuid.UUID | None]:
    """Whose animal each box is; None where nobody can say.

    A box of a row is its row's. The others are shared out in their order when there are as many of them as
    encounters that have none; of one encounter alone the surest box is.
    """
    owners: list[uuid.UUID | None] = []
    for each in found:
        owner = rows.get(each.row) if each.row is not None else None
        owners.append(owner if owner in encounters and owner not in owners else None)
    free = [each for each in encounters if each not in owners]
    open_boxes = [position for position, owner in enumerate(owners) if owner is None]
    if len(encounters) == 1 and free and open_boxes:
        surest = max(open_boxes, key=lambda position: _importance(found[position]))
        owners[surest] = encounters[0]
    elif len(free) == len(open_boxes):
        for position, owner in zip(open_boxes, free, strict=True):
            owners[position] = owner
    return owners


def _importance(found: Detection) -> tuple[float, float]:
    _, _, width, height = found.bbox
    return found.confidence or 0.0, width * height


def _finding(detection: Detection, asset: Asset) -> dict[str, Any]:
    return {
        "bbox": to_pixels(detection.bbox, asset.width, asset.height),
        "theta": 0.0,
        "class": _cut(detection.animal_class) or ANIMAL,
        "viewpoint": _cut(detection.viewpoint, LONGEST_WORD),
        "confidence": detection.confidence,
    }


def _cut(text: str | None, longest: int = LONGEST_NAME) -> str | None:
    return text[:longest] or None if text else None


def _send(
    house: House,
    context: JobContext,
    submission: Submission,
    pictures: Mapping[uuid.UUID, BroughtPicture],
) -> None:
    try:
        _settle(house, context, submission, pictures)
    except RemoteProblem as problem:
        if problem.status >= 500:
            raise
        if len(pictures) == 1:
            fail_asset(house, context, next(iter(pictures)), problem.detail)
            return
        # One of them is refused; it must not hold up the others.
        for each, picture in pictures.items():
            _send(house, context, submission, {each: picture})


def _settle(
    house: House,
    context: JobContext,
    submission: Submission,
    pictures: Mapping[uuid.UUID, BroughtPicture],
) -> None:
    if not pictures:
        return
    new = unsent_annotations(house, list(pictures), submission.id)
    if new:
        tell_assets(house, list({each.asset_id for each in new}))
    send_annotations(house, new, submission.owner)
    with house.database.write() as session:
        context.hold(session)
        note_annotations(session, new)
        for asset in session.scalars(select(Asset).where(Asset.id.in_(pictures))):
            picture = pictures[asset.id]
            move(session, Subject.ASSET, asset, _state(picture), reason=picture.reason)
        request_features(house, session, list({each.asset_id for each in new}))


def _state(picture: BroughtPicture) -> AssetState:
    if picture.detections:
        return AssetState.DETECTED
    return AssetState.FAILED if picture.failed else AssetState.NOTHING_FOUND


def _encounters_by_picture(
    session: Session, assets: Iterable[uuid.UUID]
) -> dict[uuid.UUID, list[uuid.UUID]]:
    shown: dict[uuid.UUID, list[uuid.UUID]] = {}
    for row in session.execute(
        select(AssetEncounter.asset_id, AssetEncounter.encounter_id)
        .where(AssetEncounter.asset_id.in_(list(assets)))
        .order_by(AssetEncounter.asset_id, AssetEncounter.position)
    ):
        shown.setdefault(row.asset_id, []).append(row.encounter_id)
    return shown
