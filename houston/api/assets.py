"""`/assets`: pictures, their sizes for the screen, their originals, and looking for animals again."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, send_file
from flask_restx import Resource

from houston.access import Action, current_principal
from houston.api.files import kept_privately, named, stream_file, unchanged
from houston.files.derivatives import Size
from houston.files.refused import FileRefused
from houston.house import current_house
from houston.models import Asset
from houston.operations.detect_again import detect_again
from houston.queries.asset import find_asset, original_of, page_of_assets
from houston.queries.asset_view import view_assets
from houston.queries.job import view_job
from houston.queries.pointer import encounters_of_sighting
from houston.schemas.asset import AssetPageSchema, AssetQuerySchema, AssetSchema
from houston.schemas.job import JobSchema
from service_kit.errors import NotFound, Unsupported
from service_kit.web import Noun

KEPT_SECONDS = 3600  # a picture never changes; who may see it may, so it is asked about again
DERIVED = "1"  # goes up when derivatives are made in another way

assets = Noun("assets", path="/assets", description="Pictures")


def _find(asset_id: uuid.UUID, action: Action = Action.READ) -> Asset:
    with current_house().database.read() as session:
        return find_asset(session, current_principal(), asset_id, action)


@assets.route("")
class Assets(Resource):  # type: ignore[misc]
    @assets.takes(AssetQuerySchema, where="query")
    @assets.answers(AssetPageSchema)
    def get(self, query: dict[str, Any]) -> Any:
        """Pictures of encounters, of a submission or of a sighting, with their boxes."""
        house = current_house()
        with house.database.read() as session:
            encounters = query.get("encounters")
            if "sighting" in query:
                of_sighting = set(encounters_of_sighting(session, query["sighting"]))
                encounters = of_sighting & set(encounters) if encounters else of_sighting
            rows, following = page_of_assets(
                session,
                encounters=encounters,
                submission=query.get("submission"),
                limit=query["limit"],
                cursor=query["cursor"],
            )
        return {"items": view_assets(house, current_principal(), rows), "next": following}


@assets.route("/<uuid:id>")
class OneAsset(Resource):  # type: ignore[misc]
    @assets.answers(AssetSchema)
    def get(self, id: uuid.UUID) -> Any:
        """One picture, with what was found in it."""
        shown: dict[str, Any] = view_assets(current_house(), current_principal(), [_find(id)])[0]
        return shown


@assets.route("/<uuid:id>/<string:size>.webp")
class AssetPicture(Resource):  # type: ignore[misc]
    @assets.produces(["image/webp"])  # type: ignore[untyped-decorator]
    def get(self, id: uuid.UUID, size: str) -> Response:
        """The picture for the screen: thumbnail, medium or large; upright, and without its place."""
        if size not in [each.value for each in Size]:
            raise NotFound("There are the sizes thumbnail, medium and large.")
        asset = _find(id)
        tag = f"{asset.sha256[:32]}-{size}-{DERIVED}"
        if unchanged(tag):
            return kept_privately(Response(status=304), tag, KEPT_SECONDS)
        house = current_house()
        try:
            path = house.derivatives.get(asset.id, Size(size), original_of(house, asset).open)
        except FileRefused as refusal:
            raise Unsupported(str(refusal), code=refusal.code) from refusal
        response = send_file(path.resolve(), mimetype="image/webp", etag=False)
        return kept_privately(response, tag, KEPT_SECONDS)


@assets.route("/<uuid:id>/original")
class AssetOriginal(Resource):  # type: ignore[misc]
    def get(self, id: uuid.UUID) -> Response:
        """The file as it was uploaded, for who may know the exact place that it may tell."""
        asset = _find(id, Action.READ_EXACT)
        if unchanged(asset.sha256):
            return kept_privately(Response(status=304), asset.sha256, KEPT_SECONDS)
        file = original_of(current_house(), asset)
        response = stream_file(file.open(), file.size, file.media_type)
        return kept_privately(
            named(response, file.name, file.media_type), file.sha256, KEPT_SECONDS
        )


@assets.route("/<uuid:id>/detect")
class AssetDetect(Resource):  # type: ignore[misc]
    @assets.answers(JobSchema, status=202)
    def post(self, id: uuid.UUID) -> Any:
        """Looks for animals in the picture once more; boxes that are there stay."""
        return view_job(detect_again(current_house(), current_principal(), _find(id, Action.EDIT)))
