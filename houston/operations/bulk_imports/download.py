"""Sheets to take away are made here, by a job: one pass over the rows, kept until what they tell has changed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Principal, export_scope_of
from houston.house import House
from houston.models import BulkImport, Job
from houston.operations.bulk_imports.job import BulkJob, queue_of
from houston.operations.bulk_imports.tables import Table, table_of_cells, table_of_faults
from houston.queries.bulk_download import ROWS, made_sheet_of, rows_version
from houston.queries.bulk_import import faults_of, find_import, require_sheet, sheet_of
from houston.sheets.downloads import MadeSheet
from houston.sheets.sheet import Cell
from houston.sheets.writing import write_text, write_workbook
from service_kit.clock import now
from service_kit.content_hash import content_hash
from service_kit.jobs import JobContext, JobFailed, Queue
from service_kit.jobs.model import JobState
from service_kit.scope import Scope

ROWS_A_PAGE = 500  # of EDM's; makes a page in a fraction of a second, beside what others ask of it
TOLD_EVERY_ROWS = 1_000  # while they are written
KEPT_DAYS = 7  # after which it is made again in seconds, should anybody want it
SAME = ("owner", "what", "format")
"""What tells one kind of sheet from another."""


def have_sheet_written(
    house: House, principal: Principal, import_id: uuid.UUID, what: str, form: str
) -> Job:
    """Asks for a sheet; where it was made before and nothing has changed since, that is the answer.

    It is made, and handed out, within what its asker may read. Raises what `find_import` and `require_sheet` raise.
    """
    with house.database.read() as session:
        _, found = find_import(session, principal, import_id)
        if what != ROWS:
            require_sheet(found)
    scope = export_scope_of(principal) if what == ROWS else Scope()
    if what == ROWS:
        version: Any = rows_version(house, scope, import_id)["version"]
    else:
        version = [found.cells, found.revision, found.faults]
    arguments = {
        "submission": str(import_id),
        "what": what,
        "format": form,
        "scope": scope.as_dict(),
    }
    key = f"{BulkJob.WRITE}:{content_hash([principal.tag, arguments, version])}"
    with house.database.write() as session:
        there = session.scalar(select(Job).where(Job.idempotency_key == key))
        if there is not None and _is_of_use(house, session, there):
            return there
        return house.jobs.submit(  # type: ignore[no-any-return]
            session,
            BulkJob.WRITE,
            arguments,
            queue=queue_of(found),
            key=key,
            owner=principal.tag,
        )


def write_sheet(house: House, context: JobContext) -> dict[str, Any]:
    """Makes the file; begun anew, it goes on after the last page of rows that was kept."""
    import_id = uuid.UUID(context.arguments["submission"])
    what, form = context.arguments["what"], context.arguments["format"]
    with house.database.read() as session:
        found = session.get(BulkImport, import_id)
        if found is None:
            raise JobFailed("The import is no longer there.")
        sheet = None if what == ROWS else sheet_of(house, session, found)
    made = made_sheet_of(house, import_id, context.id)
    seen = None
    if sheet is None:
        table, seen = _records(house, context, made)
    elif what == "faults":
        table = table_of_faults(sheet, faults_of(house, found), as_text=form == "csv")
    else:
        table = table_of_cells(sheet)
    _write(made.draft, form, table, _told(context, table))
    size = made.draft.stat().st_size
    stem = Path((found.sheet_name or found.name or "import").replace("\\", "/")).stem
    name = f"{stem}-{what}.{form}"
    about = {"owner": context.owner, "what": what, "format": form, "name": name, "seen": seen}
    made.finish(about)
    _forget_earlier(house, context, about)
    result = {"name": name, "size": size, "rows": table.row_count}
    with house.database.write() as session:
        _have_forgotten(house, session, context)
        context.finish(session, result)
    return result


def forget_sheet(house: House, context: JobContext) -> None:
    """The file goes; who wants it again has it made again."""
    import_id, sheet = (uuid.UUID(context.arguments[name]) for name in ("submission", "sheet"))
    made_sheet_of(house, import_id, sheet).remove()


def _is_of_use(house: House, session: Session, job: Job) -> bool:
    """Whether the job makes the sheet or has made it; one whose file is gone makes room for another."""
    if job.state == JobState.FAILED:
        return house.jobs.retry(session, job.id)
    import_id = uuid.UUID(job.arguments["submission"])
    if job.state == JobState.DONE and made_sheet_of(house, import_id, job.id).known is None:
        job.idempotency_key = None
        session.flush()
        return False
    return True


def _records(house: House, context: JobContext, made: MadeSheet) -> tuple[Table, str]:
    """The records as a table over the kept pages, and what was seen of them."""
    scope = Scope.from_dict(context.arguments["scope"])
    import_id = context.arguments["submission"]
    expected = rows_version(house, scope, uuid.UUID(import_id))["rows"]
    count, number, cursor = 0, 0, None
    while True:
        page = made.page(number)
        if page is None:
            page = house.edm.call(
                "POST",
                "/edm/v1/sheets/rows",
                scope=scope,
                actor=context.owner,
                json={"submission": import_id, "cursor": cursor, "limit": ROWS_A_PAGE},
            )
            made.keep_page(number, page)
        count += len(page["rows"])
        # Half of the way: each row is collected, and then written.
        context.progress(count, 2 * max(expected, count), f"{count:,} rows collected")
        number, cursor = number + 1, page["next"]
        if cursor is None:
            return Table(page["headings"], made.rows(page["headings"]), count), page["seen"]


def _told(context: JobContext, table: Table) -> Iterator[list[Cell]]:
    """The rows, while the job says how far it is."""
    total = table.row_count
    before = total if context.arguments["what"] == ROWS else 0
    for number, row in enumerate(table.rows):
        if number % TOLD_EVERY_ROWS == 0:
            context.progress(
                before + number, before + total, f"{number:,} of {total:,} rows written"
            )
        yield row


def _write(path: Path, form: str, table: Table, rows: Iterable[list[Cell]]) -> None:
    with path.open("wb") as stream:
        if form == "csv":
            write_text(stream, table.headings, rows)
        else:
            write_workbook(stream, table.headings, rows, table.remarks)


def _forget_earlier(house: House, context: JobContext, about: Mapping[str, Any]) -> None:
    """Of each kind of sheet a person has the newest."""
    import_id = uuid.UUID(context.arguments["submission"])
    for made in MadeSheet.all_in(house.workbench.downloads(import_id)):
        known = made.known
        if known and made.id != context.id and all(known[name] == about[name] for name in SAME):
            made.remove()


def _have_forgotten(house: House, session: Session, context: JobContext) -> None:
    arguments = {"submission": context.arguments["submission"], "sheet": str(context.id)}
    job = house.jobs.submit(session, BulkJob.FORGET, arguments, queue=Queue.BULK)
    job.due_at = now() + timedelta(days=KEPT_DAYS)
