"""The command `houston`: one module a noun. Each loads what it needs only when it is called."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "up": "Start everything and keep it running.",
    "demo": "Load the demo, or a folder of your own photos, through the public API.",
    "import": "Import a sheet and a folder of pictures through the public API.",
    "user": "Accounts: create, list, roles, password.",
    "species": "Species configs: list and check.",
    "submissions": "The git repositories: verify, rebuild, push.",
    "models": "Detectors and other models: list, pull, add, check.",
    "db": "Databases: upgrade and versions.",
    "openapi": "Print the OpenAPI document of the public API.",
    "doctor": "Check this machine and installation, and say what to do.",
}

MODULES = {"import": "bulk_import"}
"""Commands whose module is not called like them."""


class LazyGroup(click.Group):
    """Imports a command's module when it is called, so that each starts at once."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"houston.cli.{MODULES.get(name, name)}").command
        return command

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup)
def main() -> None:
    """Codex: find out which animal is in a photo, and keep what you learn from it."""
