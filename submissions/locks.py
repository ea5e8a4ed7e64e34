"""Who may write to a submission just now? One at a time, over all threads and processes of a machine.

The kernel drops the lock when its holder dies, however that happens, so no lock is ever stale.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from submissions.errors import SubmissionBusy

PATIENCE_SECONDS = 30.0
"""Longer than a form's few photos take; whoever meets a bulk upload is told to come again."""

_LOOK_AGAIN_SECONDS = 0.05


@contextmanager
def writing(folder: Path, submission_id: str, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the submission's lock; raises SubmissionBusy if somebody else keeps it for too long."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{submission_id}.lock"
    deadline = time.monotonic() + patience
    while (descriptor := _try(path)) is None:
        if time.monotonic() >= deadline:
            raise SubmissionBusy(
                f"Submission {submission_id} is being written by somebody else. Please try again later."
            )
        time.sleep(_LOOK_AGAIN_SECONDS)
    try:
        yield
    finally:
        path.unlink()
        os.close(descriptor)


def _try(path: Path) -> int | None:
    """A descriptor that holds the lock, or None."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # The last holder may have removed the very file that we opened; then the lock is worthless.
        if os.fstat(descriptor).st_ino == path.stat().st_ino:
            return descriptor
    except (BlockingIOError, FileNotFoundError):
        pass
    os.close(descriptor)
    return None
