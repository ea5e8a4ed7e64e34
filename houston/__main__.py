"""Runs one process of the gateway: `python -m houston serve | work | migrate`. People use the command `houston`."""

from __future__ import annotations

from houston.app import create_houston
from houston.house import House
from houston.settings import HoustonSettings
from houston.tasks import all_handlers
from service_kit.process import Service, command

main = command(Service(HoustonSettings, create_houston, House, all_handlers))

if __name__ == "__main__":
    main()
