"""Background work: each module registers the handlers of its kinds of job. To add one: list it in `all_handlers`."""

from __future__ import annotations

from edm.foundation import Edm
from edm.tasks import purge
from service_kit.jobs import Handlers


def all_handlers(edm: Edm) -> Handlers:
    """The handlers of every kind of EDM's jobs, with word left for what is done daily."""
    handlers = Handlers()
    purge.register(handlers, edm)
    purge.begin(edm)
    return handlers
