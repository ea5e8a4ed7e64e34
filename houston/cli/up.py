"""`houston up`: the whole house in one terminal."""

from __future__ import annotations

import subprocess
import sys
import time

import click

from houston.settings import HoustonSettings
from houston.supervisor import (
    Installation,
    InstallationBusy,
    PortTaken,
    Supervisor,
    SupervisorFailed,
)


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
    click.echo(f"\nCodex runs at {installation.url} - Ctrl-C stops it.")


def _houston(arguments: list[str], environment: dict[str, str]) -> None:
    code = "from houston.cli import main; main()"
    ended = subprocess.run([sys.executable, "-c", code, *arguments], env=environment, check=False)
    if ended.returncode:
        click.echo(f"`houston {' '.join(arguments)}` ended with {ended.returncode}.", err=True)
