"""Asset rows are made again from the submissions' repositories, for when the database was lost or an older one restored.

What is there stays as it is. What was missing is private to its submission until a person says otherwise: the
repositories know the files, and not who may see them.
"""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Kind, Visibility
from houston.access.record import RecordState
from houston.files.content_type import PICTURES
from houston.files.inspection import Inspected, inspect
from houston.house import House
from houston.models import (
    Asset,
    AssetEncounter,
    AssetState,
    Pointer,
    Submission,
    SubmissionFile,
    SubmissionKind,
    SubmissionState,
)
from houston.models.submission_file import FileState
from houston.operations.bulk_imports.stored import encounters_of_pictures, is_import
from houston.operations.submission_check import encounters_in, resolve_pictures
from submissions import ManifestEntry, StoredSubmission

ONCE_ACCEPTED_PIXELS = 400_000_000  # by default, before it was no more than ACM looks at
MADE_AGAIN = "Made again from the submission's repository; have it looked at again to find animals."


def rebuild_assets(house: House) -> Iterator[tuple[str, int]]:
    """For each stored submission its id and how many of its assets were missing and are there again."""
    for stored in house.submissions.iterate():
        yield stored.submission_id, _rebuild(house, stored)


def _rebuild(house: House, stored: StoredSubmission) -> int:
    submission_id = uuid.UUID(stored.submission_id)
    with house.database.read() as session:
        there = set(session.scalars(select(Asset.id).where(Asset.submission_id == submission_id)))
    pictures = [entry for entry in stored.manifest.files if entry.media_type in PICTURES.values()]
    missing = [entry for entry in pictures if uuid.UUID(entry.asset_id) not in there]
    if not missing:
        return 0
    inspected = {entry.asset_id: _inspect(house, stored, entry) for entry in missing}
    shown = (
        encounters_of_pictures(house.submissions, stored)
        if is_import(stored)
        else _encounters_by_file(stored)
    )
    with house.database.write() as session:
        submission = _submission(session, stored)
        for entry in missing:
            asset = _asset(submission.id, entry, inspected[entry.asset_id])
            session.add(asset)
            session.flush()
            for position, encounter in enumerate(shown.get(asset.id, [])):
                session.add(
                    AssetEncounter(asset_id=asset.id, encounter_id=encounter, position=position)
                )
            _point(session, submission, asset.id, shown.get(asset.id, []))
    return len(missing)


def _inspect(house: House, stored: StoredSubmission, entry: ManifestEntry) -> Inspected:
    with tempfile.TemporaryDirectory(dir=house.settings.data) as folder:
        copy = Path(folder) / entry.asset_id
        with (
            house.submissions.open_file(stored.submission_id, entry.asset_id) as source,
            copy.open("wb") as target,
        ):
            shutil.copyfileobj(source, target)
        return inspect(copy, max(ONCE_ACCEPTED_PIXELS, house.settings.largest_picture_pixels))


def _encounters_by_file(stored: StoredSubmission) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Which encounters each file shows, as the submission's metadata says."""
    files = [
        SubmissionFile(id=uuid.UUID(entry.asset_id), name=entry.name, state=FileState.READY)
        for entry in stored.manifest.files
    ]
    ids = {pointer: uuid.UUID(each["id"]) for pointer, each in encounters_in(stored.metadata)}
    shown: dict[uuid.UUID, list[uuid.UUID]] = {}
    for pointer, found in resolve_pictures(stored.metadata, files).pictures.items():
        for file in found:
            shown.setdefault(file, []).append(ids[pointer])
    return shown


def _submission(session: Session, stored: StoredSubmission) -> Submission:
    submission_id = uuid.UUID(stored.submission_id)
    submission = session.get(Submission, submission_id)
    if submission is None:
        brought = is_import(stored)
        submission = Submission(
            id=submission_id,
            kind=SubmissionKind.BULK if brought else SubmissionKind.FORM,
            state=SubmissionState.CURATION,
            visibility=Visibility.PRIVATE,
            document={} if brought else stored.metadata,
            minted=None if brought else stored.metadata,
            stored_as=stored.sha,
        )
        session.add(submission)
        session.flush()
    return submission


def _asset(submission_id: uuid.UUID, entry: ManifestEntry, inspected: Inspected) -> Asset:
    return Asset(
        id=uuid.UUID(entry.asset_id),
        submission_id=submission_id,
        name=entry.name,
        sha256=entry.sha256,
        size=entry.size,
        media_type=inspected.media_type,
        width=inspected.width,
        height=inspected.height,
        exif=inspected.exif,
        state=AssetState.SKIPPED,
        reason=MADE_AGAIN,
    )


def _point(
    session: Session, submission: Submission, asset: uuid.UUID, encounters: list[uuid.UUID]
) -> None:
    """The asset is as visible as the encounter it shows, where Houston still knows that."""
    if session.get(Pointer, asset) is not None:
        return
    known = session.get(Pointer, encounters[0]) if encounters else None
    shared: dict[str, Any] = {
        "sighting": known.sighting if known else None,
        "visibility": known.visibility if known else Visibility.PRIVATE,
        "state": known.state if known else RecordState.UNAPPROVED,
        "citizen": known.citizen if known else submission.citizen,
    }
    session.add(
        Pointer(
            id=asset, kind=Kind.ASSET, owner=submission.owner, submission=submission.id, **shared
        )
    )
