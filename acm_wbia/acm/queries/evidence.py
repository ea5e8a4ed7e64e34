"""What spoke for a query and a candidate being the same animal?"""

from __future__ import annotations

import uuid
from typing import Any

from acm_wbia.acm.files.evidence import EvidenceFiles
from acm_wbia.acm.queries.annotations import visible_ids
from service_kit.database import Database
from service_kit.errors import NotFound
from service_kit.scope import Reach

AS_A_WHOLE = "The two pictures were compared as a whole, so there are no matched points to show."


def get_evidence(
    database: Database,
    files: EvidenceFiles,
    reach: Reach,
    job: uuid.UUID,
    query: uuid.UUID,
    annotation: uuid.UUID,
) -> dict[str, Any]:
    """The matched points, for a caller who may see both annotations. Raises `NotFound`."""
    visible = visible_ids(database, reach, [query, annotation])
    matches = files.read(job, query, annotation) if {query, annotation} <= visible else None
    if matches is None:
        raise NotFound("There is no evidence for these two pictures.")
    note = None if len(matches) else AS_A_WHOLE
    return {"query": query, "annotation": annotation, "matches": matches.tolist(), "note": note}
