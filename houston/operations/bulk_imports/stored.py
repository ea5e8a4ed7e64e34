"""What does the repository of an import tell of it, once nothing else is left that could?"""

from __future__ import annotations

import json
import uuid

from houston.operations.bulk_imports.store import KIND
from submissions import StoredSubmission, SubmissionStore


def is_import(stored: StoredSubmission) -> bool:
    """Whether a stored submission came as a sheet."""
    return stored.metadata.get("kind") == KIND


def encounters_of_pictures(
    store: SubmissionStore, stored: StoredSubmission
) -> dict[uuid.UUID, list[uuid.UUID]]:
    """The encounters that each picture shows, in the order of the sheet."""
    shown: dict[uuid.UUID, list[uuid.UUID]] = {}
    for document in stored.metadata["documents"]:
        with store.open_file(stored.submission_id, document) as stream:
            part = json.load(stream)
        for encounter, pictures in part["pictures"].items():
            for picture in pictures:
                shown.setdefault(uuid.UUID(picture), []).append(uuid.UUID(encounter))
    return shown
