"""Rows become the documents of records here, with ids that are on the disk before anything is made with them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select

from houston.files.names import FileNames
from houston.models import FileState, Pointer
from houston.operations.bulk_imports.blocks import block_of, blocks_of, sent_columns
from houston.operations.bulk_imports.check import Checking
from houston.operations.bulk_imports.committing import Committing, NotAcceptable
from houston.operations.bulk_imports.files import USABLE
from houston.operations.bulk_imports.foreign import brought_files, detections_of
from houston.operations.bulk_imports.people import projects_by_row
from houston.queries.bulk_import import edits_of, pictures_of
from houston.queries.sheet_meaning import documents_of, errors_in
from houston.sheets.foreign.detections import BroughtDetections, from_dict
from houston.sheets.workbench import keep_json, kept_json
from service_kit.identity import new_id

ROWS_A_DOCUMENT = 2_000
"""A few seconds of EDM's work, and a few megabytes to be read again when a commit goes on."""

DETECTIONS = "detections.json"

Sighting = dict[str, Any]


class Documents:
    """What a commit has made ready, in a folder.

    Each part is `{sightings, pictures, projects}`: metadata documents, the files that each encounter shows, and the
    projects of each sighting besides those of the import.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._plan: dict[str, Any] | None = None

    @property
    def complete(self) -> bool:
        """Whether all parts are there; the plan is written last."""
        return (self.folder / "plan.json").exists()

    @property
    def plan(self) -> dict[str, Any]:
        """`{rows, parts, pictures, sheet, brought, revision}`; pictures are the ids of all files that become assets,
        brought those of files that hold boxes."""
        if self._plan is None:
            self._plan = kept_json(self.folder / "plan.json")
        return self._plan or {}

    def part_path(self, number: int) -> Path:
        return self.folder / f"documents-{number:05}.json"

    def detections(self) -> BroughtDetections:
        """The boxes that came along."""
        return from_dict(kept_json(self.folder / DETECTIONS))

    def encounter_by_row(self) -> dict[int, uuid.UUID]:
        """Which encounter each row of the sheet became."""
        return {
            encounter["row"]: uuid.UUID(encounter["id"])
            for part in self.parts()
            for sighting in part["sightings"]
            for encounter in sighting["encounters"]
        }

    def parts(self) -> Iterator[dict[str, Any]]:
        """Each part, in order; one in memory at a time."""
        for number in range(self.plan["parts"]):
            yield kept_json(self.part_path(number))


def uploads_of(plan: Mapping[str, Any]) -> list[str]:
    """The ids of all files that were uploaded and are kept: pictures, the sheet, and what brought boxes."""
    return list(dict.fromkeys([*plan["pictures"], plan["sheet"], *plan["brought"]]))


def make_documents(committing: Committing, checking: Checking, documents: Documents) -> None:
    """Asks EDM for what is not there yet. Raises `NotAcceptable` when EDM finds an error after all."""
    house, found, sheet = committing.house, checking.found, checking.sheet
    columns = sent_columns(found.columns)
    blocks = blocks_of(sheet, columns, ROWS_A_DOCUMENT)
    with house.database.read() as session:
        files = pictures_of(session, found.id)
        projects = projects_by_row(session, checking.owner, sheet, found.columns)
        edits = edits_of(session, found)
    ready = [file.id for file in files if file.state == FileState.READY]
    names = FileNames((file.id, file.name) for file in files if file.state in USABLE)
    meant = {file.id: file.duplicate_of or file.id for file in files}
    rows = sum(map(len, blocks))
    committing.measure(rows, len(ready))
    done = 0
    for number, block_rows in enumerate(blocks):
        committing.go_on(done, f"{done:,} of {rows:,} rows read")
        done += len(block_rows)
        if documents.part_path(number).exists():
            continue
        options = {**checking.options, "checks": "rows"}
        block = block_of(sheet, columns, block_rows, options)
        answer = documents_of(house, checking.owner, block)
        if errors_in(answer["faults"]):
            raise NotAcceptable
        _mint(committing, answer["sightings"])
        part = _part(answer["sightings"], names, meant, projects)
        keep_json(documents.part_path(number), part)
    keep_json(documents.folder / DETECTIONS, detections_of(house, found.id).as_dict())
    keep_json(documents.folder / "patch.json", {"revision": found.revision, "edits": edits})
    keep_json(
        documents.folder / "mapping.json",
        {
            "generator": found.generator,
            "mapping_name": found.mapping_name,
            "options": checking.options,
            "columns": [
                {name: column[name] for name in ("index", "heading", "target", "role")}
                for column in found.columns
            ],
        },
    )
    keep_json(
        documents.folder / "plan.json",
        {
            "rows": rows,
            "parts": len(blocks),
            "pictures": list(map(str, ready)),
            "sheet": str(found.sheet_file),
            "sheet_name": found.sheet_name,
            "brought": list(map(str, brought_files(house, found.id))),
            "revision": found.revision,
        },
    )


def _mint(committing: Committing, sightings: list[Sighting]) -> None:
    """Gives ids to what has none, and to what wants one that is another's: a sheet can name any id it likes."""
    things = [each for each in sightings if not each.get("join")]
    things += [encounter for sighting in sightings for encounter in sighting["encounters"]]
    wanted = {uuid.UUID(each["id"]) for each in things if each.get("id")}
    with committing.house.database.read() as session:
        taken = set(session.scalars(select(Pointer.id).where(Pointer.id.in_(wanted))))
    for each in things:
        if not each.get("id") or uuid.UUID(each["id"]) in taken:
            each["id"] = str(new_id())


def _part(
    sightings: list[Sighting],
    names: FileNames,
    meant: Mapping[uuid.UUID, uuid.UUID],
    projects: Mapping[int, list[str]],
) -> dict[str, Any]:
    pictures: dict[str, list[str]] = {}
    in_projects: dict[str, list[str]] = {}
    for sighting in sightings:
        for encounter in sighting["encounters"]:
            shown = [
                meant[lookup.files[0]]
                for name in encounter.get("assets", [])
                if (lookup := names.find(name)).files
            ]
            if shown:
                pictures[encounter["id"]] = list(dict.fromkeys(map(str, shown)))
            for project in projects.get(encounter["row"], []):
                listed = in_projects.setdefault(sighting["id"], [])
                if project not in listed:
                    listed.append(project)
    return {"sightings": sightings, "pictures": pictures, "projects": in_projects}
