"""Runs one process of ACM: `python -m acm_wbia serve | work | migrate`, or tends its models: `models`."""

from __future__ import annotations

import os

from acm_wbia.acm.app import create_acm
from acm_wbia.acm.cli.models import models
from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.settings import AcmSettings
from acm_wbia.acm.tasks import all_handlers
from service_kit.process import SCOPE_HEADER_BYTES, Service, command

main = command(Service(AcmSettings, create_acm, AcmFoundation, all_handlers, SCOPE_HEADER_BYTES))
main.add_command(models)

if __name__ == "__main__":
    # Whoever started this for a person is what the person typed.
    main(prog_name=os.environ.get("CODEX_PROGRAM"))
