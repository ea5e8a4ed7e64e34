"""How does a service reach its database? Through one `Database`: `read()` to look, `write()` to change.

`write()` is one transaction: all of it is committed at the end, or nothing. What must happen after the commit
and never without it (sending a message, waking a worker) is handed to `after_commit`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, make_url, text
from sqlalchemy.orm import Session

SQLITE_BUSY_SECONDS = (
    30  # a writer waits for the writer before it; transactions here take milliseconds
)
POOL_SIZE = 16  # threads of a service plus its workers; PostgreSQL's usual limit is 100 connections
_HOOKS = "service_kit.after_commit"


class Database:
    """One database, from its SQLAlchemy URL; safe to share between threads."""

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        self.url = parsed.render_as_string(hide_password=False)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        options: dict[str, Any] = {"pool_size": POOL_SIZE, "max_overflow": POOL_SIZE}
        if not self.is_sqlite:
            options["pool_pre_ping"] = True
        self.engine = create_engine(parsed, **options)
        if self.is_sqlite:
            event.listen(self.engine, "connect", _configure_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        self._writing = self.engine.execution_options(codex_write=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session to look with; whatever it changed is forgotten."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction; committed at the end of the block, rolled back on any exception."""
        with Session(self._writing, expire_on_commit=False) as session:
            with session.begin():
                yield session
            for hook in session.info.pop(_HOOKS, []):
                hook()

    def check(self) -> None:
        """Raises whatever the driver raises when the database does not answer."""
        with self.engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    def dispose(self) -> None:
        self.engine.dispose()


def after_commit(session: Session, hook: Callable[[], None]) -> None:
    """Calls `hook` once the session's `write()` block has been committed, and never otherwise."""
    session.info.setdefault(_HOOKS, []).append(hook)


def _configure_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says so
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {SQLITE_BUSY_SECONDS * 1000}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turns writer halfway would fail at once when another writes: writers say so first.
    writes = connection.get_execution_options().get("codex_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
