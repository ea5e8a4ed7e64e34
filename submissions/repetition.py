"""Is this the same submission once more? Then a repeated call must answer as the first one did."""

import hashlib
from collections.abc import Mapping
from typing import Any

from submissions.contents import Contents
from submissions.errors import FileChanged
from submissions.manifest import digest, json_bytes
from submissions.records import IncomingFile


def is_repetition(
    stored: Contents, metadata: dict[str, Any], files: Mapping[str, IncomingFile]
) -> bool:
    """Whether metadata and files (by asset id) are those of a stored commit, byte for byte.

    A file whose SHA-256 is given is not read: it may be gone by now. Raises FileChanged for one
    that would have to be read and cannot.
    """
    manifest = stored.manifest
    if digest(json_bytes(metadata)) != manifest.metadata_sha256:
        return False
    if files.keys() != manifest.by_asset.keys():
        return False
    for asset_id, file in files.items():
        entry = manifest.by_asset[asset_id]
        if (file.name, file.media_type) != (entry.name, entry.media_type):
            return False
        if (file.sha256 or _sha256(file)) != entry.sha256:
            return False
    return True


def _sha256(file: IncomingFile) -> str:
    try:
        with file.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise FileChanged(
            f"The uploaded file {file.name!r} cannot be read: {error.strerror}."
        ) from error
