"""`houston db`: the databases of the three services."""

from __future__ import annotations

import subprocess
import sys

import click

PACKAGES = {"houston": "houston", "edm": "edm", "acm": "acm_wbia"}


@click.group("db")
def command() -> None:
    """The databases of the three services."""


@command.command()
@click.argument("service", type=click.Choice([*PACKAGES]), required=False)
def upgrade(service: str | None) -> None:
    """Bring the databases (or one service's) up to date; does nothing where they are."""
    for name in [service] if service else PACKAGES:
        # Each service knows its own tables: it is asked as a process of its own.
        ended = subprocess.run([sys.executable, "-m", PACKAGES[name], "migrate"], check=False)
        if ended.returncode:
            raise click.ClickException(f"The database of {name} could not be brought up to date.")
        click.echo(f"{name}: up to date")
