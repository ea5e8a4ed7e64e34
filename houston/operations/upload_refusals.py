"""Which refusals does the tus protocol have of its own?"""

from __future__ import annotations

from service_kit.errors import Problem


class WrongProtocol(Problem):
    status, title, code = 412, "Another version of the upload protocol", "tus_version"


class UploadLocked(Problem):
    status, title, code = 423, "The upload is in use", "upload_locked"


class ChecksumMismatch(Problem):
    status, title, code = 460, "The checksum differs", "checksum_mismatch"
