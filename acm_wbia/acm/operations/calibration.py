"""People's decisions about one species become what an algorithm's scores are worth."""

from __future__ import annotations

from typing import Any

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.models import CalibrationRow
from acm_wbia.acm.operations.telling import tell_when_over
from acm_wbia.acm.queries.calibrations import latest_calibration
from acm_wbia.wbia.calibration.calibration import VERSION, Source
from acm_wbia.wbia.calibration.confidence import Confidence
from acm_wbia.wbia.calibration.judged import Compared, Judged, PairTable
from acm_wbia.wbia.models.algorithms import known
from service_kit.clock import now
from service_kit.content_hash import content_hash
from service_kit.jobs import JobContext

FEWEST_OF_A_KIND = 20
"""Pairs of one animal, and queries of each kind: with fewer, the prior of other species errs less."""

TOO_FEW = "There are not enough decisions yet; the algorithm's prior stays in use."


def calibrate(foundation: AcmFoundation, context: JobContext) -> None:
    """Fits and puts into use. Decisions that were fitted already are not fitted again.

    Where too few are left, because decisions were undone, the prior is in use again.
    """
    arguments = context.arguments
    named = arguments["algorithm"]
    chosen = known(named["name"]).card
    version = named["version"] or chosen.version
    source = Source(chosen.name, version, arguments["species"], now().date().isoformat())
    taught = PairTable.of(
        [Judged(**each) for each in arguments["answers"]],
        [Compared(**each) for each in arguments["compared"]],
    )
    enough = taught.fewest >= FEWEST_OF_A_KIND
    document = Confidence.fit_table(taught, source).to_mapping() if enough else None
    judged = content_hash([VERSION, arguments["answers"], arguments["compared"]])
    with foundation.database.write() as session:
        before = latest_calibration(session, arguments["species"], chosen.name, version)
        if before is not None and before.judged == judged:
            document = before.document
        elif before is not None or document is not None:
            session.add(
                CalibrationRow(
                    species=arguments["species"],
                    algorithm=chosen.name,
                    algorithm_version=version,
                    version=1 if before is None else before.version + 1,
                    judged=judged,
                    document=document,
                )
            )
        context.finish(session, _told(document))
        tell_when_over(foundation, session, context.id)


def _told(document: dict[str, Any] | None) -> dict[str, Any]:
    if document is None:
        return {"fitted": False, "reason": TOO_FEW, "calibration": None}
    return {"fitted": True, "reason": None, "calibration": document["same"]["provenance"]}
