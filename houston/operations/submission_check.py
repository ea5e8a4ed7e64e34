"""What is wrong with a draft? Everything at once: its files, the names in its metadata, and what EDM finds."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from houston.files.names import FileNames
from houston.house import House
from houston.models import FileState, Submission, SubmissionFile
from houston.operations.uploaded_file import check_waiting_files
from houston.queries.submission import files_of
from service_kit.client import RemoteProblem
from service_kit.errors import Fault
from service_kit.identity import new_id
from service_kit.scope import SYSTEM_SCOPE

USABLE = (FileState.READY, FileState.DUPLICATE)


@dataclass(slots=True)
class Checked:
    """What was found. `pictures` holds the files of each encounter, by its pointer in the document."""

    errors: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    sightings: int = 0
    encounters: int = 0
    pictures: dict[str, list[uuid.UUID]] = field(default_factory=dict)

    @property
    def valid(self) -> bool:
        return not self.errors


def check_submission(house: House, submission: Submission) -> Checked:
    """Asks EDM about the metadata, and looks for the files that it names. Creates nothing."""
    check_waiting_files(house, submission.id)
    with house.database.read() as session:
        files = files_of(session, submission.id)
    checked = resolve_pictures(submission.document, files)
    answer = _ask_edm(house, submission)
    checked.errors = [*answer["errors"], *checked.errors]
    checked.warnings = [*answer["warnings"], *checked.warnings]
    checked.sightings, checked.encounters = answer["sightings"], answer["encounters"]
    return checked


def _ask_edm(house: House, submission: Submission) -> dict[str, Any]:
    try:
        found: dict[str, Any] = house.edm.call(
            "POST",
            "/edm/v1/validate",
            scope=SYSTEM_SCOPE,
            actor=str(submission.owner) if submission.owner else None,
            # EDM wants ids; until the submission is sent in, any will do.
            json=submission.minted or minted(submission.document),
        )
    except RemoteProblem as problem:
        if problem.status != 422:
            raise
        # Not even of the form that can be looked at.
        errors = [fault.as_dict() for fault in problem.errors]
        return {"errors": errors, "warnings": [], "sightings": 0, "encounters": 0}
    return found


def encounters_in(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each encounter of the metadata with its pointer; what is not of that form is EDM's to complain about."""
    for i, sighting in enumerate(_objects(document.get("sightings"))):
        for j, encounter in enumerate(_objects(sighting.get("encounters"))):
            yield f"/sightings/{i}/encounters/{j}", encounter


def minted(document: dict[str, Any]) -> dict[str, Any]:
    """A copy in which each sighting and encounter has an id of its own; ids that came along are replaced."""
    copied = copy.deepcopy(document)
    for sighting in _objects(copied.get("sightings")):
        sighting["id"] = str(new_id())
    for _, encounter in encounters_in(copied):
        encounter["id"] = str(new_id())
    return copied


def resolve_pictures(document: dict[str, Any], files: Sequence[SubmissionFile]) -> Checked:
    """Which files each encounter shows, with a fault for each name that means none or several.

    A document with one encounter that names no picture means all of them.
    """
    checked = Checked()
    by_id = {file.id: file for file in files}
    for file in files:
        if file.state in (FileState.RECEIVING, FileState.CHECKING):
            checked.errors.append(_incomplete(file))
    encounters = list(encounters_in(document))
    if len(encounters) == 1 and not encounters[0][1].get("assets"):
        checked.pictures[encounters[0][0]] = [f.id for f in files if f.state == FileState.READY]
        return checked
    names = FileNames((file.id, file.name) for file in files)
    for pointer, encounter in encounters:
        found = [
            _resolve(names, by_id, f"{pointer}/assets/{k}", wanted, checked)
            for k, wanted in enumerate(_listed(encounter.get("assets")))
        ]
        checked.pictures[pointer] = list(dict.fromkeys(each for each in found if each))
    _tell_unused(files, checked)
    return checked


def _resolve(
    names: FileNames,
    by_id: dict[uuid.UUID, SubmissionFile],
    pointer: str,
    wanted: Any,
    checked: Checked,
) -> uuid.UUID | None:
    if not isinstance(wanted, str):
        checked.errors.append(_fault(pointer, "field_invalid", "A file is named by text.", wanted))
        return None
    lookup = names.find(wanted)
    files = [by_id[each] for each in lookup.files]
    usable = {file.duplicate_of or file.id: file for file in files if file.state in USABLE}
    if len(usable) == 1:
        return next(iter(usable))
    if usable:
        listed = ", ".join(f"“{file.name}”" for file in usable.values())
        sentence = f"Several uploaded files could be “{wanted}”: {listed}. Rename one of them."
        checked.errors.append(_fault(pointer, "file_ambiguous", sentence, wanted))
    elif files and files[0].state == FileState.REFUSED:
        sentence = f"“{wanted}” was not accepted: {files[0].reason}"
        checked.errors.append(_fault(pointer, "file_refused", sentence, wanted))
    elif not files:
        sentence = f"No file called “{wanted}” was uploaded."
        if lookup.suggestion:
            sentence += f" Is it “{lookup.suggestion}”?"
        checked.errors.append(
            _fault(pointer, "file_missing", sentence, wanted, suggestion=lookup.suggestion)
        )
    return None


def _tell_unused(files: Sequence[SubmissionFile], checked: Checked) -> None:
    used = {file for found in checked.pictures.values() for file in found}
    for file in files:
        if file.state == FileState.READY and file.id not in used:
            sentence = (
                f"“{file.name}” is not named by any encounter. It is kept, and not looked at."
            )
            checked.warnings.append(
                _fault(f"/files/{file.id}", "file_unused", sentence, file.name, severity="warning")
            )


def _incomplete(file: SubmissionFile) -> dict[str, Any]:
    sentence = f"“{file.name}” has not arrived completely. Wait for it, or remove it."
    return _fault(f"/files/{file.id}", "file_incomplete", sentence, file.name)


def _fault(
    pointer: str,
    code: str,
    sentence: str,
    value: Any,
    *,
    suggestion: str | None = None,
    severity: str = "error",
) -> dict[str, Any]:
    return Fault(pointer, code, sentence, value, suggestion, severity).as_dict()


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _objects(value: Any) -> list[dict[str, Any]]:
    # Positions count, so what is no object stands as an empty one.
    return [each if isinstance(each, dict) else {} for each in _listed(value)]
