"""How does an asset come, change and go?"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from acm_wbia.acm.models import Annotation, Asset, AssetProject
from acm_wbia.acm.operations.features import drop_features
from acm_wbia.acm.operations.races import again_when_raced
from acm_wbia.acm.queries.batches import batches
from acm_wbia.acm.queries.scoped import holds
from service_kit.database import Database
from service_kit.errors import Fault, Forbidden, Invalid
from service_kit.scope import Scope

INTERNAL_API = "/internal/"

log = logging.getLogger(__name__)


@again_when_raced
def put_assets(
    database: Database, scope: Scope, documents: Sequence[Mapping[str, Any]]
) -> list[uuid.UUID]:
    """Keeps the assets as described, new ones and known ones. All or none; said twice, nothing changes.

    Raises `Invalid`, or `Forbidden` when the scope may not write one of them, as it is or as it would be.
    """
    paths = [_path(place, document["uri"]) for place, document in enumerate(documents)]
    with database.write() as session:
        known = _known(session, [document["id"] for document in documents])
        replaced = []
        for document, path in zip(documents, paths, strict=True):
            asset = known.get(document["id"])
            if asset is None:
                asset = known[document["id"]] = Asset(id=document["id"], projects=[])
                session.add(asset)
            elif not holds(scope.write, asset):
                raise Forbidden("This picture is not yours to change.", code="not_yours")
            elif asset.sha256 != document["sha256"]:
                replaced.append(asset.id)
            _describe(asset, document, path)
            if not holds(scope.write, asset):
                raise Forbidden("This picture would not be yours to change.", code="not_yours")
        _forget_what_was_seen(session, replaced)
    log.info("assets kept", extra={"count": len(documents), "replaced": len(replaced)})
    return [document["id"] for document in documents]


def delete_asset(database: Database, scope: Scope, asset_id: uuid.UUID) -> None:
    """Takes an asset with its annotations and their features away; nothing happens where there is none.

    Raises `Forbidden` when the scope may see it and not write it.
    """
    with database.write() as session:
        asset = session.get(Asset, asset_id)
        if asset is None or not holds(scope.read, asset):
            return
        if not holds(scope.write, asset):
            raise Forbidden("This picture is not yours to remove.", code="not_yours")
        session.execute(delete(Asset).where(Asset.id == asset_id))
    log.info("asset removed", extra={"asset": str(asset_id)})


def internal_path(uri: str) -> str | None:
    """The path of an address in Houston's internal API; `None` for any other address.

    Only the path counts: where Houston is, the settings say, so a service token is never sent elsewhere.
    """
    parts = urlsplit(uri)
    if not parts.path.startswith(INTERNAL_API) or ".." in parts.path.split("/"):
        return None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _path(place: int, uri: str) -> str:
    path = internal_path(uri)
    if path is None:
        sentence = "A picture is read from Houston's internal API only."
        raise Invalid(
            sentence, errors=[Fault(f"/assets/{place}/uri", "uri_invalid", sentence, uri)]
        )
    return path


def _known(session: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Asset]:
    return {
        asset.id: asset
        for some in batches(ids)
        for asset in session.scalars(select(Asset).where(Asset.id.in_(some)))
    }


def _describe(asset: Asset, document: Mapping[str, Any], path: str) -> None:
    asset.uri, asset.sha256 = path, document["sha256"]
    if document["width"] is not None and document["height"] is not None:
        asset.width, asset.height = document["width"], document["height"]
    asset.owner, asset.submission = document["owner"], document["submission"]
    asset.visibility, asset.state = document["visibility"], document["state"]
    wanted = dict.fromkeys(document["projects"])
    kept = [each for each in asset.projects if each.project in wanted]
    there = {each.project for each in kept}
    asset.projects = kept + [AssetProject(project=each) for each in wanted if each not in there]


def _forget_what_was_seen(session: Session, assets: Sequence[uuid.UUID]) -> None:
    """Other bytes under the same id: what was learned from the old ones no longer holds."""
    if not assets:
        return
    session.execute(
        update(Annotation)
        .where(Annotation.asset_id.in_(assets))
        .values(revision=Annotation.revision + 1)
    )
    drop_features(
        session, select(Annotation.id).where(Annotation.asset_id.in_(assets)).scalar_subquery()
    )
