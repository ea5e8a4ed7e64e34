"""Why could a submission not be stored, read or backed up? Each reason is a type and a sentence."""


class SubmissionError(Exception):
    """Any refusal of the store; ``str()`` is a sentence for a person.

    ``retry`` says whether doing the same again later may help.
    """

    retry = False


class InvalidIdentifier(SubmissionError):
    """An id is not a UUID."""


class DuplicateAsset(SubmissionError):
    """Two files of one call carry the same asset id."""


class FileChanged(SubmissionError):
    """An incoming file is missing, or is not what its size or checksum says."""


class SubmissionDiffers(SubmissionError):
    """The submission is stored already, with other files or other metadata."""


class UnknownSubmission(SubmissionError):
    """No submission is stored under this id."""


class UnknownFile(SubmissionError):
    """The submission has no such file."""


class UnknownRevision(SubmissionError):
    """The submission has no such commit."""


class CorruptSubmission(SubmissionError):
    """What lies on the disk is not what was once written there."""


class SubmissionBusy(SubmissionError):
    """Somebody else is writing to the same submission."""

    retry = True


class StorageFailed(SubmissionError):
    """The disk did not take what was written: full, read-only, gone."""

    retry = True


class PushFailed(SubmissionError):
    """The backup did not take the commits. Nothing is lost here; the same push can be repeated."""

    retry = True
