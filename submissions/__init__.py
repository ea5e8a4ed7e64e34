"""Where do incoming files lie, for ever and unchanged? One git repository a submission.

``SubmissionStore`` is the door; everything else here is what it takes, gives and raises.
"""

from submissions.errors import (
    CorruptSubmission,
    DuplicateAsset,
    FileChanged,
    InvalidIdentifier,
    PushFailed,
    StorageFailed,
    SubmissionBusy,
    SubmissionDiffers,
    SubmissionError,
    UnknownFile,
    UnknownRevision,
    UnknownSubmission,
)
from submissions.records import (
    IncomingFile,
    Manifest,
    ManifestEntry,
    Person,
    Problem,
    PushResult,
    Revision,
    StoredCommit,
    StoredSubmission,
)
from submissions.store import SubmissionStore

__all__ = [
    "CorruptSubmission",
    "DuplicateAsset",
    "FileChanged",
    "IncomingFile",
    "InvalidIdentifier",
    "Manifest",
    "ManifestEntry",
    "Person",
    "Problem",
    "PushFailed",
    "PushResult",
    "Revision",
    "StorageFailed",
    "StoredCommit",
    "StoredSubmission",
    "SubmissionBusy",
    "SubmissionDiffers",
    "SubmissionError",
    "SubmissionStore",
    "UnknownFile",
    "UnknownRevision",
    "UnknownSubmission",
]
