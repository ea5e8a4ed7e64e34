"""How is ACM's web side put together?"""

from __future__ import annotations

from flask import Blueprint, Flask

from acm_wbia.acm.api import NOUNS
from acm_wbia.acm.foundation import EXTENSION, AcmFoundation
from acm_wbia.acm.settings import AcmSettings
from acm_wbia.acm.wire.api import PREFIX as WIRE_PREFIX
from acm_wbia.acm.wire.api import wire
from service_kit.jobs.metrics import JobMetrics
from service_kit.web import ServiceApi, authenticate_services, create_app

API_PREFIX = "/acm/v1"
DOCUMENTATION = (
    f"{API_PREFIX}/docs",
    f"{API_PREFIX}/swagger.json",
    f"{API_PREFIX}/openapi.json",
    "/swaggerui",
)


def create_acm(settings: AcmSettings) -> Flask:
    """ACM's Flask app. Only workers load the libraries that look at pictures."""
    foundation = AcmFoundation(settings)
    checks = {"database": foundation.database.check, "files": foundation.check_files}
    app = create_app("acm", checks, collectors=[JobMetrics(foundation.jobs)])
    app.extensions[EXTENSION] = foundation
    # WB-IA's clients have a key instead of a token; their routes ask for it themselves.
    otherwise_kept = (WIRE_PREFIX,) if settings.wbia_clients else ()
    authenticate_services(app, foundation.verifier, (*DOCUMENTATION, *otherwise_kept))
    blueprint = Blueprint("acm", "acm", url_prefix=API_PREFIX)
    api = ServiceApi(
        blueprint, title="Codex ACM", description="What is in the pictures, and who is it?"
    )
    for noun in NOUNS:
        api.add_namespace(noun)
    app.register_blueprint(blueprint)
    if settings.wbia_clients:
        app.register_blueprint(wire)
    return app
