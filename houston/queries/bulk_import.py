"""Which bulk imports are there, whose are they, and what does the sheet of one say now?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from houston.access import Action, Principal, allowed
from houston.access.roles import Extent, extents
from houston.house import House
from houston.models import (
    BulkEdit,
    BulkImport,
    FilePurpose,
    SheetState,
    Submission,
    SubmissionFile,
    User,
)
from houston.queries.bulk_removal import refuse_while_it_goes
from houston.queries.pages import moment_cursor, newest_first, page_of
from houston.queries.session import principal_of_user
from houston.queries.submission import require_editable
from houston.sheets.faults import Faults
from houston.sheets.findings import Findings
from houston.sheets.patch import PatchedSheet
from houston.sheets.stored import StoredSheet
from service_kit.clock import now
from service_kit.errors import Conflict, Forbidden, NotFound, Unauthenticated


def require_importer(principal: Principal) -> None:
    """Raises `Forbidden` or `Unauthenticated` for who may not import in bulk."""
    decision = allowed(principal, Action.BULK_IMPORT)
    if not decision.allowed:
        raise (Forbidden if principal.is_signed_in else Unauthenticated)(decision.reason)


def find_import(
    session: Session, principal: Principal, import_id: uuid.UUID, *, lock: bool = False
) -> tuple[Submission, BulkImport]:
    """The import, for whoever began it and for who may read everything. Raises `NotFound`, `Forbidden`, `Unauthenticated`.

    With `lock`, whoever else changes it waits for the end of the session's transaction.
    """
    require_importer(principal)
    submission = session.get(Submission, import_id, with_for_update=True if lock else None)
    found = session.get(BulkImport, import_id)
    if submission is None or found is None or not _is_theirs(principal, submission):
        raise NotFound("There is no such import, or it is not yours.")
    return submission, found


def find_import_draft(
    session: Session, principal: Principal, import_id: uuid.UUID
) -> tuple[Submission, BulkImport]:
    """The same, locked, while it can be changed. Raises `Conflict` when it was sent in or deleted, or is about to be."""
    submission, found = find_import(session, principal, import_id, lock=True)
    require_editable(submission)
    refuse_while_it_goes(session, found)
    submission.updated_at = now()  # so that it is not taken for forgotten while it is worked on
    return submission, found


def _is_theirs(principal: Principal, submission: Submission) -> bool:
    if principal.user is not None and submission.owner == principal.user:
        return True
    return Extent.ALL in extents(Action.READ, principal.roles)


def require_sheet(found: BulkImport) -> None:
    """Raises `Conflict` while there is no sheet to look at."""
    if found.sheet_state != SheetState.READY or found.cells is None:
        raise Conflict("There is no sheet yet, or it is still being read.", code="no_sheet")


def page_of_imports(
    session: Session, principal: Principal, *, limit: int, cursor: str | None, deleted: bool
) -> tuple[list[tuple[Submission, BulkImport]], str | None]:
    """The person's own, the newest first, and the cursor of the next page."""
    statement = (
        select(Submission, BulkImport)
        .join(BulkImport, BulkImport.id == Submission.id)
        .where(
            Submission.owner == principal.user,
            Submission.deleted_at.is_not(None) if deleted else Submission.deleted_at.is_(None),
        )
    )
    ordered = newest_first(statement, Submission.created_at, Submission.id, limit, cursor)
    rows = [(row[0], row[1]) for row in session.execute(ordered)]
    return page_of(rows, limit, lambda row: moment_cursor(row[0]))


def with_columns(session: Session, import_id: uuid.UUID) -> BulkImport:
    """The import together with what is known of its columns, which other answers leave out."""
    wanted = select(BulkImport).where(BulkImport.id == import_id)
    everything = wanted.options(undefer(BulkImport.columns), undefer(BulkImport.chosen))
    return session.scalars(everything.execution_options(populate_existing=True)).one()


def edits_of(session: Session, found: BulkImport) -> list[dict[str, Any]]:
    """The edits that hold, in their order."""
    return list(
        session.scalars(
            select(BulkEdit.document)
            .where(BulkEdit.import_id == found.id, BulkEdit.position <= found.edits_applied)
            .order_by(BulkEdit.position)
        )
    )


def count_edits(session: Session, import_id: uuid.UUID) -> int:
    """All that are kept, also those that were undone."""
    counted = select(func.count()).where(BulkEdit.import_id == import_id)
    return session.scalar(counted) or 0


def sheet_of(house: House, session: Session, found: BulkImport) -> PatchedSheet:
    """The sheet as it is now. Raises `Conflict` while there is none."""
    require_sheet(found)
    key = (found.id, found.cells or "", found.revision)

    def load() -> PatchedSheet:
        stored = StoredSheet(house.workbench.cells(found.id, found.cells or ""))
        return PatchedSheet(stored, edits_of(session, found))

    return house.open_sheets.get(key, load)


def notes_of(house: House, found: BulkImport) -> list[dict[str, Any]]:
    """How the sheet of another system, and files of boxes, were understood: `{code, message, details}` each."""
    matches = matches_of(house, found)
    on_files = matches.summary.get("notes", []) if matches else []
    return [*StoredSheet(house.workbench.cells(found.id, found.cells or "")).notes, *on_files]


def faults_of(house: House, found: BulkImport) -> Faults | None:
    """The faults of the last check; None before the first."""
    if found.faults is None:
        return None
    return Faults(house.workbench.faults(found.id, found.faults))


def matches_of(house: House, found: BulkImport) -> Findings | None:
    """Which row names which file, as the last check found; None before the first."""
    if found.matches is None:
        return None
    return Findings(house.workbench.matches(found.id, found.matches))


def owner_of(session: Session, submission: Submission) -> Principal:
    """Whose import it is, with the rights that they have now."""
    user = session.get_one(User, submission.owner)
    return principal_of_user(session, user)


def pictures_of(session: Session, import_id: uuid.UUID) -> Sequence[SubmissionFile]:
    """All files of it that are pictures, or want to be, in the order in which their uploads began."""
    return session.scalars(
        select(SubmissionFile)
        .where(
            SubmissionFile.submission_id == import_id,
            SubmissionFile.purpose == FilePurpose.PICTURE,
        )
        .order_by(SubmissionFile.created_at, SubmissionFile.id)
    ).all()
