"""Houston notes an import's records and pictures here, in batches so short that nobody waits for them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select

from houston.access.record import Kind
from houston.models import (
    Asset,
    AssetEncounter,
    AssetState,
    BulkImport,
    Pointer,
    PointerProject,
    Submission,
    SubmissionFile,
)
from houston.operations.bulk_imports.committing import Committing
from houston.operations.bulk_imports.documents import Documents, Sighting
from houston.operations.bulk_imports.stage import batches_of
from houston.operations.submission_records import COPIED, NOT_LOOKED_AT, record_state
from service_kit.clock import now
from service_kit.portions import portions

RECORDS_AT_ONCE = 250
"""Encounters of one transaction: with their sightings and pictures some thousand rows, a twentieth of a second."""

Row = dict[str, Any]


@dataclass(slots=True)
class Batch:
    """What one transaction notes."""

    sightings: list[tuple[Sighting, list[dict[str, Any]]]] = field(default_factory=list)
    """With those of their encounters that are in this batch."""
    projects: list[str] = field(default_factory=list)
    pictures: list[tuple[str, str | None]] = field(default_factory=list)
    """Pictures that no batch before has, each with the first sighting that it shows."""
    shown: list[tuple[str, str, int]] = field(default_factory=list)
    """Picture, encounter, and that encounter's place among those of the picture."""
    encounters: int = 0


def note_records(committing: Committing, documents: Documents) -> None:
    """Notes every batch that is not noted yet: a batch and that it is noted come in one transaction."""
    house, import_id = committing.house, committing.import_id
    with house.database.read() as session:
        submission = session.get_one(Submission, import_id)
        noted = session.get_one(BulkImport, import_id).noted
    before = 2 * committing.rows + committing.files
    done = 0
    for number, batch in enumerate(_batches(documents)):
        if number >= noted:
            message = f"{done:,} of {committing.rows:,} records noted"
            committing.go_on(before + done, message)
            _note(committing, submission, batch, number)
            committing.breathe()
        done += batch.encounters


def looked_at(documents: Documents) -> list[uuid.UUID]:
    """The pictures in which animals are looked for, in the order of the rows."""
    shown = (
        picture
        for part in documents.parts()
        for pictures in part["pictures"].values()
        for picture in pictures
    )
    return [uuid.UUID(each) for each in dict.fromkeys(shown)]


def _batches(documents: Documents) -> Iterator[Batch]:
    positions: dict[str, int] = {}
    pictures = {
        encounter: shown
        for part in documents.parts()
        for encounter, shown in part["pictures"].items()
    }
    for sightings, projects in batches_of(documents):
        batch = Batch(projects=projects)
        for sighting in sightings:
            for encounter in sighting["encounters"]:
                if not batch.sightings or batch.sightings[-1][0] is not sighting:
                    batch.sightings.append((sighting, []))
                batch.sightings[-1][1].append(encounter)
                batch.encounters += 1
                for picture in pictures.get(encounter["id"], []):
                    if picture not in positions:
                        batch.pictures.append((picture, sighting["id"]))
                    position = positions[picture] = positions.get(picture, -1) + 1
                    batch.shown.append((picture, encounter["id"], position))
                if batch.encounters >= RECORDS_AT_ONCE:
                    yield batch
                    batch = Batch(projects=projects)
        if batch.encounters:
            yield batch
    unused = [each for each in documents.plan["pictures"] if each not in positions]
    for some in portions(unused, RECORDS_AT_ONCE):
        yield Batch(pictures=[(each, None) for each in some])


def _note(committing: Committing, submission: Submission, batch: Batch, number: int) -> None:
    house = committing.house
    ids = [uuid.UUID(picture) for picture, _ in batch.pictures]
    with house.database.read() as session:
        files = {
            file.id: file
            for file in session.scalars(select(SubmissionFile).where(SubmissionFile.id.in_(ids)))
        }
        known = _known(session, [sighting["id"] for sighting, _ in batch.sightings])
    tables = _rows(submission, batch, files, known)
    with house.database.write() as session:
        committing.context.hold(session)
        found = session.get_one(BulkImport, committing.import_id)
        if found.noted != number:
            return
        found.noted = number + 1
        for table, rows in tables:
            if rows:
                session.execute(insert(table), rows)


def _known(session: Any, sightings: Sequence[str]) -> set[uuid.UUID]:
    """Those that have a pointer: an earlier batch's, or of an earlier report that is joined."""
    wanted = [uuid.UUID(each) for each in sightings]
    return set(session.scalars(select(Pointer.id).where(Pointer.id.in_(wanted))))


def _rows(
    submission: Submission,
    batch: Batch,
    files: dict[uuid.UUID, SubmissionFile],
    known: set[uuid.UUID],
) -> list[tuple[Any, list[Row]]]:
    """Everything to be written, table by table, put together before the transaction begins."""
    moment, usual = now(), str(record_state(submission))
    records: list[tuple[uuid.UUID, Kind, uuid.UUID | None, str]] = []
    for sighting, encounters in batch.sightings:
        sighting_id = uuid.UUID(sighting["id"])
        if sighting_id not in known:
            records.append((sighting_id, Kind.SIGHTING, None, usual))
        for encounter in encounters:
            state = encounter.get("state") or usual
            records.append((uuid.UUID(encounter["id"]), Kind.ENCOUNTER, sighting_id, state))
    for picture, first in batch.pictures:
        of = uuid.UUID(first) if first else None
        records.append((uuid.UUID(picture), Kind.ASSET, of, usual))
    projects = sorted({*submission.projects, *batch.projects})
    return [
        (Pointer, [_pointer(submission, moment, *record) for record in records]),
        (
            PointerProject,
            [
                {"pointer_id": record[0], "project_id": uuid.UUID(project)}
                for record in records
                for project in projects
            ],
        ),
        (Asset, [_asset(submission, moment, files[uuid.UUID(p)], s) for p, s in batch.pictures]),
        (
            AssetEncounter,
            [
                {
                    "asset_id": uuid.UUID(picture),
                    "encounter_id": uuid.UUID(encounter),
                    "position": position,
                }
                for picture, encounter, position in batch.shown
            ],
        ),
    ]


def _pointer(
    submission: Submission,
    moment: Any,
    record: uuid.UUID,
    kind: Kind,
    sighting: uuid.UUID | None,
    state: str,
) -> Row:
    return {
        "id": record,
        "kind": str(kind),
        "owner": submission.owner,
        "submission": submission.id,
        "sighting": sighting,
        "visibility": submission.visibility,
        "state": state,
        "citizen": submission.citizen,
        "deleted_at": None,
        "created_at": moment,
    }


def _asset(submission: Submission, moment: Any, file: SubmissionFile, sighting: str | None) -> Row:
    return {
        **{name: getattr(file, name) for name in COPIED},
        "submission_id": submission.id,
        "state": str(AssetState.PENDING if sighting else AssetState.SKIPPED),
        "reason": None if sighting else NOT_LOOKED_AT,
        "created_at": moment,
    }
