"""What goes when a whole submission is removed, and what stays because others have built on it?

The encounters of the submission go, and what has no others. What has others stays, as those have found it.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select, true
from sqlalchemy.orm import Session

from edm.foundation import Edm
from edm.models import DEFAULT_CONTEXT, Decision, Encounter, Individual, Name, Sighting
from edm.operations.deletions import Outcome, outcome_of, submission_deletion
from edm.operations.departure import lock_owners, remove
from edm.operations.loading import require_write
from edm.operations.merge import KIND as MERGE
from edm.operations.transaction import transact
from edm.queries.chunks import chunks
from edm.queries.leaving import Owner, none_of, owner_of
from edm.queries.reach import LIVE, encounters_in
from service_kit.scope import Reach, Scope
from service_kit.tokens import Caller

OTHERS = (
    "Encounters that did not come with this submission are",
    "1 encounter that did not come with this submission is",
    "{known:,} encounters that did not come with this submission are",
)
"""Who keeps a record: nobody whom the caller may know of, one, or several."""
IN_SIGHTING = "in this sighting."
OF_ANIMAL = "of this animal."
MERGED = "of this animal. Another animal was merged into it."


def remove_submission(edm: Edm, caller: Caller, submission: str, cascade: bool) -> Outcome:
    """Deletes all encounters of a submission, with the sightings that are left without any.

    With `cascade` also individuals. Raises `Forbidden`, and `Conflict` with `would_orphan`.
    """
    leaving = Encounter.submission == submission

    def work(session: Session) -> Outcome:
        deletion = submission_deletion(submission)
        lock_owners(session, leaving)
        _require_write(session, leaving, caller.scope)
        remove(session, caller, leaving, deletion, true(), cascade=cascade)
        return outcome_of(session, deletion)

    return transact(edm.database, work)


def remove_submission_step(edm: Edm, caller: Caller, submission: str, limit: int) -> dict[str, Any]:
    """Deletes so many encounters of a submission with what is left without any, individuals too; what went, and how many are `left`.

    Done until none is left, it is as if `remove_submission` had taken all at once, and is restored as one.
    Raises `Forbidden` where any of the rest is not the caller's to change.
    """
    leaving = Encounter.submission == submission

    def work(session: Session) -> dict[str, Any]:
        _require_write(session, leaving, caller.scope)
        present, count = _first(session, leaving, limit)
        some = Encounter.id.in_(present)
        lock_owners(session, some)
        deletion = submission_deletion(submission)
        gone = remove(session, caller, some, deletion, true(), cascade=True)
        return {**gone, "left": count - len(present)}

    return transact(edm.database, work)


def preview_removal(edm: Edm, caller: Caller, submission: str) -> dict[str, Any]:
    """What `remove_submission` would take at this moment, and what would stay, with a sentence why. Raises `Forbidden`."""
    leaving = Encounter.submission == submission
    with edm.database.read() as session:
        _require_write(session, leaving, caller.scope)
        encounters = select(func.count()).select_from(Encounter).where(leaving, LIVE)
        sightings = _fates(session, Sighting, leaving, caller.scope.read)
        individuals = _fates(session, Individual, leaving, caller.scope.read)
        staying = [each.id for each in individuals if each.others]
        names, merged = _names(session, staying), _merged(session, staying)
        return {
            "encounters": session.scalar(encounters) or 0,
            "sightings": {
                "go": sum(not each.others for each in sightings),
                "stay": [
                    {"id": str(each.id), "why": f"{_others(each.known)} {IN_SIGHTING}"}
                    for each in sightings
                    if each.others
                ],
            },
            "individuals": {
                "go": sum(not each.others for each in individuals),
                "stay": [
                    {
                        "id": str(each.id),
                        "name": names.get(each.id),
                        "why": f"{_others(each.known)} {MERGED if each.id in merged else OF_ANIMAL}",
                    }
                    for each in individuals
                    if each.others
                ],
            },
        }


def _first(
    session: Session, leaving: ColumnElement[bool], limit: int
) -> tuple[list[uuid.UUID], int]:
    """The first of those that are there, and how many are there.

    Both are asked of the same rows: asked for the first alone, PostgreSQL goes through the catalogue in the order of
    the ids, past all others and all that have gone.
    """
    there = select(Encounter.id).where(leaving, LIVE).cte("there")
    count = select(func.count()).select_from(there).scalar_subquery()
    rows = session.execute(select(there.c.id, count).order_by(there.c.id).limit(limit)).all()
    return [row[0] for row in rows], rows[0][1] if rows else 0


def _require_write(session: Session, leaving: ColumnElement[bool], scope: Scope) -> None:
    outside = none_of(encounters_in(scope.write))
    foreign = session.scalars(
        select(Encounter).where(leaving, LIVE, outside).order_by(Encounter.id)
    ).all()
    require_write(session, foreign, scope)


def _fates(
    session: Session, owner: Owner, leaving: ColumnElement[bool], reach: Reach
) -> Sequence[Any]:
    """The records that have such encounters: how many `others` each has, and how many of those are `known` to the caller.

    What has no others goes, as `leaves_with` says; asked in one pass over the encounters.
    """
    link = owner_of(owner)
    other = none_of(leaving)
    return session.execute(
        select(
            link.label("id"),
            func.count(case((other, 1))).label("others"),
            func.count(case((and_(other, encounters_in(reach)), 1))).label("known"),
        )
        .where(LIVE, link.is_not(None), link.in_(select(link).where(leaving, LIVE)))
        .group_by(link)
        .order_by(link)
    ).all()


def _names(session: Session, individuals: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    return {
        row.individual_id: row.value
        for part in chunks(individuals)
        for row in session.execute(
            select(Name.individual_id, Name.value).where(
                Name.individual_id.in_(part), Name.live, Name.context == DEFAULT_CONTEXT
            )
        )
    }


def _merged(session: Session, individuals: Sequence[uuid.UUID]) -> frozenset[uuid.UUID | None]:
    """Those of the individuals into which others were merged."""
    return frozenset(
        each
        for part in chunks(individuals)
        for each in session.scalars(
            select(Decision.individual_id).where(
                Decision.kind == MERGE,
                Decision.undone_at.is_(None),
                Decision.individual_id.in_(part),
            )
        )
    )


def _others(known: int) -> str:
    """Of others the caller is told only what he may know of anyway."""
    return OTHERS[min(known, 2)].format(known=known)
