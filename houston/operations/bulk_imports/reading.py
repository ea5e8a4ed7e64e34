"""A file becomes a sheet here: read, kept as columns, its columns recognised, and a check asked for."""

from __future__ import annotations

import shutil
import uuid
from dataclasses import asdict
from typing import Any

from houston.access import Principal
from houston.house import House
from houston.models import BulkImport, SheetState, Submission
from houston.operations.bulk_imports.foreign import read_any_sheet
from houston.operations.bulk_imports.job import request_check
from houston.operations.bulk_imports.mapping import fitting_mapping
from houston.queries.bulk_import import owner_of
from houston.queries.sheet_meaning import SAMPLES, Recognised, recognise_columns
from houston.sheets.sheet import Sheet
from houston.sheets.stored import store_sheet
from houston.sheets.unreadable import SheetUnreadable
from service_kit.jobs import JobContext, JobFailed

SAMPLES_SHOWN = 5  # beside a column, for people


def read_uploaded_sheet(house: House, context: JobContext) -> dict[str, Any]:
    """Does it all; when the import has been given another sheet meanwhile, nothing comes of it."""
    import_id, cells = uuid.UUID(context.arguments["submission"]), context.arguments["cells"]
    with house.database.read() as session:
        found = session.get(BulkImport, import_id)
        submission = session.get(Submission, import_id)
        if found is None or submission is None or found.work != context.id:
            return {"submission": str(import_id)}
        owner = owner_of(session, submission)
    context.progress(0, 3, "Reading the sheet")
    path = house.landing.path(uuid.UUID(context.arguments["file"]))
    try:
        sheet, source, notes = read_any_sheet(house, import_id, path, found.worksheet)
    except SheetUnreadable as unreadable:
        raise JobFailed(str(unreadable)) from unreadable
    except FileNotFoundError as gone:
        raise JobFailed("The uploaded sheet is no longer there. Upload it again.") from gone
    context.progress(1, 3, "Keeping the sheet")
    folder = house.workbench.cells(import_id, cells)
    store_sheet(folder, sheet, [asdict(note) for note in notes])
    context.progress(2, 3, "Recognising the columns")
    samples = [column.samples(SAMPLES) for column in sheet.columns]
    generator, columns, chosen, name = _recognised(house, owner, sheet.headings, samples)
    recognised = (source or generator, columns, chosen, name)
    if not _keep(house, context, cells, sheet, samples, recognised):
        shutil.rmtree(folder, ignore_errors=True)
    return {"submission": str(import_id), "rows": sheet.row_count}


def reading_failed(house: House, context: JobContext, reason: str) -> None:
    """Says on the import why there is no sheet."""
    with house.database.write() as session:
        found = session.get(BulkImport, uuid.UUID(context.arguments["submission"]))
        if found is not None and found.work == context.id:
            found.sheet_state, found.sheet_reason = SheetState.FAILED, reason


def _recognised(
    house: House, owner: Principal, headings: list[str | None], samples: list[list[str]]
) -> tuple[str | None, list[Recognised], dict[int, str | None], str | None]:
    """Generator, columns, the targets of a saved mapping that fits, and that mapping's name."""
    generator, columns = recognise_columns(house, owner, headings, samples, {})
    with house.database.read() as session:
        name, chosen = fitting_mapping(session, owner, columns)
    if chosen:
        generator, columns = recognise_columns(house, owner, headings, samples, chosen)
    return generator, columns, chosen, name


def _keep(
    house: House,
    context: JobContext,
    cells: str,
    sheet: Sheet,
    samples: list[list[str]],
    recognised: tuple[str | None, list[Recognised], dict[int, str | None], str | None],
) -> bool:
    """Whether the import still wanted this sheet."""
    generator, columns, chosen, name = recognised
    for column in columns:
        column["filled"] = sheet.columns[column["index"]].filled()
        column["samples"] = samples[column["index"]][:SAMPLES_SHOWN]
    import_id = uuid.UUID(context.arguments["submission"])
    with house.database.write() as session:
        context.hold(session)
        session.get(Submission, import_id, with_for_update=True)
        found = session.get(BulkImport, import_id)
        if found is None or found.work != context.id:
            return False
        found.sheet_state, found.sheet_reason, found.cells = SheetState.READY, None, cells
        found.worksheet, found.worksheets = sheet.worksheet, sheet.worksheets
        found.row_count, found.column_count = sheet.row_count, len(sheet.columns)
        found.generator, found.columns = generator, columns
        found.chosen = {str(index): target for index, target in chosen.items()}
        found.mapping_name = name
        found.work = None
        request_check(house, session, found, context.owner)
        context.finish(session, {"submission": str(import_id), "rows": sheet.row_count})
    return True
