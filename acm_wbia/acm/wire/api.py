"""At which addresses do WB-IA's clients find us? Where they found WB-IA: below `/api`. HTTP only."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from flask import Blueprint, Response, current_app, request
from marshmallow import Schema

from acm_wbia.acm.foundation import EXTENSION, AcmFoundation, current_foundation
from acm_wbia.acm.wire import schemas
from acm_wbia.acm.wire.access import authenticate
from acm_wbia.acm.wire.annotations import add_annotations, check_annotations, names_of
from acm_wbia.acm.wire.detection import ask_for_detection
from acm_wbia.acm.wire.envelope import answer, refuse
from acm_wbia.acm.wire.identification import ask_for_identification
from acm_wbia.acm.wire.images import (
    check_images,
    keep_pictures,
    picture_of_upload,
    read_and_keep,
)
from acm_wbia.acm.wire.jobs import count_by_state, told_result, told_status
from acm_wbia.acm.wire.parameters import parameters
from acm_wbia.acm.wire.row_ids import Kind, row_ids
from acm_wbia.acm.wire.thumbs import match_thumb
from acm_wbia.acm.wire.words import to_wire
from service_kit.errors import NotFound
from service_kit.web import current_caller
from service_kit.web.app import LARGEST_JSON_BYTES

PREFIX = "/api/"
DISTRIBUTION = "codex-houston"
NOT_KEPT = "Time and place are not kept here: this service looks at pictures only."

wire = Blueprint("wire", __name__, url_prefix=PREFIX.rstrip("/"))
wire.register_error_handler(Exception, refuse)

View = Callable[..., Response]


def route(
    path: str, schema: type[Schema], method: str = "GET", name: str | None = None
) -> Callable[[Callable[[AcmFoundation, Any], Response]], View]:
    """Declares a route: the function gets the foundation and the checked parameters."""
    checked = schema()

    def decorate(function: Callable[[AcmFoundation, Any], Response]) -> View:
        def view() -> Response:
            return function(current_foundation(), parameters(checked))

        wire.add_url_rule(
            path, name or function.__name__, view, methods=[method], strict_slashes=False
        )
        return view

    return decorate


@wire.before_request
def let_in() -> None:
    # WB-IA's clients send whole catalogues as fields of a form.
    request.max_form_memory_size = LARGEST_JSON_BYTES
    authenticate(current_app.extensions[EXTENSION])


@route("/version/", schemas.NothingSchema)
def tell_version(_: AcmFoundation, said: Any) -> Response:
    return answer(version(DISTRIBUTION))


@route("/engine/process/status/", schemas.NothingSchema)
def process_status(foundation: AcmFoundation, said: Any) -> Response:
    return answer({"engine": True, "jobs": count_by_state(foundation.database, current_caller())})


@route("/image/json/", schemas.ImagesSchema, "POST")
def add_images(foundation: AcmFoundation, said: Any) -> Response:
    ids = read_and_keep(foundation, current_caller().scope, said.pop("image_uri_list"))
    return answer(ids, NOT_KEPT if any(said.values()) else "")


@wire.post("/upload/image/json/", strict_slashes=False)
def upload_image() -> Response:
    foundation = current_foundation()
    request.max_content_length = foundation.settings.largest_original_bytes
    parameters(schemas.NothingSchema())
    sent = request.files.get("image")
    data = picture_of_upload(None if sent is None else sent.read())
    return answer(keep_pictures(foundation, current_caller().scope, [data])[0])


@route("/annot/json/", schemas.AnnotationsSchema, "POST")
def add_annots(foundation: AcmFoundation, said: Any) -> Response:
    return answer(add_annotations(foundation, current_caller().scope, said))


@route("/image/rowid/uuid/json/", schemas.UuidsSchema)
def image_row_ids(foundation: AcmFoundation, said: Any) -> Response:
    check_images(foundation, current_caller().scope, said["uuid_list"])
    return _row_ids(foundation, Kind.IMAGE, said)


@route("/annot/rowid/uuid/json/", schemas.UuidsSchema)
def annot_row_ids(foundation: AcmFoundation, said: Any) -> Response:
    check_annotations(foundation, current_caller().scope, said["uuid_list"])
    return _row_ids(foundation, Kind.ANNOT, said)


@route("/annot/name/uuid/json/", schemas.UuidsSchema)
def annot_names(foundation: AcmFoundation, said: Any) -> Response:
    check_annotations(foundation, current_caller().scope, said["uuid_list"])
    names = names_of(foundation.database, said["uuid_list"])
    return answer([to_wire(names.get(each)) for each in said["uuid_list"]])


def detect(foundation: AcmFoundation, said: Any) -> Response:
    job = ask_for_detection(foundation, current_caller(), said)
    without = [name for name in schemas.WITHOUT_EFFECT if said.get(name) is not None]
    return answer(job, f"Without effect here: {', '.join(without)}." if without else "")


for engine in ("", "yolo/", "lightnet/"):
    # Each named a network of WB-IA's; which of our detectors looks, `model_tag` says.
    name = f"detect_{engine.rstrip('/')}"
    route(f"/engine/detect/cnn/{engine}", schemas.DetectSchema, "POST", name)(detect)


@route("/engine/query/graph/", schemas.QuerySchema, "POST")
def query_graph(foundation: AcmFoundation, said: Any) -> Response:
    return answer(ask_for_identification(foundation, current_caller(), said))


@route("/engine/job/status/", schemas.JobSchema)
def job_status(foundation: AcmFoundation, said: Any) -> Response:
    return answer(told_status(foundation.database, current_caller(), said["jobid"]))


@route("/engine/job/result/", schemas.JobSchema)
def job_result(foundation: AcmFoundation, said: Any) -> Response:
    return answer(*told_result(foundation.database, current_caller(), said["jobid"]))


@route("/query/graph/match/thumb/", schemas.ThumbSchema)
def query_thumb(foundation: AcmFoundation, said: Any) -> Response:
    return Response(match_thumb(foundation, current_caller().scope, said), mimetype="image/jpeg")


@wire.route("/", defaults={"rest": ""}, methods=["GET", "POST", "PUT", "DELETE", "PATCH"])
@wire.route("/<path:rest>", methods=["GET", "POST", "PUT", "DELETE", "PATCH"])
def nothing_here(rest: str) -> Response:
    raise NotFound(f"There is no {request.method} {PREFIX}{rest} here.")


def _row_ids(foundation: AcmFoundation, kind: Kind, said: Any) -> Response:
    keys = [str(each) for each in said["uuid_list"]]
    numbers = row_ids(foundation.database, kind, keys)
    return answer([numbers[key] for key in keys])
