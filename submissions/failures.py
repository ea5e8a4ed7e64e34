"""How does what the disk or git refuses become one of our errors, with a sentence?"""

import errno
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import git

from submissions.errors import CorruptSubmission, StorageFailed

_FULL = {errno.ENOSPC, errno.EDQUOT}

# What GitPython raises, layer by layer, when the bytes of an object are damaged.
_DAMAGE = (git.ODBError, git.GitCommandError, zlib.error, ValueError, IndexError, OSError)


@contextmanager
def of_storing() -> Iterator[None]:
    """Turns a full or absent disk, and a git that fails or is not there, into StorageFailed."""
    try:
        yield
    except git.GitCommandError as error:
        raise StorageFailed(f"The submission could not be stored: git failed. {error}") from error
    except OSError as error:
        reason = "the disk is full" if error.errno in _FULL else (error.strerror or str(error))
        raise StorageFailed(
            f"The submission could not be stored: {reason}. Nothing was kept."
        ) from error


@contextmanager
def of_reading(what: str) -> Iterator[None]:
    """Turns damage that GitPython stumbles over into CorruptSubmission."""
    try:
        yield
    except _DAMAGE as error:
        raise CorruptSubmission(f"{what} cannot be read: {error}") from error
