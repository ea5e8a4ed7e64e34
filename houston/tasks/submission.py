"""Submissions go on here while nobody waits: committing, detecting, tidying, removing and restoring."""

from __future__ import annotations

from functools import partial

from houston.house import House
from houston.operations.backup import back_up
from houston.operations.commit_submission import commit_failed, commit_submission
from houston.operations.derivation import derive
from houston.operations.detection import detect, detection_failed
from houston.operations.features_ahead import make_features
from houston.operations.purge_submission import purge_submission
from houston.operations.submission_job import SubmissionJob
from houston.operations.tidy_submission import tidy_submission
from houston.tasks.patience import patient
from service_kit.jobs import Handlers


def register_handlers(handlers: Handlers, house: House) -> None:
    """Adds the handlers of submissions' jobs."""
    handlers.register(SubmissionJob.COMMIT)(patient(house, commit_submission))
    handlers.on_failure(SubmissionJob.COMMIT)(partial(commit_failed, house))
    handlers.register(SubmissionJob.DETECT)(patient(house, detect))
    handlers.on_failure(SubmissionJob.DETECT)(partial(detection_failed, house))
    handlers.register(SubmissionJob.DERIVE)(patient(house, derive))
    handlers.register(SubmissionJob.EXTRACT)(patient(house, make_features))
    handlers.register(SubmissionJob.BACK_UP)(partial(back_up, house))
    handlers.register(SubmissionJob.PURGE)(patient(house, purge_submission))
    handlers.register(SubmissionJob.TIDY)(patient(house, tidy_submission))
