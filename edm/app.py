"""How is EDM's web side put together?"""

from __future__ import annotations

from flask import Blueprint, Flask

from edm.api import NOUNS
from edm.foundation import EXTENSION, Edm
from edm.settings import EdmSettings
from edm.species import SpeciesRegistry
from service_kit.jobs.metrics import JobMetrics
from service_kit.web import ServiceApi, authenticate_services, create_app

API_PREFIX = "/edm/v1"
DOCUMENTATION = tuple(
    f"{API_PREFIX}/{page}" for page in ("docs", "openapi.json", "swagger.json", "swaggerui")
)


def create_edm(settings: EdmSettings, species: SpeciesRegistry | None = None) -> Flask:
    """The ecological data module's Flask app; `species` as for `Edm`."""
    edm = Edm(settings, species)
    edm.read_configuration()
    app = create_app("edm", {"database": edm.database.check}, collectors=[JobMetrics(edm.jobs)])
    app.extensions[EXTENSION] = edm
    authenticate_services(app, edm.verifier, (*DOCUMENTATION, "/swaggerui"))
    blueprint = Blueprint("edm", "edm", url_prefix=API_PREFIX)
    api = ServiceApi(
        blueprint, title="EDM", description="What is true about the animals: ecological data."
    )
    for noun in NOUNS:
        api.add_namespace(noun)
    app.register_blueprint(blueprint)
    return app
