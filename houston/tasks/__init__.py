"""Background work: each module registers the handlers of its kinds of job. To add one: list it in `all_handlers`."""

from __future__ import annotations

from houston.house import House
from houston.tasks import (
    bulk_import,
    curation,
    encounter,
    identification,
    individual,
    mail,
    submission,
)
from service_kit.jobs import Handlers


def all_handlers(house: House) -> Handlers:
    """The handlers of every kind of Houston's jobs."""
    handlers = Handlers()
    bulk_import.register_handlers(handlers, house)
    curation.register_handlers(handlers, house)
    encounter.register_handlers(handlers, house)
    identification.register_handlers(handlers, house)
    individual.register_handlers(handlers, house)
    mail.register_handlers(handlers, house)
    submission.register_handlers(handlers, house)
    return handlers
