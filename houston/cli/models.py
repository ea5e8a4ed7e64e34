"""`houston models`: what detects, matches and identifies. ACM keeps the models, and knows the commands."""

from __future__ import annotations

import os
import subprocess
import sys

import click

from houston.settings import HoustonSettings


@click.command(
    "models",
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """List, pull, add and check models, on the machine where ACM's data folder is."""
    # ACM is asked as a process of its own, with the data folder of the whole house as `houston up` has it.
    data = str(HoustonSettings().data.resolve())
    environment = {"ACM_DATA": data, **os.environ, "CODEX_PROGRAM": "houston"}
    asked = [sys.executable, "-m", "acm_wbia", "models", *arguments]
    ended = subprocess.run(asked, env=environment, check=False)
    sys.exit(ended.returncode)
