"""A commit that was called off, or met an error after all, leaves nothing; the import is a draft again."""

from __future__ import annotations

import shutil
import uuid
from typing import Any

from sqlalchemy import delete, select

from houston.house import House
from houston.models import (
    Asset,
    AssetEncounter,
    BulkImport,
    Pointer,
    PointerProject,
    Submission,
    SubmissionState,
)
from houston.operations.bulk_imports.job import request_check
from houston.operations.transition import Subject, move
from service_kit.jobs import JobContext
from service_kit.scope import SYSTEM_SCOPE

ROWS_AT_ONCE = 500  # of one transaction


def take_back(
    house: House,
    context: JobContext,
    import_id: uuid.UUID,
    state: SubmissionState,
    reason: str | None = None,
) -> dict[str, Any]:
    """EDM discards what it made, Houston what it noted; then the draft is open again. Repeating it does no harm."""
    context.progress(0, None, "Taking everything back")
    house.edm.call("POST", f"/edm/v1/submissions/{import_id}/discard", scope=SYSTEM_SCOPE)
    _forget_records(house, context, import_id)
    shutil.rmtree(house.workbench.commit(import_id), ignore_errors=True)
    result = {"submission": str(import_id), "state": str(state)}
    with house.database.write() as session:
        session.get(Submission, import_id, with_for_update=True)
        submission = session.get_one(Submission, import_id)
        found = session.get_one(BulkImport, import_id)
        found.cancelling = found.publishing = False
        found.staged = found.noted = found.requested = 0
        found.began_at = submission.stored_as = submission.committed_at = None
        move(session, Subject.SUBMISSION, submission, state, reason=reason)
        if state == SubmissionState.INVALID:
            found.checked_revision = None
            request_check(house, session, found, context.owner)
        context.finish(session, result)
    return result


def _forget_records(house: House, context: JobContext, import_id: uuid.UUID) -> None:
    while True:
        with house.database.write() as session:
            context.hold(session)
            ids = session.scalars(
                select(Asset.id).where(Asset.submission_id == import_id).limit(ROWS_AT_ONCE)
            ).all()
            session.execute(delete(AssetEncounter).where(AssetEncounter.asset_id.in_(ids)))
            session.execute(delete(Asset).where(Asset.id.in_(ids)))
            pointers = session.scalars(
                select(Pointer.id).where(Pointer.submission == import_id).limit(ROWS_AT_ONCE)
            ).all()
            session.execute(delete(PointerProject).where(PointerProject.pointer_id.in_(pointers)))
            session.execute(delete(Pointer).where(Pointer.id.in_(pointers)))
        if not ids and not pointers:
            return
