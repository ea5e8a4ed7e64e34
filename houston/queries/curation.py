"""Which curations are there, and whose are they?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from houston.access import Action, Principal
from houston.access.roles import Extent, extents
from houston.models import Curation, CurationAnswer
from service_kit.errors import NotFound
from service_kit.paging import decode_cursor, encode_cursor

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
    if cursor:
        moment, last = decode_cursor(cursor, 2)
        before = datetime.fromisoformat(moment)
        statement = statement.where(
            or_(
                Curation.created_at < before,
                and_(Curation.created_at == before, Curation.id < uuid.UUID(last)),
            )
        )
    rows = list(
        session.scalars(
            statement.order_by(Curation.created_at.desc(), Curation.id.desc()).limit(limit + 1)
        )
    )
    if len(rows) <= limit:
        return rows, None
    last_row = rows[limit - 1]
    return rows[:limit], encode_cursor([last_row.created_at.isoformat(), str(last_row.id)])
