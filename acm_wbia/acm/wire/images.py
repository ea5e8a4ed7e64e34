"""How does a client's picture become an asset, and which ids has it? The same bytes are the same picture."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.assets import put_assets
from acm_wbia.acm.queries.pictures import originals_of
from acm_wbia.acm.wire.access import OWNER
from acm_wbia.acm.wire.envelope import MISSING_UUID, Refusal
from acm_wbia.acm.wire.sources import Sources
from service_kit.errors import Malformed, Unsupported
from service_kit.scope import Scope

PICTURES = uuid.UUID("8f1b4c52-3a0d-5a7e-9f53-6c1f0a9d2b10")
"""Namespace of the ids: a picture's is made of its bytes, as WB-IA's are."""


def keep_pictures(
    foundation: AcmFoundation, scope: Scope, pictures: Iterable[bytes]
) -> list[uuid.UUID]:
    """The pictures as assets of the clients'; their ids. Kept again, they are there once. They are looked at one by one, so that no
    request holds all of its pictures in memory.

    Raises `Unsupported` for bytes that are no picture, and `Forbidden` for a caller who may not write them.
    """
    documents: dict[uuid.UUID, dict[str, Any]] = {}
    ids = []
    with foundation.kept_pictures.keeping() as keep:
        for place, data in enumerate(pictures):
            width, height = _size(place, data)
            path, sha256 = keep(data)
            ids.append(image_id(sha256))
            documents[ids[-1]] = _document(ids[-1], path, sha256, width, height)
    put_assets(foundation.database, scope, list(documents.values()))
    return ids


def _document(image: uuid.UUID, path: str, sha256: str, width: int, height: int) -> dict[str, Any]:
    return {
        "id": image,
        "uri": path,
        "sha256": sha256,
        "width": width,
        "height": height,
        "owner": OWNER,
        "submission": None,
        "projects": [],
        "visibility": "private",
        "state": "approved",
    }


def read_and_keep(
    foundation: AcmFoundation, scope: Scope, places: Sequence[Any]
) -> list[uuid.UUID]:
    """The pictures at these places, each a path, an address, or a bucket and key; their ids.

    Raises what `Sources.read` and `keep_pictures` do, saying of which place.
    """
    sources = Sources(foundation.settings)
    return keep_pictures(foundation, scope, (sources.read(place) for place in places))


def image_id(sha256: str) -> uuid.UUID:
    """The id of the picture with these bytes."""
    return uuid.uuid5(PICTURES, sha256)


def check_images(foundation: AcmFoundation, scope: Scope, ids: Sequence[uuid.UUID]) -> None:
    """Raises a `Refusal` naming those that are not there."""
    found = originals_of(foundation.database, scope.read, ids)
    missing = [each for each in dict.fromkeys(ids) if each not in found]
    if missing:
        raise missing_uuids(images=missing)


def missing_uuids(
    *, images: Sequence[uuid.UUID] = (), annotations: Sequence[uuid.UUID] = ()
) -> Refusal:
    """The refusal by which WB-IA's clients know that they have to send something first."""
    first = [*images, *annotations][0]
    kind = "image" if images else "annotation"
    number = len(images) + len(annotations)
    more = f" And {number - 1} more are missing." if number > 1 else ""
    response = {"missing_image_uuid_list": images, "missing_annot_uuid_list": annotations}
    sentence = f"There is no {kind} {first}.{more}"
    return Refusal(sentence, status=404, wire_code=MISSING_UUID, response=response)


def picture_of_upload(data: bytes | None) -> bytes:
    """Raises `Malformed` where nothing came along."""
    if not data:
        raise Malformed("The form has no file called image, or it is empty.")
    return data


def _size(place: int, data: bytes) -> tuple[int, int]:
    # Here and not above: a web process loads what looks at pictures only once a client sends one.
    from acm_wbia.wbia.errors import UnreadablePicture
    from acm_wbia.wbia.pictures import upright_size

    try:
        return upright_size(data)
    except UnreadablePicture as error:
        raise Unsupported(f"Picture {place + 1}: {error}") from error
