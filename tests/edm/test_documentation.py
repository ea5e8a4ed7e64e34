"""Does EDM describe what it does: its tables, its keys, its codes?"""

from __future__ import annotations

import ast
import copy
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from marshmallow import Schema

import edm as package
from edm.error_codes import CODES
from edm.models import Base
from edm.schemas.records import EncounterSchema, IndividualSchema, SightingSchema
from service_kit.database import Database
from service_kit.database.migration import upgrade, versions
from service_kit.identity import new_id
from tests.edm.service import an_encounter
from tests.edm.told import SURVEY, TOLD


def keys(schema: type[Schema]) -> set[str]:
    return {field.data_key or name for name, field in schema().fields.items()}


def test_the_migrations_make_the_tables_that_the_models_describe(database_url):
    upgrade("edm", database_url)
    upgrade("edm", database_url)
    present, newest = versions("edm", database_url)
    assert present == newest is not None
    database = Database(database_url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    database.dispose()


def test_records_hold_the_keys_that_their_schemas_describe(edm):
    row = an_encounter(individual_name="Zuri", **copy.deepcopy(TOLD))
    encounter = edm.one(encounters=[row], survey=SURVEY)
    individual = edm.get(f"/encounters/{encounter}")["individual"]["id"]
    names = [{"context": "default", "value": "Zuri"}]
    edm.patch(
        f"/individuals/{individual}", {"names": names, "life_dates": {"birth": {"year": 2020}}}
    )
    record = edm.get(f"/encounters/{encounter}")
    sighting = edm.get(f"/sightings/{record['sighting']}")
    whole = edm.get(f"/individuals/{individual}")
    for document, schema in (
        (record, EncounterSchema),
        (sighting, SightingSchema),
        (whole, IndividualSchema),
    ):
        assert set(document) == keys(schema)
        assert schema().validate(document) == {}, "each value is of the type that is described"


def test_the_openapi_page_describes_every_route_and_is_open(edm):
    document = edm._client.get("/edm/v1/openapi.json").json
    paths = document["paths"]
    for path, methods in {
        "/validate": {"post"},
        "/sightings": {"get", "post"},
        "/sightings/search": {"post"},
        "/encounters/{encounter}": {"get", "patch", "delete"},
        "/encounters/{encounter}/state": {"post"},
        "/encounters/{encounter}/duplicate": {"post"},
        "/encounters/{record}/restore": {"post"},
        "/encounters/{record}/history": {"get"},
        "/encounters/identity": {"post"},
        "/encounters/candidates": {"post"},
        "/encounters/access": {"post"},
        "/individuals": {"get", "post"},
        "/individuals/{individual}/merge": {"post"},
        "/individuals/{individual}/split": {"post"},
        "/individuals/unmerge": {"post"},
        "/submissions/{submission}/remove": {"post"},
        "/submissions/{submission}/restore": {"post"},
        "/species": {"get"},
        "/regions": {"get"},
        "/statistics": {"get"},
        "/sheets/columns": {"post"},
        "/sheets/targets": {"get"},
        "/sheets/writing": {"post"},
        "/sheets/validate": {"post"},
        "/sheets/documents": {"post"},
    }.items():
        assert methods <= paths[path].keys(), path
    encounter = document["components"]["schemas"]["Encounter"]
    assert set(encounter["properties"]) == keys(EncounterSchema)
    assert set(encounter["required"]) == keys(EncounterSchema)


def test_every_code_of_ours_is_used_and_none_is_missing():
    told: set[str] = set()
    for path in Path(package.__file__).parent.rglob("*.py"):
        if path.name == "error_codes.py" or "validation" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in CODES:
                told.add(node.value)
    assert told == set(CODES)


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_what_is_no_id_is_not_found(edm, method):
    for path in ("/encounters/x", "/encounters/1", f"/encounters/{new_id()}x"):
        assert edm.call(method, path).status_code in (404, 405)
