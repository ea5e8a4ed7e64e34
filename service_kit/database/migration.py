"""How does a database get its tables? By Alembic, one environment a service under `migrations/`."""

from __future__ import annotations

from pathlib import Path

from alembic import command, context
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, pool
from sqlalchemy.engine import create_engine

import migrations
from service_kit.database.connection import Database

MIGRATIONS = Path(migrations.__file__).parent


def configuration(service: str, database_url: str) -> Config:
    """Alembic's configuration of one service's environment."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS / service))
    config.set_main_option("path_separator", "os")
    config.attributes["database_url"] = Database(database_url).url
    return config


def upgrade(service: str, database_url: str) -> None:
    """Brings the database to the newest version; does nothing where it is there already."""
    command.upgrade(configuration(service, database_url), "head")


def versions(service: str, database_url: str) -> tuple[str | None, str | None]:
    """The version that the database has, and the newest that there is."""
    script = ScriptDirectory.from_config(configuration(service, database_url))
    with Database(database_url).engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present, script.get_current_head()


def run_environment(metadata: MetaData) -> None:
    """What each `migrations/<service>/env.py` calls."""
    url = context.config.attributes["database_url"]
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,  # SQLite alters a table by copying it
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()
