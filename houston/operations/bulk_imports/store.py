"""Pictures, the sheet as it was uploaded, its mapping, its edits and what came of its rows become one git commit here."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from sqlalchemy import select

from houston.models import BulkImport, Submission, SubmissionFile, User
from houston.operations.backup import request_backup
from houston.operations.bulk_imports.committing import Committing
from houston.operations.bulk_imports.documents import DETECTIONS, Documents, uploads_of
from houston.operations.stored_twins import stored_twins
from service_kit.clock import now
from service_kit.errors import Unavailable
from service_kit.jobs import JobFailed
from service_kit.portions import portions
from submissions import IncomingFile, Person, SubmissionDiffers, SubmissionError

JSON = "application/json"
FILES_AT_ONCE = 500  # of one question to the database
KIND = "bulk_import"
"""What the metadata of such a repository calls itself."""


def store_import(committing: Committing, documents: Documents) -> None:
    """Stores all of it; stored before, nothing happens."""
    house, import_id = committing.house, committing.import_id
    with house.database.read() as session:
        submission = session.get_one(Submission, import_id)
        found = session.get_one(BulkImport, import_id)
        author = session.get_one(User, submission.owner)
    if submission.stored_as is not None:
        return
    committing.go_on(committing.rows, f"Storing {committing.files:,} pictures")
    files = [*_uploads(committing, documents), *_own_files(import_id, documents)]
    metadata = _metadata(found, documents)
    person = Person(author.full_name, author.email)
    when = submission.committed_at or now()
    try:
        sha = _store(committing, metadata, files, person, when)
    except SubmissionError as error:
        # A full disk may have room again; what else the store says stays true.
        raise (Unavailable if error.retry else JobFailed)(str(error)) from error
    with house.database.write() as session:
        committing.context.hold(session)
        session.get_one(Submission, import_id).stored_as = sha
        request_backup(house, session, import_id, sha)


def document_id(import_id: uuid.UUID, name: str) -> str:
    """Under which id a file that the import has made itself lies in its repository."""
    return str(uuid.uuid5(import_id, name))


def _uploads(committing: Committing, documents: Documents) -> list[IncomingFile]:
    plan = documents.plan
    wanted = [uuid.UUID(each) for each in uploads_of(plan)]
    kept: dict[uuid.UUID, SubmissionFile] = {}
    with committing.house.database.read() as session:
        for some in portions(wanted, FILES_AT_ONCE):
            rows = session.scalars(select(SubmissionFile).where(SubmissionFile.id.in_(some)))
            kept |= {file.id: file for file in rows}
        hashes = [file.sha256 for file in kept.values() if file.sha256]
        twins = stored_twins(committing.house, session, committing.import_id, hashes)
    return [
        IncomingFile(
            asset_id=str(file.id),
            path=committing.house.landing.path(file.id),
            name=file.name,
            media_type=file.media_type or "application/octet-stream",
            sha256=file.sha256,
            size=file.size,
            twin=twins.get(file.sha256 or ""),
        )
        for file in (kept[each] for each in wanted)
    ]


def _own_files(import_id: uuid.UUID, documents: Documents) -> list[IncomingFile]:
    paths = [documents.folder / name for name in ("mapping.json", "patch.json", DETECTIONS)]
    paths += [documents.part_path(number) for number in range(documents.plan["parts"])]
    return [_own_file(import_id, path) for path in paths]


def _own_file(import_id: uuid.UUID, path: Path) -> IncomingFile:
    return IncomingFile(document_id(import_id, path.name), path, path.name, JSON)


def _metadata(found: BulkImport, documents: Documents) -> dict[str, Any]:
    """What the repository says of itself; the records are in its documents."""
    parts = [documents.part_path(number).name for number in range(documents.plan["parts"])]
    return {
        "kind": KIND,
        "name": found.name,
        "revision": documents.plan["revision"],
        "sheet": documents.plan["sheet"],
        "worksheet": found.worksheet,
        "mapping": document_id(found.id, "mapping.json"),
        "patch": document_id(found.id, "patch.json"),
        "detections": document_id(found.id, DETECTIONS),
        "documents": [document_id(found.id, part) for part in parts],
    }


def _store(
    committing: Committing,
    metadata: dict[str, Any],
    files: list[IncomingFile],
    author: Person,
    when: Any,
) -> str:
    store, import_id = committing.house.submissions, committing.import_id
    try:
        return store.store(import_id, metadata, files, author, "As it was imported", when).sha
    except SubmissionDiffers:
        # It had been stored before it was called off; this is what was imported in the end.
        kept = {file.asset_id for file in files}
        before = store.manifest(import_id).files
        without = [entry.asset_id for entry in before if entry.asset_id not in kept]
        return store.correct(
            import_id,
            author,
            "As it was imported again",
            when,
            metadata=metadata,
            files=files,
            without=without,
        ).sha
