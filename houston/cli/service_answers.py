"""How does a command ask a running service? As Houston does, with a signed token."""

from __future__ import annotations

from typing import Any

import click

from houston.house import House
from houston.settings import HoustonSettings
from houston.supervisor.running import read_running
from service_kit.errors import Problem
from service_kit.scope import SYSTEM_SCOPE


def ask(service: str, path: str) -> Any:
    """What EDM (`edm`) or ACM (`acm`) answers at this address. Ends the command with a sentence when it refuses."""
    settings = HoustonSettings()
    running = read_running(settings.data).get(service)
    usual = {"edm": settings.edm_url, "acm": settings.acm_url}[service]
    address = (running.address if running else None) or usual
    client = House(settings).client(address, service)
    try:
        return client.call("GET", path, scope=SYSTEM_SCOPE)
    except Problem as problem:
        raise click.ClickException(
            f"{problem.detail} (Is Codex running? `houston up` starts it; the address of a running "
            f"one is set with HOUSTON_{service.upper()}_URL.)"
        ) from problem
