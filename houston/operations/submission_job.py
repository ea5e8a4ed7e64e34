"""Which kinds of long work do submissions ask for?"""

from __future__ import annotations

from enum import StrEnum


class SubmissionJob(StrEnum):
    """The kinds of their jobs."""

    COMMIT = "commit_submission"
    DETECT = "detect"
    DERIVE = "derive"
    EXTRACT = "extract"
    TIDY = "tidy_submission"
    PURGE = "purge_submission"
    BACK_UP = "back_up_submission"
