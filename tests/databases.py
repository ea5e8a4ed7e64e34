"""Databases of a test's own, on each backend that is there; with a service's tables where it needs them.

Migrating takes a second, and so does making or dropping a database of PostgreSQL, which waits for the disk. So an SQLite
file is copied, and the one PostgreSQL database of a session is emptied before each use.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from service_kit.database.migration import upgrade

POSTGRESQL = os.environ.get("CODEX_TEST_POSTGRESQL", "")
SQLITE = "sqlite"
_POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.postgresql)
BACKENDS = [SQLITE, _POSTGRESQL]
on_postgresql = pytest.mark.parametrize("backend", [_POSTGRESQL], indirect=True)
"""Marks a test of what SQLite does not have."""

SEND_OTHERS_AWAY = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
DROP_TABLES = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
DELETE_ROWS = """
DO $$
DECLARE name text;
BEGIN
  SET LOCAL session_replication_role = replica;  -- the order does not matter, and what guards rows looks away
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('DELETE FROM %I', name);
  END LOOP;
  FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
    PERFORM setval(name::regclass, 1, false);
  END LOOP;
END $$
"""


class Databases:
    """Databases for one test after the other, with all tables of ``service`` or, without one, with none."""

    def __init__(self, folder: Path, service: str | None = None) -> None:
        self._folder = folder
        self._service = service
        self._closing = ExitStack()

    def fresh(self, backend: str, folder: Path) -> str:
        """The URL of a database in which nothing is; the one on PostgreSQL is that of earlier tests, emptied."""
        if backend == SQLITE:
            file = folder / "test.sqlite"
            if self._service:
                shutil.copy(self._file, file)
            return f"sqlite:///{file}"
        _carry_out(make_url(self._postgresql), SEND_OTHERS_AWAY)
        _carry_out(make_url(self._postgresql), DELETE_ROWS if self._service else DROP_TABLES)
        return self._postgresql

    def close(self) -> None:
        """Drops what was made on the server."""
        self._closing.close()

    @cached_property
    def _file(self) -> Path:
        file = self._folder / f"{self._service}.sqlite"
        upgrade(str(self._service), f"sqlite:///{file}")
        return file

    @cached_property
    def _postgresql(self) -> str:
        url = self._closing.enter_context(_scratch_postgresql())
        if self._service:
            upgrade(self._service, url)
        return url


@contextmanager
def _scratch_postgresql() -> Iterator[str]:
    """A database on the test server that is gone afterwards, so it need not outlive a power cut."""
    if not POSTGRESQL:
        pytest.skip("CODEX_TEST_POSTGRESQL names no PostgreSQL server")
    server = make_url(POSTGRESQL).set(drivername="postgresql+psycopg")
    name = f"codex_test_{uuid.uuid4().hex}"
    _carry_out(server, f'CREATE DATABASE "{name}"')
    _carry_out(server, f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        _carry_out(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _carry_out(database: URL, statement: str) -> None:
    engine = create_engine(database, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
