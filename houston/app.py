"""How is Houston's web side put together?"""

from __future__ import annotations

from flask import Blueprint, Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from houston.accounts.cookies import refuse_forged_requests
from houston.accounts.credentials import recognise_people
from houston.api import NOUNS
from houston.api.callbacks import internal
from houston.house import EXTENSION, House
from houston.security_headers import send_security_headers
from houston.settings import HoustonSettings
from houston.web_app import serve_web_app
from service_kit.jobs.metrics import JobMetrics
from service_kit.web import ServiceApi, create_app

API_PREFIX = "/api/v1"


def create_houston(settings: HoustonSettings) -> Flask:
    """The gateway's Flask app."""
    house = House(settings)
    app = create_app(
        "houston", {"database": house.database.check}, collectors=[JobMetrics(house.jobs)]
    )
    app.extensions[EXTENSION] = house
    if settings.proxies:
        proxies = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, proxies, proxies, proxies)  # type: ignore[method-assign]
    recognise_people(app, house)
    refuse_forged_requests(app, house)
    send_security_headers(app, documentation=f"{API_PREFIX}/docs")
    blueprint = Blueprint("api", "houston", url_prefix=API_PREFIX)
    api = ServiceApi(blueprint, title="Codex", description="Find out which animal is in a photo.")
    for noun in NOUNS:
        api.add_namespace(noun)
    app.register_blueprint(blueprint)
    app.register_blueprint(internal)
    serve_web_app(app, settings.web_app)
    return app
