"""What is in a client's pictures? Our detectors' answer in WB-IA's shape; what they find are annotations from then on."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import ValidationError

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.annotations import put_annotations
from acm_wbia.acm.queries.annotations import SEEN, find_annotations, visible_ids
from acm_wbia.acm.wire.annotations import annotation_id, more_of
from acm_wbia.acm.wire.envelope import as_plain
from acm_wbia.acm.wire.images import check_images, read_and_keep
from acm_wbia.acm.wire.jobs import ask_for, asked_before
from acm_wbia.acm.wire.parameters import WireUuid
from acm_wbia.acm.wire.row_ids import Kind, row_ids
from acm_wbia.acm.wire.words import known, to_wire, viewpoint_to_wire
from acm_wbia.wbia.boxes import Box
from acm_wbia.wbia.models.card import DEFAULT
from service_kit.scope import Scope
from service_kit.tokens import Caller


def ask_for_detection(foundation: AcmFoundation, caller: Caller, said: Mapping[str, Any]) -> str:
    """Asks for a detection; the client's id for it. Pictures that are named by their place are read first."""
    if (there := asked_before(foundation, caller, said, "detect")) is not None:
        return there
    images = _images(foundation, caller.scope, said["image_uuid_list"])
    wanted = [known(said[name]) for name in ("species", "animal_class")]
    choosing = {
        "threshold": said["sensitivity"],
        "overlap": said["nms_thresh"] if said["nms"] else None,
    }
    arguments = {
        "assets": [str(each) for each in images],
        "detector": said["model_tag"] or foundation.settings.wbia_detector,
        "classifier": DEFAULT,
        "classes": [each for each in wanted if each is not None],
        **{name: value for name, value in choosing.items() if value is not None},
    }
    asked = {"image_uuid_list": [str(each) for each in images]}
    return ask_for(foundation, caller, said, "detect", arguments, asked)


def publish_detection(
    foundation: AcmFoundation, scope: Scope, asked: Mapping[str, Any], result: Mapping[str, Any]
) -> dict[str, Any]:
    """A detection's result in WB-IA's shape. Its boxes are annotations from here on; known ones stay as they are."""
    images = [uuid.UUID(each) for each in asked["image_uuid_list"]]
    outcomes = {uuid.UUID(each["asset"]): each for each in result["assets"]}
    found = {
        image: [{**each, "bbox": _whole(Box(*each["bbox"]))} for each in outcome["annotations"]]
        for image, outcome in outcomes.items()
    }
    ids = _keep(foundation, scope, found)
    told = _told(foundation, scope, ids, found)
    return {
        "image_uuid_list": [as_plain(each) for each in images],
        "results_list": [told[each] for each in images],
        "score_list": [
            max((one["confidence"] for one in told[each]), default=0.0) for each in images
        ],
        "has_assignments": False,
        "reason_list": [outcomes[each]["reason"] for each in images],
    }


def _images(foundation: AcmFoundation, scope: Scope, named: Sequence[Any]) -> list[uuid.UUID]:
    """The ids, of which each was said as such or by the picture's place."""
    ids = [_uuid(each) for each in named]
    check_images(foundation, scope, [each for each in ids if each is not None])
    places = [each for each, known_id in zip(named, ids, strict=True) if known_id is None]
    read = iter(read_and_keep(foundation, scope, places) if places else [])
    return [each if each is not None else next(read) for each in ids]


def _uuid(named: Any) -> uuid.UUID | None:
    try:
        found: uuid.UUID = WireUuid().deserialize(named)
    except ValidationError:
        return None
    return found


def _whole(box: Box) -> list[int]:
    """WB-IA's boxes are of whole pixels; those of a picture that was clipped stay within it."""
    x, y = int(box.x), int(box.y)
    return [x, y, max(1, int(box.x + box.width) - x), max(1, int(box.y + box.height) - y)]


def _keep(
    foundation: AcmFoundation, scope: Scope, found: Mapping[uuid.UUID, Sequence[Mapping[str, Any]]]
) -> dict[uuid.UUID, list[uuid.UUID]]:
    ids = {
        image: [annotation_id(image, each["bbox"], each["theta"]) for each in some]
        for image, some in found.items()
    }
    there = visible_ids(
        foundation.database, scope.read, [one for some in ids.values() for one in some]
    )
    documents = {
        one: {
            "id": one,
            "asset": image,
            "bbox": each["bbox"],
            "theta": each["theta"],
            "animal_class": each["class"],
            "viewpoint": each["viewpoint"],
            "confidence": each["confidence"],
            **{name: each.get(name) for name in SEEN},
            "model": each.get("model"),
        }
        for image, some in found.items()
        for one, each in zip(ids[image], some, strict=True)
        if one not in there
    }
    put_annotations(foundation.database, scope, list(documents.values()))
    return ids


def _told(
    foundation: AcmFoundation,
    scope: Scope,
    ids: Mapping[uuid.UUID, Sequence[uuid.UUID]],
    found: Mapping[uuid.UUID, Sequence[Mapping[str, Any]]],
) -> dict[uuid.UUID, list[dict[str, Any]]]:
    everyone = [one for some in ids.values() for one in some]
    numbers = row_ids(foundation.database, Kind.ANNOT, [str(each) for each in everyone])
    now = {
        each["id"]: each for each in find_annotations(foundation.database, scope.read, ids=everyone)
    }
    more = more_of(foundation.database, everyone)
    return {
        image: [
            {
                "id": numbers[str(one)],
                "uuid": as_plain(one),
                **_box(each["bbox"]),
                "theta": round(each["theta"], 4),
                "confidence": round(each["confidence"], 4),
                "class": each["class"],
                "species": to_wire(now[one]["animal_class"]),
                "viewpoint": viewpoint_to_wire(now[one]["viewpoint"]),
                "quality": more[one].quality if one in more else None,
                "multiple": more[one].multiple if one in more else None,
                "interest": more[one].interest if one in more else None,
            }
            for one, each in zip(some, found[image], strict=True)
        ]
        for image, some in ids.items()
    }


def _box(bbox: Sequence[int]) -> dict[str, int]:
    x, y, width, height = bbox
    return {"xtl": x, "ytl": y, "left": x, "top": y, "width": width, "height": height}
