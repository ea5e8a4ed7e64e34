"""How does an import look to whom it belongs?"""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from houston.access import Action, Kind, Principal, allowed
from houston.house import House
from houston.models import (
    Asset,
    AssetState,
    BulkImport,
    FilePurpose,
    FileState,
    Job,
    Pointer,
    SheetState,
    Submission,
    SubmissionFile,
    SubmissionState,
)
from houston.models.submission import COMMITTED, EDITABLE
from houston.operations.purge_submission import is_past_restoring
from houston.queries.bulk_import import count_edits, find_import
from houston.queries.bulk_removal import Removal, last_removal, removal_state
from houston.queries.submission import record_of_submission
from service_kit.clock import now
from service_kit.jobs.model import FINISHED, JobState


def shown_import(house: House, principal: Principal, import_id: uuid.UUID) -> dict[str, Any]:
    """The import as it is now. Raises what `find_import` raises."""
    with house.database.read() as session:
        submission, found = find_import(session, principal, import_id)
        return view_import(session, principal, submission, found)


def view_import(
    session: Session, principal: Principal, submission: Submission, found: BulkImport
) -> dict[str, Any]:
    """What is known of an import; its rows, faults and files are asked for page by page."""
    work = session.get(Job, found.work) if found.work else None
    commit = session.get(Job, submission.job) if submission.job else None
    unpacking = _unpacking(session, submission)
    records = _records(session, submission)
    assets = _assets(session, submission)
    removal = last_removal(session, found)
    at_work = commit if submission.state == SubmissionState.COMMITTING else _open(work)
    job = _open(removal) or at_work or unpacking
    return {
        "id": submission.id,
        "name": found.name,
        "state": submission.state,
        "reason": _failure(removal) or submission.reason or _failure(work),
        "owner": submission.owner,
        "projects": submission.projects,
        "visibility": submission.visibility,
        "approve": submission.approve,
        "options": found.options,
        "sheet": _sheet(found),
        "revision": found.revision,
        "checked_revision": found.checked_revision,
        "can_undo": found.edits_applied > 0,
        "can_redo": count_edits(session, found.id) > found.edits_applied,
        "checking": _open(work) is not None and found.sheet_state == SheetState.READY,
        "counts": {**dict.fromkeys(("error", "warning", "info"), 0), **found.counts},
        "file_counts": {**_file_counts(session, submission), **found.file_counts},
        "progress": _progress(found, job, assets, submission),
        "job": job.id if job else None,
        "encounters": records.get(Kind.ENCOUNTER, 0),
        "sightings": records.get(Kind.SIGHTING, 0),
        "individuals": 0 if submission.deleted_at else found.individuals,
        "assets": assets,
        "created_at": submission.created_at,
        "committed_at": submission.committed_at,
        "deleted_at": submission.deleted_at,
        "cancelling": found.cancelling,
        "removal": removal_state(removal),
        "allowed": _allowed(principal, submission, found, assets, removal_state(removal)),
    }


def _open(job: Job | None) -> Job | None:
    return job if job is not None and job.state not in FINISHED else None


def _failure(job: Job | None) -> str | None:
    return job.error if job is not None and job.state == JobState.FAILED else None


def _sheet(found: BulkImport) -> dict[str, Any]:
    return {
        "file": found.sheet_file,
        "name": found.sheet_name,
        "worksheet": found.worksheet,
        "worksheets": found.worksheets,
        "rows": found.row_count,
        "columns": found.column_count,
        "generator": found.generator,
        "state": found.sheet_state,
        "reason": found.sheet_reason,
        "mapping_name": found.mapping_name,
    }


def _file_counts(session: Session, submission: Submission) -> dict[str, int]:
    counted = session.execute(
        select(SubmissionFile.state, func.count())
        .where(
            SubmissionFile.submission_id == submission.id,
            SubmissionFile.purpose == FilePurpose.PICTURE,
        )
        .group_by(SubmissionFile.state)
    ).all()
    by_state = {row[0]: row[1] for row in counted}
    total = sum(by_state.values())
    names = ("matched", "missing", "ambiguous", "unused", "duplicate")
    return {
        **dict.fromkeys(names, 0),
        "total": total,
        "received": total - by_state.get(FileState.RECEIVING, 0),
        "refused": by_state.get(FileState.REFUSED, 0),
    }


def _unpacking(session: Session, submission: Submission) -> Job | None:
    """The unpacking of an archive that goes on: its job has the archive's id."""
    if submission.state not in EDITABLE:
        return None
    return session.scalar(
        select(Job)
        .join(SubmissionFile, SubmissionFile.id == Job.id)
        .where(SubmissionFile.submission_id == submission.id, Job.state.not_in(FINISHED))
        .limit(1)
    )


def _records(session: Session, submission: Submission) -> dict[str, int]:
    if submission.state not in COMMITTED:
        return {}
    counted = session.execute(
        select(Pointer.kind, func.count())
        .where(Pointer.submission == submission.id, Pointer.deleted_at.is_(None))
        .group_by(Pointer.kind)
    ).all()
    return {row[0]: row[1] for row in counted}


def _assets(session: Session, submission: Submission) -> dict[str, int]:
    if submission.state not in COMMITTED:
        return {}
    counted = session.execute(
        select(Asset.state, func.count())
        .where(Asset.submission_id == submission.id)
        .group_by(Asset.state)
    ).all()
    return {row[0]: row[1] for row in counted}


def _progress(
    found: BulkImport, job: Job | None, assets: dict[str, int], submission: Submission
) -> dict[str, Any] | None:
    if job is not None:
        began = found.began_at if job.id == submission.job else job.created_at
        return _pace(job.progress_done, job.progress_total, job.message, began)
    if submission.state == SubmissionState.DETECTING:
        total = sum(assets.values())
        left = assets.get(AssetState.PENDING, 0) + assets.get(AssetState.DETECTING, 0)
        message = f"{total - left:,} of {total:,} pictures looked at"
        return _pace(total - left, total, message, submission.committed_at)
    return None


def _pace(done: int, total: int | None, message: str, began: Any) -> dict[str, Any]:
    seconds = (now() - began).total_seconds() if began else 0.0
    rate = done / seconds if seconds > 0 and done else None
    left = (total - done) / rate if rate and total else None
    return {
        "done": done,
        "total": total,
        "message": message,
        "rate": round(rate, 2) if rate else None,
        "seconds_left": round(left) if left is not None else None,
    }


def _allowed(
    principal: Principal,
    submission: Submission,
    found: BulkImport,
    assets: dict[str, int],
    removal: Removal | None,
) -> dict[str, bool]:
    """What can be done with it now; the web app shows just that."""
    stays = removal not in (Removal.REMOVING, Removal.RESTORING)
    there = submission.deleted_at is None and stays
    # What was half done when it failed is finished, or taken back.
    removable = there or removal == Removal.RESTORATION_FAILED
    restorable = submission.deleted_at is not None or removal == Removal.REMOVAL_FAILED
    editable = there and submission.state in EDITABLE
    committing = there and submission.state in (SubmissionState.COMMITTING, SubmissionState.FAILED)
    committed = there and submission.state in COMMITTED
    may_edit = allowed(principal, Action.EDIT, record_of_submission(submission)).allowed
    ready = found.sheet_state == SheetState.READY and found.row_count > 0
    return {
        "edit": editable,
        "commit": editable and ready and not found.counts.get("error"),
        "cancel": committing and not found.publishing and not found.cancelling,
        "retry": (there and submission.state == SubmissionState.FAILED)
        or (committed and may_edit and AssetState.FAILED in assets),
        "detect": committed and may_edit,
        "identify": committed and allowed(principal, Action.IDENTIFY).allowed,
        "remove": removable and submission.state != SubmissionState.COMMITTING and may_edit,
        "restore": restorable and stays and not is_past_restoring(submission) and may_edit,
    }
