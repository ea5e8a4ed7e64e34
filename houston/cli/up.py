"""`houston up`: the whole house in one terminal."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import click

from houston.settings import HoustonSettings
from houston.supervisor import (
    Installation,
    InstallationBusy,
    PortTaken,
    Supervisor,
    SupervisorFailed,
)
from houston.web_app import INDEX


@click.command("up")
@click.option("--demo", is_flag=True, help="Load the demo once everything runs.")
def command(demo: bool) -> None:
    """Start everything, bring the databases up to date, and keep it running until Ctrl-C."""
    began = time.monotonic()
    try:
        installation = Installation.plan(HoustonSettings())
        supervisor = Supervisor(installation, click.echo)
        click.echo(f"Starting Codex with the data in {installation.data} …")
        supervisor.run(lambda: _welcome(installation, began, demo))
    except (InstallationBusy, PortTaken, SupervisorFailed) as error:
        raise click.ClickException(str(error)) from error
    click.echo("Stopped. Everything is kept; start again with the same command.")


def _welcome(installation: Installation, began: float, demo: bool) -> None:
    click.echo(f"Ready after {time.monotonic() - began:.1f} s at {installation.url}")
    environment = installation.environment()
    _houston(["user", "first-admin"], environment)
    _houston(["models", "default"], environment)
    if demo:
        _houston(["demo"], environment)
    _tell_missing_web_app(HoustonSettings().web_app)
    click.echo(f"\nCodex runs at {installation.url} - Ctrl-C stops it.")


def _tell_missing_web_app(folder: Path) -> None:
    if not (folder / INDEX).is_file():
        click.echo(
            f"There is no web app in {folder.absolute()}, so only the API answers. "
            "Build it with: make web-app; or start in the project's folder, or set HOUSTON_WEB_APP."
        )


def _houston(arguments: list[str], environment: dict[str, str]) -> None:
    code = "from houston.cli import main; main()"
    ended = subprocess.run([sys.executable, "-c", code, *arguments], env=environment, check=False)
    if ended.returncode:
        click.echo(f"`houston {' '.join(arguments)}` ended with {ended.returncode}.", err=True)
