"""EDM makes an import's records here, batch by batch, where nobody sees them yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from houston.models import BulkImport, Submission
from houston.operations.bulk_imports.committing import Committing, NotAcceptable
from houston.operations.bulk_imports.documents import Documents, Sighting
from houston.operations.submission_records import record_state
from service_kit.client import RemoteProblem
from service_kit.portions import portions
from service_kit.scope import SYSTEM_SCOPE

SIGHTINGS_AT_ONCE = 100  # EDM writes so many in a fifth of a second, and others wait no longer
FAULTS_TOLD = 5
OF_HOUSTON = ("row",)
"""What an encounter's document says for Houston only."""


def stage_records(committing: Committing, documents: Documents) -> None:
    """Sends every batch that EDM has not surely made; one that it has, sent again, changes nothing."""
    house, import_id = committing.house, committing.import_id
    with house.database.read() as session:
        submission = session.get_one(Submission, import_id)
        staged = session.get_one(BulkImport, import_id).staged
    done = committing.rows + committing.files
    for number, (sightings, projects) in enumerate(batches_of(documents)):
        rows = sum(len(sighting["encounters"]) for sighting in sightings)
        if number >= staged:
            shown = done - committing.rows - committing.files
            committing.go_on(done, f"{shown:,} of {committing.rows:,} records made")
            _send(committing, submission, sightings, projects)
            with house.database.write() as session:
                committing.context.hold(session)
                session.get_one(BulkImport, import_id).staged = number + 1
            committing.breathe()
        done += rows


def batches_of(documents: Documents) -> Iterator[tuple[list[Sighting], list[str]]]:
    """Sightings that go to the same projects, a few hundred at once: always the same ones in the same batch."""
    for part in documents.parts():
        by_projects: dict[tuple[str, ...], list[Sighting]] = {}
        for sighting in part["sightings"]:
            projects = tuple(sorted(part["projects"].get(sighting["id"], [])))
            by_projects.setdefault(projects, []).append(sighting)
        for projects, sightings in by_projects.items():
            for some in portions(sightings, SIGHTINGS_AT_ONCE):
                yield some, list(projects)


def _send(
    committing: Committing, submission: Submission, sightings: list[Sighting], projects: list[str]
) -> None:
    try:
        committing.house.edm.call(
            "POST",
            "/edm/v1/sightings",
            scope=SYSTEM_SCOPE,
            actor=str(submission.owner),
            json={
                "sightings": [_without_rows(sighting) for sighting in sightings],
                "owner": str(submission.owner),
                "projects": sorted({*submission.projects, *projects}),
                "submission": str(submission.id),
                "visibility": submission.visibility,
                "state": record_state(submission),
                "staged": True,
            },
        )
    except RemoteProblem as problem:
        if problem.status != 422:
            raise
        # What EDM accepts has changed since the check; nothing of this batch was made.
        told = [fault.message for fault in problem.errors[:FAULTS_TOLD]]
        raise NotAcceptable(" ".join(told) or problem.detail) from problem


def _without_rows(sighting: Mapping[str, Any]) -> dict[str, Any]:
    encounters = [
        {name: value for name, value in encounter.items() if name not in OF_HOUSTON}
        for encounter in sighting["encounters"]
    ]
    return {**sighting, "encounters": encounters}
