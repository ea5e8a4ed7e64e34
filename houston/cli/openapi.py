"""`houston openapi`: the public API, described for programs; the web app's types are made from it."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import click


@click.command("openapi")
def command() -> None:
    """Print the OpenAPI document of the public API. Needs nothing to run, and touches no data."""
    from houston.app import API_PREFIX, create_houston
    from houston.settings import HoustonSettings

    with TemporaryDirectory() as empty:
        app = create_houston(HoustonSettings(data=Path(empty)))
        document = app.test_client().get(f"{API_PREFIX}/openapi.json").get_json()
    click.echo(json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False))
