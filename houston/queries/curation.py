"""Which curations are there, and whose are they?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Action, Principal
from houston.access.roles import Extent, extents
from houston.models import Curation, CurationAnswer
from houston.queries.pages import moment_cursor, newest_first, page_of
from service_kit.errors import NotFound

MOST_ANSWERS = 50  # told with a curation: the newest, to be taken back


def find_curation(session: Session, principal: Principal, curation_id: uuid.UUID) -> Curation:
    """The curation, for whoever began it and for who may read everything. Raises `NotFound`."""
    found = session.get(Curation, curation_id)
    if found is None or not (found.owner == principal.user or _reads_everything(principal)):
        raise NotFound("There is no such curation, or it is not yours.")
    return found


def _reads_everything(principal: Principal) -> bool:
    # It compared what its owner may see and tells how many those are: others would learn of what is hidden from them.
    return Extent.ALL in extents(Action.READ, principal.roles)


def answers_of(session: Session, curation_id: uuid.UUID) -> Sequence[CurationAnswer]:
    """What was answered last, the newest first, undone ones too."""
    return session.scalars(
        select(CurationAnswer)
        .where(CurationAnswer.curation_id == curation_id)
        .order_by(CurationAnswer.decided_at.desc(), CurationAnswer.id.desc())
        .limit(MOST_ANSWERS)
    ).all()


def answered_since(
    session: Session, curation_id: uuid.UUID, moment: str | None
) -> set[frozenset[uuid.UUID]]:
    """Pairs of encounters that were answered since a moment: what is to be asked does not know of them yet."""
    query = select(CurationAnswer.first, CurationAnswer.second).where(
        CurationAnswer.curation_id == curation_id, CurationAnswer.undone_at.is_(None)
    )
    if moment is not None:
        query = query.where(CurationAnswer.decided_at > datetime.fromisoformat(moment))
    return {frozenset({first, second}) for first, second in session.execute(query)}


def question_about(
    curation: Curation, annotations: set[uuid.UUID]
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """What was asked about two annotations, now or just before, and the algorithm by which it came up."""
    now: dict[str, Any] = curation.result or {}
    for asked in (now, now.get("before") or {}):
        for each in asked.get("questions", ()):
            if {uuid.UUID(each[side]["annotation"]) for side in ("first", "second")} == annotations:
                return each, asked["algorithm"]
    return None


def page_of_curations(
    session: Session, principal: Principal, *, limit: int, cursor: str | None
) -> tuple[list[Curation], str | None]:
    """The person's own, or everybody's for who may read everything; the newest first."""
    statement = select(Curation)
    if not _reads_everything(principal):
        statement = statement.where(Curation.owner == principal.user)
    ordered = newest_first(statement, Curation.created_at, Curation.id, limit, cursor)
    return page_of(session.scalars(ordered).all(), limit, moment_cursor)
