"""Runs one process of the ecological data module: `python -m edm serve | work | migrate`."""

from __future__ import annotations

from edm.app import create_edm
from edm.foundation import Edm
from edm.settings import EdmSettings
from edm.tasks import all_handlers
from service_kit.process import SCOPE_HEADER_BYTES, Service, command

main = command(Service(EdmSettings, create_edm, Edm, all_handlers, SCOPE_HEADER_BYTES))

if __name__ == "__main__":
    main()
