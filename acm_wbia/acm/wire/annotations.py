"""How do a client's annotations come to be, and what does it learn of them again?"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.models import WireAnnotation
from acm_wbia.acm.operations.annotations import put_annotations
from acm_wbia.acm.operations.races import again_when_raced
from acm_wbia.acm.queries.annotations import SEEN, visible_ids
from acm_wbia.acm.queries.batches import batches
from acm_wbia.acm.wire.images import check_images, missing_uuids
from acm_wbia.acm.wire.words import known, viewpoint_from_wire
from service_kit.database import Database
from service_kit.errors import Malformed
from service_kit.scope import Scope

ANNOTATIONS = uuid.UUID("5d2f6a3e-1b7c-5f40-8f0e-2c9a4b7d6e21")
"""Namespace of the ids: an annotation's is made of its picture and box, as WB-IA's are."""


def annotation_id(image: uuid.UUID, bbox: Sequence[float], theta: float) -> uuid.UUID:
    """The id of this box in this picture."""
    place = ",".join(f"{value:.4f}" for value in (*bbox, theta))
    return uuid.uuid5(ANNOTATIONS, f"{image} {place}")


def add_annotations(
    foundation: AcmFoundation, scope: Scope, said: Mapping[str, Any]
) -> list[uuid.UUID]:
    """Keeps what the lists of the request say, place by place; the ids. Said again, they are there once.

    Raises `Refusal` for an unknown image, `Malformed`, or `Invalid` for boxes that lie in no picture.
    """
    images = said["image_uuid_list"]
    check_images(foundation, scope, images)
    rows = [_row(said, place) for place in range(len(images))]
    documents = {row["document"]["id"]: row["document"] for row in rows}
    put_annotations(foundation.database, scope, list(documents.values()))
    _keep_more(foundation.database, {row["document"]["id"]: row["more"] for row in rows})
    return [row["document"]["id"] for row in rows]


def names_of(database: Database, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The names of those of the annotations that have one."""
    found: dict[uuid.UUID, str] = {}
    with database.read() as session:
        for some in batches(list(ids)):
            statement = select(WireAnnotation.annotation_id, WireAnnotation.name).where(
                WireAnnotation.annotation_id.in_(some)
            )
            found.update({row[0]: row[1] for row in session.execute(statement) if row[1]})
    return found


def more_of(database: Database, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, WireAnnotation]:
    """What clients said besides of those of the annotations of which they did."""
    with database.read() as session:
        return {
            row.annotation_id: row
            for some in batches(ids)
            for row in session.scalars(
                select(WireAnnotation).where(WireAnnotation.annotation_id.in_(some))
            )
        }


def check_annotations(foundation: AcmFoundation, scope: Scope, ids: Sequence[uuid.UUID]) -> None:
    """Raises a `Refusal` naming those that are not there."""
    found = visible_ids(foundation.database, scope.read, ids)
    missing = [each for each in dict.fromkeys(ids) if each not in found]
    if missing:
        raise missing_uuids(annotations=missing)


def _row(said: Mapping[str, Any], place: int) -> dict[str, Any]:
    def of(name: str) -> Any:
        values = said[f"annot_{name}_list"]
        return None if values is None else values[place]

    image, bbox, theta = said["image_uuid_list"][place], of("bbox"), of("theta") or 0.0
    try:
        viewpoint = viewpoint_from_wire(of("viewpoint"))
    except ValueError as error:
        raise Malformed(f"annot_viewpoint_list, place {place}: {error}") from error
    document = {
        "id": of("uuid") or annotation_id(image, bbox, theta),
        "asset": image,
        "bbox": bbox,
        "theta": theta,
        "animal_class": known(of("species")),
        "viewpoint": viewpoint,
        "confidence": None,
        **dict.fromkeys(SEEN),
        "model": None,
    }
    quality = of("quality")
    more = {
        "name": known(of("name")),
        "quality": quality if quality in range(1, 6) else None,
        "multiple": of("multiple"),
        "interest": of("interest"),
    }
    return {"document": document, "more": more}


@again_when_raced
def _keep_more(database: Database, said: Mapping[uuid.UUID, Mapping[str, Any]]) -> None:
    with database.write() as session:
        for annotation, more in said.items():
            row = session.get(WireAnnotation, annotation)
            if row is None:
                row = WireAnnotation(annotation_id=annotation)
                session.add(row)
            for name, value in more.items():
                setattr(row, name, value)
