"""The services' apps, made once and used by one test after the other, over parts that are new for each.

Making an app and compiling its SQL takes longer than most tests. What it stands on is another matter: before each test its
foundation gets that test's settings, and thereby its folders and database, and forgets every part that it had made.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import Dialect, MetaData, create_engine, event, make_url

from edm.app import create_edm
from edm.settings import EdmSettings
from service_kit.foundation import Foundation
from service_kit.settings import ServiceSettings
from tests.shipped_species import shipped_species

KEPT_PARTS = {"database", "secrets", "signer", "verifier", "regions"}
"""What is the same for every test: the shipped regions, the secrets, and an engine that goes to another database."""

S = TypeVar("S", bound=ServiceSettings)

_secrets = tempfile.TemporaryDirectory(prefix="codex-secrets-")
_tables = tempfile.TemporaryDirectory(prefix="codex-tables-")
_apps: dict[tuple[Any, str], Flask] = {}


def kept_app(create: Callable[[S], Flask], settings: S) -> Flask:
    """The app that `create` makes, as new, with these settings; one test has it at a time.

    The settings that `create` itself looks at are those of the first time.
    """
    settings = with_kept_secrets(settings)
    key = (create, make_url(settings.database).get_backend_name())
    if key not in _apps:
        _apps[key] = create(settings)
        let_database_move(foundation_of(_apps[key]))
    else:
        begin_anew(foundation_of(_apps[key]), settings)
    return _apps[key]


def make_edm(settings: EdmSettings) -> Flask:
    """An EDM with the shipped species."""
    return create_edm(settings, shipped_species())


def with_kept_secrets(settings: S) -> S:
    return settings.model_copy(update={"secrets_folder": Path(_secrets.name)})


def foundation_of(app: Flask) -> Foundation:
    (found,) = (part for part in app.extensions.values() if isinstance(part, Foundation))
    return found


def let_database_move(foundation: Foundation) -> None:
    """From now on, whoever connects comes to the database that the foundation's settings name at that time."""

    @event.listens_for(foundation.database.engine, "do_connect")
    def go_to_present_database(
        dialect: Dialect, _record: Any, arguments: list[Any], options: dict[str, Any]
    ) -> None:
        url = make_url(foundation.settings.database)
        arguments[:], options_now = dialect.create_connect_args(url)
        options.clear()
        options.update(options_now)


def begin_anew(foundation: Foundation, settings: ServiceSettings) -> None:
    """Leaves everything behind that an earlier test made."""
    foundation.database.dispose()
    for name in set(vars(foundation)) - KEPT_PARTS:
        if isinstance(getattr(type(foundation), name, None), cached_property):
            delattr(foundation, name)
    foundation.settings = settings


def make_tables(foundation: Foundation, metadata: MetaData) -> None:
    """Gives the foundation's new database all tables: on SQLite as a copy of a file that has them."""
    database = make_url(foundation.settings.database)
    if not foundation.database.is_sqlite:
        metadata.create_all(foundation.database.engine)
        return
    Path(str(database.database)).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(_file_with_tables(metadata), str(database.database))


@cache
def _file_with_tables(metadata: MetaData) -> Path:
    file = Path(_tables.name) / f"{id(metadata)}.sqlite"
    engine = create_engine(f"sqlite:///{file}")
    metadata.create_all(engine)
    engine.dispose()
    return file
