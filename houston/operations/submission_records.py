"""Which rows does a submission become? All put together before the transaction that writes them, so that it is short."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from houston.access.record import Kind, RecordState
from houston.models import (
    Asset,
    AssetEncounter,
    AssetState,
    FileState,
    Pointer,
    PointerProject,
    Submission,
    SubmissionFile,
)
from houston.operations.submission_check import encounters_in, resolve_pictures
from service_kit.clock import now
from service_kit.portions import portions

NOT_LOOKED_AT = "No encounter names this picture."
ROWS_AT_ONCE = 1_000  # of one INSERT: well below the number of parameters a database takes
COPIED = ("id", "name", "sha256", "size", "media_type", "width", "height", "exif")
"""What an asset has of the file that it was."""

Row = dict[str, Any]


def record_state(submission: Submission) -> RecordState:
    """The state in which its records begin."""
    return RecordState.APPROVED if submission.approve else RecordState.UNAPPROVED


@dataclass(frozen=True)
class SubmissionRecords:
    """The rows of a submission whose ids are minted and whose files are all looked at."""

    submission: Submission
    files: Sequence[SubmissionFile]
    """All of them; those that are ready become assets."""

    @cached_property
    def sighting_of(self) -> dict[uuid.UUID, uuid.UUID]:
        """Each encounter's sighting, in the order of the metadata."""
        return {
            uuid.UUID(encounter["id"]): uuid.UUID(sighting["id"])
            for sighting in (self.submission.minted or {})["sightings"]
            for encounter in sighting["encounters"]
        }

    @cached_property
    def kept(self) -> list[SubmissionFile]:
        """The files that become assets."""
        return [file for file in self.files if file.state == FileState.READY]

    @cached_property
    def shown(self) -> list[tuple[uuid.UUID, uuid.UUID]]:
        """Each picture with an encounter that it shows."""
        ids = {
            pointer: uuid.UUID(encounter["id"])
            for pointer, encounter in encounters_in(self.submission.minted or {})
        }
        pictures = resolve_pictures(self.submission.document, self.files).pictures
        return [(file, ids[pointer]) for pointer, found in pictures.items() for file in found]

    @cached_property
    def looked_at(self) -> list[uuid.UUID]:
        """The pictures in which animals are looked for."""
        return list(dict.fromkeys(file for file, _ in self.shown))

    @cached_property
    def rows(self) -> list[tuple[Any, list[Row]]]:
        """Everything to be written, table by table."""
        records = list(self._records())
        return [
            (Pointer.__table__, list(self._pointers(records))),
            (PointerProject.__table__, list(self._projects(records))),
            (Asset.__table__, list(self._assets())),
            (AssetEncounter.__table__, list(self._asset_encounters())),
        ]

    def write(self, session: Session) -> None:
        """Writes all of them."""
        for table, rows in self.rows:
            _insert(session, table, rows)

    def _records(self) -> Iterator[tuple[uuid.UUID, Kind, uuid.UUID | None]]:
        first_sighting: dict[uuid.UUID, uuid.UUID] = {}
        for file, encounter in self.shown:
            first_sighting.setdefault(file, self.sighting_of[encounter])
        for sighting in dict.fromkeys(self.sighting_of.values()):
            yield sighting, Kind.SIGHTING, None
        for encounter, sighting in self.sighting_of.items():
            yield encounter, Kind.ENCOUNTER, sighting
        for asset in self.kept:
            yield asset.id, Kind.ASSET, first_sighting.get(asset.id)

    def _pointers(self, records: list[tuple[uuid.UUID, Kind, uuid.UUID | None]]) -> Iterator[Row]:
        shared = {
            "owner": self.submission.owner,
            "submission": self.submission.id,
            "visibility": self.submission.visibility,
            "state": str(record_state(self.submission)),
            "citizen": self.submission.citizen,
            "deleted_at": None,
            "created_at": now(),
        }
        for each, kind, sighting in records:
            yield {"id": each, "kind": str(kind), "sighting": sighting, **shared}

    def _projects(self, records: list[tuple[uuid.UUID, Kind, uuid.UUID | None]]) -> Iterator[Row]:
        for each, _, _ in records:
            for project in self.submission.projects:
                yield {"pointer_id": each, "project_id": uuid.UUID(project)}

    def _assets(self) -> Iterator[Row]:
        looked_at = set(self.looked_at)
        for file in self.kept:
            pending = file.id in looked_at
            yield {
                **{name: getattr(file, name) for name in COPIED},
                "submission_id": self.submission.id,
                "state": str(AssetState.PENDING if pending else AssetState.SKIPPED),
                "reason": None if pending else NOT_LOOKED_AT,
                "created_at": now(),
            }

    def _asset_encounters(self) -> Iterator[Row]:
        positions: dict[uuid.UUID, int] = {}
        for file, encounter in self.shown:
            position = positions[file] = positions.get(file, -1) + 1
            yield {"asset_id": file, "encounter_id": encounter, "position": position}


def _insert(session: Session, table: Table, rows: list[Row]) -> None:
    for some in portions(rows, ROWS_AT_ONCE):
        session.execute(insert(table), some)
