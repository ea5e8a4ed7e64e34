"""Is an import being removed or brought back, and how did it end? Its last such job tells."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy.orm import Session

from houston.models import BulkImport, Job
from houston.operations.bulk_imports.job import BulkJob
from service_kit.errors import Conflict
from service_kit.jobs.model import FINISHED, JobState


class Removal(StrEnum):
    """What a person has to know of it; nothing where an import is simply there, or simply gone."""

    REMOVING = "removing"
    RESTORING = "restoring"
    REMOVAL_FAILED = "removal_failed"
    RESTORATION_FAILED = "restoration_failed"


def last_removal(session: Session, found: BulkImport) -> Job | None:
    """The job that removes the import or brings it back, or was the last to."""
    return session.get(Job, found.removal) if found.removal else None


def removal_state(job: Job | None) -> Removal | None:
    """How far that job is, in a word."""
    if job is None:
        return None
    removes = job.kind == BulkJob.REMOVE
    if job.state == JobState.FAILED:
        return Removal.REMOVAL_FAILED if removes else Removal.RESTORATION_FAILED
    if job.state in FINISHED:
        return None
    return Removal.REMOVING if removes else Removal.RESTORING


def refuse_while_it_goes(session: Session, found: BulkImport) -> None:
    """Raises `Conflict` while the import is being removed or brought back."""
    if removal_state(last_removal(session, found)) in (Removal.REMOVING, Removal.RESTORING):
        raise Conflict(
            "This import is being removed or restored. Wait until that is over.",
            code="submission_busy",
        )
