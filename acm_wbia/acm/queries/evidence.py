"""What spoke for a query and a candidate being the same animal?"""

from __future__ import annotations

import uuid
from typing import Any

from acm_wbia.acm.files.evidence import EvidenceFiles
from acm_wbia.acm.queries.annotations import visible_ids
from service_kit.database import Database
from service_kit.errors import NotFound
from service_kit.scope import Reach


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
    return {"query": query, "annotation": annotation, "matches": matches.tolist()}
