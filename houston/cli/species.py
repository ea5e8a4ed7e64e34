"""`houston species`: what is recorded about which species."""

from __future__ import annotations

import sys

import click

from houston.cli.service_answers import ask


@click.group("species")
def command() -> None:
    """Species configs."""


@command.command("list")
def list_species() -> None:
    """List the species that a running EDM knows."""
    for species in ask("edm", "/edm/v1/species")["items"]:
        names = species["common_names"]
        english = ", ".join(names.get("en", []))
        click.echo(f"{species['id']:28} {species['scientific_name']:32} {english}")


@command.command()
def check() -> None:
    """Say which line of which species file is wrong; the last good version stays in use."""
    faults = ask("edm", "/edm/v1/species")["faults"] + ask("edm", "/edm/v1/regions")["faults"]
    for fault in faults:
        click.echo(f"{fault['file']}:{fault['line']}: {fault['message']}")
    if faults:
        sys.exit(1)
    click.echo("Every species file is in order.")
