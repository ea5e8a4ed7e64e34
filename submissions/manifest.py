"""How is a manifest written into a commit, and read back?

Its JSON is plain ASCII: a composed and a decomposed ``é`` look alike on a screen, and must not be
confused or "repaired" by whatever opens the file.
"""

import hashlib
import json
from typing import Any

from submissions.errors import CorruptSubmission
from submissions.layout import FILES, METADATA
from submissions.records import Manifest, ManifestEntry

FORMAT_VERSION = 1


def json_bytes(document: Any) -> bytes:
    """The document as readable JSON, in the order of its keys; the same document gives the same bytes."""
    return (json.dumps(document, indent=1, ensure_ascii=True, allow_nan=False) + "\n").encode(
        "ascii"
    )


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def to_json(manifest: Manifest) -> bytes:
    """The bytes of ``manifest.json``."""
    files = [
        {
            "asset": entry.asset_id,
            "name": entry.name,
            "sha256": entry.sha256,
            "size": entry.size,
            "media_type": entry.media_type,
            "path": entry.path,
        }
        for entry in manifest.files
    ]
    return json_bytes(
        {
            "format_version": FORMAT_VERSION,
            "submission": manifest.submission_id,
            "metadata": {"path": METADATA, "sha256": manifest.metadata_sha256},
            "files": files,
        }
    )


def from_json(content: bytes) -> Manifest:
    """The manifest in ``manifest.json``; raises CorruptSubmission if it is none of ours."""
    try:
        document = json.loads(content)
        version = document["format_version"]
        if version != FORMAT_VERSION:
            raise CorruptSubmission(
                f"The manifest has format {version!r}; this version of the program reads {FORMAT_VERSION}."
            )
        return Manifest(
            submission_id=str(document["submission"]),
            files=tuple(_entry(item) for item in document["files"]),
            metadata_sha256=str(document["metadata"]["sha256"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise CorruptSubmission(f"The manifest cannot be read: {error!r}.") from error


def metadata_from(content: bytes) -> dict[str, Any]:
    """The document in ``metadata.json``; raises CorruptSubmission if it is none of ours."""
    try:
        document = json.loads(content)
    except ValueError as error:
        raise CorruptSubmission(f"The metadata cannot be read: {error}.") from error
    if not isinstance(document, dict):
        raise CorruptSubmission("The metadata is not a JSON object.")
    return document


def _entry(item: dict[str, Any]) -> ManifestEntry:
    path = str(item["path"])
    if not path.startswith(f"{FILES}/"):
        raise ValueError(f"the path {path!r} is not inside {FILES}/")
    return ManifestEntry(
        asset_id=str(item["asset"]),
        name=str(item["name"]),
        sha256=str(item["sha256"]),
        size=int(item["size"]),
        media_type=str(item["media_type"]),
        path=path,
    )
