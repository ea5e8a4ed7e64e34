"""`/internal/v1`: what ACM asks of Houston, and nobody else: originals, and to be told when work is over."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, g

from houston.api.files import stream_file
from houston.house import current_house
from houston.operations.job import wake_job
from houston.queries.asset import internal_original
from service_kit.errors import Unauthenticated
from service_kit.web.authentication import read_bearer

internal = Blueprint("internal", "houston.internal", url_prefix="/internal/v1")


@internal.before_request
def authenticate() -> None:
    caller = current_house().verifier.verify(read_bearer())
    if caller.service != "acm":
        raise Unauthenticated("This address is for ACM.")
    g.caller = caller


@internal.get("/assets/<uuid:asset>/original")
def original(asset: uuid.UUID) -> Response:
    """The bytes as they were uploaded."""
    file = internal_original(current_house(), asset)
    return stream_file(file.open(), file.size, file.media_type)


@internal.post("/callbacks/<uuid:job>")
def callback(job: uuid.UUID) -> Response:
    """What the job waits for has come; what came is asked for, not believed."""
    wake_job(current_house(), job)
    return Response(status=204)
