"""Which animal is it? Found out here, and what people decided is carried out should their request have died."""

from __future__ import annotations

from functools import partial

from houston.house import House
from houston.operations.calibration import CALIBRATE, calibrate, calibration_failed
from houston.operations.carry_out_decision import CARRY_OUT, carry_out_job
from houston.operations.identification import IDENTIFY
from houston.operations.identify import identification_failed, identify
from houston.tasks.patience import patient
from service_kit.jobs import Handlers


def register_handlers(handlers: Handlers, house: House) -> None:
    """Adds the handlers of identifications' jobs."""
    handlers.register(IDENTIFY)(patient(house, identify))
    handlers.on_failure(IDENTIFY)(partial(identification_failed, house))
    handlers.register(CALIBRATE)(patient(house, calibrate))
    handlers.on_failure(CALIBRATE)(partial(calibration_failed, house))
    handlers.register(CARRY_OUT)(patient(house, carry_out_job))
