"""What should be asked about a catalogue next? Found out here."""

from __future__ import annotations

from functools import partial

from houston.house import House
from houston.operations.curate import curate, curation_failed
from houston.operations.curation import CURATE
from houston.tasks.patience import patient
from service_kit.jobs import Handlers


def register_handlers(handlers: Handlers, house: House) -> None:
    """Adds the handlers of curations' jobs."""
    handlers.register(CURATE)(patient(house, curate))
    handlers.on_failure(CURATE)(partial(curation_failed, house))
