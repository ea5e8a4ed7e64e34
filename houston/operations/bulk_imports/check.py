"""Everything that is wrong with an import is found here, at once: cells by EDM, people, projects and pictures by Houston."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from houston.access import Action, Principal, allowed
from houston.house import House
from houston.models import BulkImport, Submission
from houston.operations.bulk_imports.blocks import (
    block_of,
    blocks_of,
    filled_rows,
    sent_columns,
    shown_texts,
)
from houston.operations.bulk_imports.brought import notes_on_brought
from houston.operations.bulk_imports.exif import compare_with_cameras
from houston.operations.bulk_imports.files import FILES, match_files
from houston.operations.bulk_imports.people import GATEWAY, faults_of_people
from houston.operations.uploaded_file import check_waiting_files
from houston.queries.bulk_import import faults_of, owner_of, sheet_of, with_columns
from houston.queries.sheet_meaning import errors_in, faults_in, writing_of
from houston.queries.submission import record_of_submission
from houston.sheets.faults import Group, store_faults
from houston.sheets.patch import PatchedSheet
from service_kit.identity import new_id
from service_kit.jobs import JobContext, Wait

BREATH_SECONDS = 1.0
PAUSES = 2.0  # as long as the check took, so many times
AUTO = "auto"
"""An option that EDM is to find out by itself."""
ECOLOGY = "ecology"
"""Who found a fault: EDM, Houston in the columns that are its own, or Houston among the files."""


@dataclass(frozen=True, slots=True)
class Checking:
    """An import as it is at the moment at which a check begins."""

    submission: Submission
    found: BulkImport
    sheet: PatchedSheet
    owner: Principal
    writing: Mapping[str, str]
    """What the whole sheet shows of how it is written, which a block of it may not."""

    @property
    def options(self) -> dict[str, Any]:
        """What EDM is told besides the cells; what a person said counts before what the sheet shows."""
        record = record_of_submission(self.submission)
        may_approve = allowed(self.owner, Action.APPROVE, record).allowed
        said = {name: value for name, value in self.found.options.items() if value != AUTO}
        approving = may_approve and self.submission.approve
        return {**self.writing, **said, "may_approve": approving}


def begin_checking(house: House, import_id: uuid.UUID) -> Checking:
    """The import as it is now. Raises `Conflict` when there is no sheet."""
    with house.database.read() as session:
        found = with_columns(session, import_id)
        submission = session.get_one(Submission, import_id)
        sheet = sheet_of(house, session, found)
        owner = owner_of(session, submission)
    writing = writing_of(house, owner, shown_texts(sheet, found.columns))
    return Checking(submission, found, sheet, owner, writing)


def check_sheet(house: House, context: JobContext) -> dict[str, Any] | Wait:
    """Checks what is there; what has changed meanwhile is checked after a breath."""
    import_id = uuid.UUID(context.arguments["submission"])
    with house.database.read() as session:
        found = session.get(BulkImport, import_id)
    if found is None or found.cells is None:
        return {"submission": str(import_id)}
    began = time.monotonic()
    if check_import(house, context, begin_checking(house, import_id), last=True):
        return {"submission": str(import_id)}
    # Files may come by the thousand, and typing goes on; most of the time is left for others.
    return Wait(max(BREATH_SECONDS, PAUSES * (time.monotonic() - began)))


def check_import(house: House, context: JobContext, checking: Checking, *, last: bool) -> bool:
    """One check of what is there now; says whether it still is so at the end.

    Cells that were checked before are not checked again when only files have changed. With `last`, the job
    is finished with it.
    """
    found = checking.found
    check_waiting_files(house, found.id)
    kept = faults_of(house, found) if found.checked_revision == found.revision else None
    groups: list[Group]
    if kept is not None:
        groups = [group for group in kept.whole() if group["source"] != FILES]
    else:
        groups = [*_cells(house, context, checking), *_people(house, checking)]
    rows = checking.sheet.row_count
    context.progress(rows, rows, "Looking for the pictures")
    matched = match_files(house, checking.owner, found, checking.sheet)
    matched.notes = notes_on_brought(house, found, matched.named)
    if matched.with_exif and not errors_in(groups):
        columns, options = found.columns, checking.options
        compare_with_cameras(house, checking.owner, checking.sheet, columns, options, matched)
    name = new_id().hex
    counts = store_faults(house.workbench.faults(found.id, name), [*groups, *matched.faults])
    matches = matched.store(house.workbench.matches(found.id, name))
    with house.database.write() as session:
        context.hold(session)
        session.get(Submission, found.id, with_for_update=True)
        now = session.get(BulkImport, found.id)
        if now is None or now.cells != found.cells:
            return now is None
        now.faults = now.matches = name
        now.counts, now.file_counts = counts, matches
        now.checked_revision, now.files_matched = found.revision, found.files_changed
        unchanged = (now.revision, now.files_changed) == (found.revision, found.files_changed)
        if unchanged and last:
            context.finish(session, {"submission": str(found.id), **counts})
    # The check before is kept too: somebody may be reading it just now.
    kept_folders = {
        house.workbench.cells(found.id, found.cells or ""),
        *(house.workbench.faults(found.id, each) for each in (name, found.faults) if each),
        *(house.workbench.matches(found.id, each) for each in (name, found.matches) if each),
    }
    house.workbench.tidy(found.id, kept_folders)
    return unchanged


def _cells(house: House, context: JobContext, checking: Checking) -> Iterator[Group]:
    """EDM's faults, block by block; in a sheet of several blocks, what goes across them in one more question."""
    sheet, columns = checking.sheet, sent_columns(checking.found.columns)
    blocks = blocks_of(sheet, columns)
    total = sum(map(len, blocks))
    done = 0
    for rows in blocks:
        context.progress(done, total, f"{done:,} of {total:,} rows checked")
        options = {**checking.options, "checks": "all" if len(blocks) == 1 else "rows"}
        block = block_of(sheet, columns, rows, options)
        yield from _told(faults_in(house, checking.owner, block))
        done += len(rows)
    if len(blocks) > 1:
        needed = [column for column in columns if column["binds_sheet"]]
        if needed:
            options = {**checking.options, "checks": "keys"}
            block = block_of(sheet, needed, filled_rows(sheet, columns), options)
            yield from _told(faults_in(house, checking.owner, block))


def _people(house: House, checking: Checking) -> Iterator[Group]:
    with house.database.read() as session:
        for group in faults_of_people(
            session, checking.owner, checking.sheet, checking.found.columns
        ):
            yield {**group, "source": GATEWAY}


def _told(groups: list[dict[str, Any]]) -> Iterator[Group]:
    for group in groups:
        yield {**group, "source": ECOLOGY}
