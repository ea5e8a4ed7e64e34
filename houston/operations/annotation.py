"""Boxes are drawn, changed, moved between the encounters of a sighting, and taken away by hand here."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from houston.access import Action, Kind, Principal
from houston.house import House
from houston.models import Annotation, Asset, AssetEncounter, AssetState
from houston.operations.detection import tell_assets
from houston.operations.found_annotations import ANIMAL
from houston.operations.pointer import add_pointer, mark_deleted
from houston.operations.transition import Subject, move
from houston.queries.annotation import find_annotation, require_encounter
from houston.queries.asset import find_asset
from houston.queries.asset_view import view_annotation
from houston.queries.boxes import boxes_of
from houston.queries.ecology import facts_of
from houston.queries.pointer import record_of
from service_kit.errors import Conflict, Fault, Invalid, NotFound
from service_kit.identity import new_id
from service_kit.scope import SYSTEM_SCOPE

IN_ACM = ("bbox", "theta", "viewpoint", "animal_class")
DRAWN = "by_hand"
"""What stands where a detector's name would."""


def draw_annotation(
    house: House, principal: Principal, wanted: Mapping[str, Any]
) -> dict[str, Any]:
    """Keeps a box that a person drew; the annotation as it is shown.

    Raises `Conflict` when the encounter has one in this picture, and ACM's refusal of an impossible box.
    """
    asset_id, encounter = wanted["asset"], wanted["encounter"]
    with house.database.read() as session:
        action = Action.EDIT if encounter is None else Action.READ
        find_asset(session, principal, asset_id, action)
        if encounter is not None:
            require_encounter(session, principal, encounter, Action.EDIT)
    if encounter is not None:
        _require_same_sighting(house, asset_id, encounter)
    annotation = Annotation(
        id=new_id(),
        asset_id=asset_id,
        encounter_id=encounter,
        viewpoint=wanted["viewpoint"],
        drawn_by=principal.user,
    )
    tell_assets(house, [asset_id])
    _put(house, annotation, wanted)
    try:
        with house.database.write() as session:
            session.add(annotation)
            session.flush()
            _note(session, annotation)
    except IntegrityError as error:
        _remove_from_acm(house, annotation.id)
        raise _taken() from error
    return _shown(house, annotation)


def change_annotation(
    house: House, principal: Principal, annotation_id: uuid.UUID, changes: Mapping[str, Any]
) -> dict[str, Any]:
    """Changes box, angle, viewpoint, class or encounter; what is not given stays."""
    with house.database.read() as session:
        annotation = find_annotation(session, principal, annotation_id, Action.EDIT)
        target = changes.get("encounter")
        if target is not None:
            require_encounter(session, principal, target, Action.EDIT)
    if target is not None and target != annotation.encounter_id:
        _require_same_sighting(house, annotation.asset_id, target, annotation.encounter_id)
        _require_free(house, annotation.asset_id, target)
    in_acm = {name: changes[name] for name in IN_ACM if name in changes}
    if in_acm:
        if "animal_class" in in_acm:
            in_acm["class"] = in_acm.pop("animal_class")
        house.acm.call(
            "PATCH", f"/acm/v1/annotations/{annotation_id}", scope=SYSTEM_SCOPE, json=in_acm
        )
    try:
        with house.database.write() as session:
            kept = session.get(Annotation, annotation_id)
            if kept is None:
                raise NotFound("This annotation was removed meanwhile.")
            if "viewpoint" in changes:
                kept.viewpoint = changes["viewpoint"]
            if "encounter" in changes and kept.encounter_id != target:
                _unlink(session, kept)
                kept.encounter_id = target
                session.flush()
                _note(session, kept)
    except IntegrityError as error:
        raise _taken() from error
    return _shown(house, kept)


def remove_annotation(house: House, principal: Principal, annotation_id: uuid.UUID) -> None:
    """Takes an annotation away, with what was learned from it."""
    with house.database.read() as session:
        find_annotation(session, principal, annotation_id, Action.EDIT)
    _remove_from_acm(house, annotation_id)
    with house.database.write() as session:
        session.execute(delete(Annotation).where(Annotation.id == annotation_id))
        mark_deleted(session, [annotation_id])


def _put(house: House, annotation: Annotation, wanted: Mapping[str, Any]) -> None:
    document = {
        "id": str(annotation.id),
        "asset": str(annotation.asset_id),
        "bbox": wanted["bbox"],
        "theta": wanted["theta"],
        "class": wanted["animal_class"] or ANIMAL,
        "viewpoint": wanted["viewpoint"],
        "model": DRAWN,
    }
    house.acm.call(
        "PUT", "/acm/v1/annotations", scope=SYSTEM_SCOPE, json={"annotations": [document]}
    )


def _remove_from_acm(house: House, annotation_id: uuid.UUID) -> None:
    house.acm.call("DELETE", f"/acm/v1/annotations/{annotation_id}", scope=SYSTEM_SCOPE)


def _require_same_sighting(
    house: House, asset_id: uuid.UUID, target: uuid.UUID, present: uuid.UUID | None = None
) -> None:
    """EDM knows to which sighting each encounter belongs at this moment."""
    with house.database.read() as session:
        shown = session.scalars(
            select(AssetEncounter.encounter_id).where(AssetEncounter.asset_id == asset_id)
        ).all()
    facts = facts_of(house, {target, *shown, *([present] if present else [])})
    if target not in facts:
        raise NotFound("There is no such encounter, or it is not open to you.")
    others = [present] if present in facts else [each for each in shown if each in facts]
    sightings = {facts[each].sighting for each in others if each is not None}
    if sightings and facts[target].sighting not in sightings:
        sentence = "An annotation stays within its sighting: this encounter belongs to another one."
        fault = Fault("/encounter", "other_sighting", sentence, str(target))
        raise Invalid(sentence, code="other_sighting", errors=[fault])


def _require_free(house: House, asset_id: uuid.UUID, encounter: uuid.UUID) -> None:
    with house.database.read() as session:
        taken = session.scalar(
            select(Annotation.id).where(
                Annotation.asset_id == asset_id, Annotation.encounter_id == encounter
            )
        )
    if taken is not None:
        raise _taken()


def _taken() -> Conflict:
    return Conflict(
        "This encounter has an annotation in this picture already: an encounter is one animal.",
        code="encounter_annotated",
    )


def _note(session: Session, annotation: Annotation) -> None:
    """What follows from an annotation being there: its pointer, its encounter's picture, the picture's state."""
    encounter, asset_id = annotation.encounter_id, annotation.asset_id
    record = record_of(session, Kind.ASSET, asset_id)
    if record is not None:
        add_pointer(session, annotation.id, replace(record, kind=Kind.ANNOTATION))
    if encounter is not None and session.get(AssetEncounter, (asset_id, encounter)) is None:
        last = session.scalar(
            select(func.max(AssetEncounter.position)).where(AssetEncounter.asset_id == asset_id)
        )
        position = 0 if last is None else last + 1
        session.add(AssetEncounter(asset_id=asset_id, encounter_id=encounter, position=position))
    asset = session.get_one(Asset, asset_id)
    if asset.state in (AssetState.NOTHING_FOUND, AssetState.FAILED, AssetState.SKIPPED):
        move(session, Subject.ASSET, asset, AssetState.DETECTED)


def _unlink(session: Session, annotation: Annotation) -> None:
    """The picture shows its former encounter no longer."""
    if annotation.encounter_id is not None:
        session.execute(
            delete(AssetEncounter).where(
                AssetEncounter.asset_id == annotation.asset_id,
                AssetEncounter.encounter_id == annotation.encounter_id,
            )
        )


def _shown(house: House, annotation: Annotation) -> dict[str, Any]:
    box = boxes_of(house, [annotation.id]).get(annotation.id)
    if box is None:
        raise NotFound("This annotation was removed meanwhile.")
    return view_annotation(annotation, box)
