"""How does a submission look to whoever may see it?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from houston.access import Kind, Principal
from houston.models import Asset, Job, Pointer, Submission, SubmissionFile, SubmissionState
from houston.models.asset import UNSETTLED
from houston.queries.submission import count_files, may_see_places, may_work_on

MOST_SHOWN = 1_000  # files and records within one answer; the rest is asked for page by page
MOST_LISTED = 12  # of each submission in a list: a row of thumbnails


def view_submission(
    session: Session, principal: Principal, submission: Submission, most: int = MOST_SHOWN
) -> dict[str, Any]:
    """The submission with its files, its faults, what was made of it, and how far it is.

    Of its files and records at most `most` each.
    """
    exact = may_see_places(principal, submission)
    own = may_work_on(principal, submission)
    return {
        "id": submission.id,
        "kind": submission.kind,
        "state": submission.state,
        "reason": submission.reason,
        "owner": submission.owner,
        "contact_name": submission.contact_name if own else None,
        "contact_email": submission.contact_email if own else None,
        "projects": submission.projects,
        "visibility": submission.visibility,
        "approve": submission.approve,
        "created_at": submission.created_at,
        "committed_at": submission.committed_at,
        "deleted_at": submission.deleted_at,
        "metadata": submission.document if exact else {},
        "errors": submission.errors,
        "files": [view_file(file, exact) for file in _files(session, submission, most)],
        "file_count": count_files(session, submission.id),
        "sightings": _records(session, submission, Kind.SIGHTING, most),
        "encounters": _records(session, submission, Kind.ENCOUNTER, most),
        "progress": _progress(session, submission),
        "job": submission.job,
    }


def view_file(file: SubmissionFile, exact: bool = True) -> dict[str, Any]:
    """One file; where the camera was only for those who may know."""
    exif = file.exif
    if exif is not None and not exact:
        exif = {**exif, "location": None}
    return {
        "id": file.id,
        "name": file.name,
        "purpose": file.purpose,
        "size": file.size,
        "received": file.received,
        "state": file.state,
        "code": file.code,
        "reason": file.reason,
        "duplicate_of": file.duplicate_of,
        "sha256": file.sha256,
        "media_type": file.media_type,
        "width": file.width,
        "height": file.height,
        "exif": exif,
    }


def _files(session: Session, submission: Submission, most: int) -> Sequence[SubmissionFile]:
    return session.scalars(
        select(SubmissionFile)
        .where(SubmissionFile.submission_id == submission.id)
        .order_by(SubmissionFile.created_at, SubmissionFile.id)
        .limit(most)
    ).all()


def _records(
    session: Session, submission: Submission, kind: Kind, most: int
) -> Sequence[uuid.UUID]:
    return session.scalars(
        select(Pointer.id)
        .where(
            Pointer.submission == submission.id,
            Pointer.kind == kind,
            Pointer.deleted_at.is_(None),
        )
        .order_by(Pointer.id)
        .limit(most)
    ).all()


def _progress(session: Session, submission: Submission) -> dict[str, Any] | None:
    if submission.state == SubmissionState.COMMITTING and submission.job:
        job = session.get_one(Job, submission.job)
        return {"done": job.progress_done, "total": job.progress_total, "message": job.message}
    if submission.state in (
        SubmissionState.DETECTING,
        SubmissionState.CURATION,
        SubmissionState.DONE,
    ):
        total, left = _assets(session, submission)
        return {
            "done": total - left,
            "total": total,
            "message": f"{total - left} of {total} pictures looked at",
        }
    return None


def _assets(session: Session, submission: Submission) -> tuple[int, int]:
    counted = session.execute(
        select(Asset.state, func.count())
        .where(Asset.submission_id == submission.id)
        .group_by(Asset.state)
    ).all()
    by_state = {row[0]: row[1] for row in counted}
    return sum(by_state.values()), sum(by_state.get(state, 0) for state in UNSETTLED)
