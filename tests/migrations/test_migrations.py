"""Does an empty database, brought up to date, have exactly the tables that the code expects?"""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import DatabaseError

from service_kit.clock import now
from service_kit.database import Database
from service_kit.database.migration import upgrade, versions
from service_kit.identity import new_id

MODELS = {"houston": "houston.models", "edm": "edm.models", "acm": "acm_wbia.acm.models"}


def metadata_of(service: str) -> Any:
    return import_module(MODELS[service]).Base.metadata


@pytest.mark.parametrize("service", MODELS)
def test_the_migrations_make_the_tables_that_the_models_describe(
    service: str, database_url: str
) -> None:
    upgrade(service, database_url)
    database = Database(database_url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata_of(service)) == []
    database.dispose()


@pytest.mark.parametrize("service", MODELS)
def test_bringing_a_database_up_to_date_twice_does_no_harm(service: str, database_url: str) -> None:
    upgrade(service, database_url)
    upgrade(service, database_url)
    present, newest = versions(service, database_url)
    assert present == newest


@pytest.mark.parametrize("service", ["houston", "edm"])
@pytest.mark.parametrize("change", ["UPDATE audit SET action = 'x'", "DELETE FROM audit"])
def test_the_audit_trail_can_be_added_to_and_never_changed(
    service: str, change: str, database_url: str
) -> None:
    upgrade(service, database_url)
    database = Database(database_url)
    audit = metadata_of(service).tables["audit"]
    required: dict[str, Any] = {
        column.name: _some_value(column)
        for column in audit.columns
        if not column.nullable and column.default is None
    }
    with database.write() as session:
        session.execute(audit.insert().values(**required))
    with pytest.raises(DatabaseError, match="audit trail"), database.write() as session:
        session.connection().exec_driver_sql(change)
    database.dispose()


def _some_value(column: Any) -> Any:
    kind = column.type.python_type
    made: dict[type, Any] = {datetime: now(), UUID: new_id(), str: "x"}
    return made[kind] if kind in made else kind()
