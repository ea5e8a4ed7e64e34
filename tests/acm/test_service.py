"""Does ACM describe itself, keep strangers out, and bring its own database up to date?"""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from acm_wbia.acm.models import Base
from acm_wbia.acm.settings import AcmSettings
from service_kit.database import Database
from service_kit.database.migration import upgrade
from tests.acm.conftest import Acm


def test_every_route_of_the_contract_is_described(acm: Acm) -> None:
    paths = acm.web.get("/acm/v1/openapi.json").json["paths"]
    described = {
        f"{method.upper()} {path}"
        for path, item in paths.items()
        for method in item
        if method != "parameters"
    }
    assert {
        "PUT /assets",
        "DELETE /assets/{asset_id}",
        "PUT /annotations",
        "GET /annotations/{annotation_id}",
        "PATCH /annotations/{annotation_id}",
        "DELETE /annotations/{annotation_id}",
        "POST /annotations/search",
        "PUT /match-sets/{content_hash}",
        "GET /match-sets/{content_hash}",
        "POST /jobs",
        "GET /jobs/{job_id}",
        "GET /evidence/{job_id}/{query_id}/{annotation_id}",
        "GET /models",
    } <= described


def test_nobody_but_the_services_is_answered(acm: Acm) -> None:
    assert acm.web.get("/acm/v1/models").status_code == 401
    assert acm.web.get("/health").json["checks"] == {"database": "ok", "files": "ok"}


def test_models_come_with_their_cards(acm: Acm) -> None:
    models = acm.call("GET", "/models").json
    installed = {each["name"]: each["installed"] for each in models["detectors"]}
    assert (installed["whole_picture"], installed["yolox_nano"]) == (True, False)
    assert "xfeat" in [each["name"] for each in models["networks"]]
    (hotspotter,) = models["algorithms"]
    assert hotspotter["name"] == "hotspotter"
    assert hotspotter["description"]
    assert hotspotter["parameters"]["upright"] is True


def test_houstons_address_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACM_HOUSTON_URL", "http://gateway:8000")
    assert AcmSettings().houston_url == "http://gateway:8000"


def test_migrations_lead_to_the_tables_that_the_code_uses(database_url: str) -> None:
    upgrade("acm", database_url)
    upgrade("acm", database_url)
    database = Database(database_url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    database.dispose()
