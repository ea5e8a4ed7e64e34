"""Bulk imports go on here while nobody waits: reading, checking, unpacking, committing, writing, removing."""

from __future__ import annotations

from functools import partial

from houston.house import House
from houston.operations.bulk_imports.archive import unpack_archive, unpacking_failed
from houston.operations.bulk_imports.check import check_sheet
from houston.operations.bulk_imports.commit import commit_import
from houston.operations.bulk_imports.download import forget_sheet, write_sheet
from houston.operations.bulk_imports.identify import identify_import
from houston.operations.bulk_imports.job import BulkJob
from houston.operations.bulk_imports.reading import read_uploaded_sheet, reading_failed
from houston.operations.bulk_imports.removing import remove_import, restore_import
from houston.operations.commit_submission import commit_failed
from houston.tasks.patience import patient
from service_kit.jobs import Handlers


def register_handlers(handlers: Handlers, house: House) -> None:
    """Adds the handlers of imports' jobs."""
    handlers.register(BulkJob.READ)(patient(house, read_uploaded_sheet))
    handlers.on_failure(BulkJob.READ)(partial(reading_failed, house))
    handlers.register(BulkJob.CHECK)(patient(house, check_sheet))
    handlers.register(BulkJob.UNPACK)(patient(house, unpack_archive))
    handlers.on_failure(BulkJob.UNPACK)(partial(unpacking_failed, house))
    handlers.register(BulkJob.COMMIT)(patient(house, commit_import))
    handlers.on_failure(BulkJob.COMMIT)(partial(commit_failed, house))
    handlers.register(BulkJob.IDENTIFY)(patient(house, identify_import))
    handlers.register(BulkJob.WRITE)(patient(house, write_sheet))
    handlers.register(BulkJob.FORGET)(partial(forget_sheet, house))
    handlers.register(BulkJob.REMOVE)(patient(house, remove_import))
    handlers.register(BulkJob.RESTORE)(patient(house, restore_import))
