"""What does ACM do in the background? Each kind of job, and the operation that does it."""

from __future__ import annotations

from functools import partial

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.jobs import TELL
from service_kit.jobs import Handlers


def all_handlers(foundation: AcmFoundation) -> Handlers:
    """The handlers of every kind of job."""
    # Here and not above: the web process knows of this module and must not load what looks at pictures.
    from acm_wbia.acm.operations.calibration import calibrate
    from acm_wbia.acm.operations.curation import curate
    from acm_wbia.acm.operations.detection import detect
    from acm_wbia.acm.operations.explaining import explain
    from acm_wbia.acm.operations.extraction_job import extract
    from acm_wbia.acm.operations.heat_maps import EXPLAIN
    from acm_wbia.acm.operations.identification import identify
    from acm_wbia.acm.operations.looking_again import look_again
    from acm_wbia.acm.operations.matched_points import LOOK_AGAIN
    from acm_wbia.acm.operations.sorting import SORT, sort
    from acm_wbia.acm.operations.telling import tell, tell_of_failure
    from acm_wbia.acm.wire.publishing import CALL, PUBLISH, call, publish, publishing_failed

    handlers = Handlers()
    work_of = {
        "detect": detect,
        "extract": extract,
        "identify": identify,
        "calibrate": calibrate,
        "curate": curate,
    }
    for kind, work in work_of.items():
        handlers.register(kind)(partial(work, foundation))
        handlers.on_failure(kind)(partial(tell_of_failure, foundation))
    handlers.register(SORT)(partial(sort, foundation))
    handlers.register(EXPLAIN)(partial(explain, foundation))
    handlers.register(LOOK_AGAIN)(partial(look_again, foundation))
    handlers.register(TELL)(partial(tell, foundation))
    handlers.register(PUBLISH)(partial(publish, foundation))
    handlers.on_failure(PUBLISH)(partial(publishing_failed, foundation))
    handlers.register(CALL)(partial(call, foundation))
    return handlers
