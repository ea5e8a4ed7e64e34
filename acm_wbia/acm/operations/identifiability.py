"""How is it kept how well an animal can be told from others, once somebody has looked at it?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import update

from acm_wbia.acm.models import Annotation
from acm_wbia.wbia.identifiability import Identifiability
from service_kit.database import Database

Judged = tuple[uuid.UUID, int, Identifiability]
"""An annotation, its revision when it was looked at, and what was seen."""


def keep_identifiability(database: Database, judged: Sequence[Judged]) -> None:
    """One whose box has changed since, and one of which it is known already, is passed over."""
    if not judged:
        return
    with database.write() as session:
        for annotation, revision, found in sorted(judged, key=lambda each: each[0]):
            session.execute(
                update(Annotation)
                .where(
                    Annotation.id == annotation,
                    Annotation.revision == revision,
                    Annotation.identifiability.is_(None),
                )
                .values(
                    identifiability=found.score,
                    hindrance=found.code,
                    hindrance_reason=found.reason,
                )
            )
