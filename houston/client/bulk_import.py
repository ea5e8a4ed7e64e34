"""How does a sheet with its pictures get into Codex, from the first byte to the last record?

Every step asks first what is there already, so that beginning anew after a crash, a lost connection or Ctrl-C goes on
where it was, and doing it once more when all is done changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from houston.client.api import CodexClient
from houston.client.downloads import NotWritten, save_sheet
from houston.client.import_plan import ImportPlan
from houston.client.uploads import send_file, send_files

OPEN = ("draft", "invalid")
COMMITTING, FAILED = "committing", "failed"
LOOK_AGAIN_SECONDS = 0.5
PAGE = 200  # the largest that is handed out
TOLD_FILES = ("refused", "ambiguous", "missing")
"""Kinds of files that a person should hear of one by one."""


class ImportFailed(RuntimeError):
    """The import cannot go on; `str()` says why."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wished for an import besides its files."""

    body: Mapping[str, Any] = field(default_factory=dict)
    """As `POST /bulk-imports` takes it."""
    levels: Sequence[str] = ()
    """What folders stand for, where there is no sheet."""
    mapping: str | None = None
    """The name of a saved mapping."""
    targets: Mapping[str, str | None] = field(default_factory=dict)
    """The target by the column's heading; None: the column is kept word for word."""
    save_mapping: str | None = None
    resume: bool = False
    """Goes on with the newest open import of this name, although its sheet is another one now."""
    parallel: int = 4


class BulkImporter:
    """Imports as one caller. `say` hears a sentence a step; `tell` how far a long step is."""

    def __init__(
        self,
        client: CodexClient,
        say: Callable[[str], None],
        tell: Callable[[str, int, int], None],
    ) -> None:
        self._client = client
        self._say = say
        self._tell = tell

    def prepare(self, plan: ImportPlan, wishes: Wishes) -> dict[str, Any]:
        """Sends everything and has it checked; the import as it stands then, or as it was committed before."""
        found = self._open(plan, wishes)
        if found["state"] not in OPEN:
            going_on = found["state"] in (COMMITTING, FAILED)
            self._say("It was sent in before." if going_on else "This was imported before.")
            return found
        identifier = found["id"]
        self._send(found, plan, wishes.parallel)
        if plan.sheet is not None:
            file = send_file(self._client, identifier, plan.sheet)
            if found["sheet"]["file"] != file or found["sheet"]["state"] in ("none", "failed"):
                self._call("POST", identifier, "/sheet", json={"file": file})
        elif found["sheet"]["state"] in ("none", "failed"):
            body = {"levels": list(wishes.levels), "preview": False}
            self._call("POST", identifier, "/folders", json=body)
        found = self._checked(identifier)
        if self._map(found, wishes):
            found = self._checked(identifier)
        return found

    def commit(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """Has it committed, and waits until the records are there. Raises `ImportFailed`.

        An import that was refused for its faults comes back as it stands.
        """
        identifier = found["id"]
        if found["state"] in OPEN:
            self._call("POST", identifier, "/commit")
        elif found["state"] == FAILED:
            self._call("POST", identifier, "/retry", json={})
        for current in self._looks(identifier):
            self._tell_progress(current)
            if current["state"] == FAILED:
                raise ImportFailed(str(current.get("reason") or "The import failed."))
            if current["state"] != COMMITTING:
                return current
        raise AssertionError("looks never end")

    def faults(self, found: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Every fault of the last check, grouped, the errors first."""
        path = f"/bulk-imports/{found['id']}/faults"
        return list(self._client.pages(path, "groups", limit=PAGE))

    def files(self, found: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The files that are missing, refused, or of which several could be meant."""
        path = f"/bulk-imports/{found['id']}/files"
        return [
            {**each, "status": status}
            for status in TOLD_FILES
            if found["file_counts"].get(status)
            for each in self._client.pages(path, status=status, limit=PAGE)
        ]

    def save_sheet(self, found: Mapping[str, Any], what: str, target: Path) -> None:
        """Writes the sheet with its `faults` in their cells, or the records that it made as `rows`."""
        try:
            save_sheet(self._client, found["id"], what, target, self._tell)
        except NotWritten as reason:
            raise ImportFailed(str(reason)) from reason

    def _open(self, plan: ImportPlan, wishes: Wishes) -> dict[str, Any]:
        if wishes.resume and (before := self._open_before(plan.name)) is not None:
            self._say(
                f"Going on with “{plan.name}” of {before['created_at'][:16].replace('T', ' ')}."
            )
            return before
        body = {"name": plan.name, **wishes.body}
        opened: dict[str, Any] = self._client.call("POST", "/bulk-imports", key=plan.key, json=body)
        if opened.get("deleted_at"):
            raise ImportFailed(
                "This import was removed. Restore it in the browser, or give it another --name."
            )
        return opened

    def _open_before(self, name: str) -> dict[str, Any] | None:
        for each in self._client.pages("/bulk-imports"):
            if each["name"] == name and each["state"] in OPEN and not each.get("deleted_at"):
                return dict(each)
        return None

    def _send(self, found: Mapping[str, Any], plan: ImportPlan, parallel: int) -> None:
        sources = [*plan.pictures, *plan.archives, *plan.detections]
        if not sources:
            return
        self._say(f"Sending {len(sources)} files …")
        ids = send_files(
            self._client,
            found["id"],
            sources,
            parallel,
            lambda done: self._tell("files sent", done, len(sources)),
            # Of an import that was begun before, most is there.
            asking_first=found["file_counts"]["total"] > 0,
        )
        for archive in ids[len(plan.pictures) : len(plan.pictures) + len(plan.archives)]:
            self._say("Waiting for an archive to be unpacked …")
            self._client.wait_for_job(archive)

    def _map(self, found: Mapping[str, Any], wishes: Wishes) -> bool:
        """Maps columns as it is wished; whether anything changed by it."""
        identifier = found["id"]
        changed = False
        if wishes.mapping is not None and found["sheet"].get("mapping_name") != wishes.mapping:
            saved = self._client.call("GET", "/bulk-imports/mappings")["items"]
            chosen = next((each["id"] for each in saved if each["name"] == wishes.mapping), None)
            if chosen is None:
                known = ", ".join(f"“{each['name']}”" for each in saved) or "none"
                raise ImportFailed(f"No mapping is called “{wishes.mapping}”. There are: {known}.")
            self._call("POST", identifier, "/mapping", json={"use": chosen})
            changed = True
        if wishes.targets or wishes.save_mapping:
            columns = self._call("GET", identifier, "/columns")["items"]
            body: dict[str, Any] = {"columns": list(_chosen(columns, wishes.targets))}
            if wishes.save_mapping:
                body["save_as"] = wishes.save_mapping
            if body["columns"] or wishes.save_mapping:
                self._call("PUT", identifier, "/mapping", json=body)
                changed = True
        return changed

    def _checked(self, identifier: str) -> dict[str, Any]:
        self._say("Reading and checking …")
        for found in self._looks(identifier):
            sheet = found["sheet"]
            if sheet["state"] == "failed":
                raise ImportFailed(str(sheet["reason"]))
            if sheet["state"] == "ready" and not found["checking"] and found["reason"]:
                raise ImportFailed(str(found["reason"]))
            self._tell_progress(found)
            if (
                sheet["state"] == "ready"
                and not found["checking"]
                and found["checked_revision"] == found["revision"]
            ):
                return found
        raise AssertionError("looks never end")

    def _looks(self, identifier: str) -> Iterator[dict[str, Any]]:
        while True:
            yield self._call("GET", identifier)
            time.sleep(LOOK_AGAIN_SECONDS)

    def _tell_progress(self, found: Mapping[str, Any]) -> None:
        progress = found.get("progress")
        if progress and progress.get("total"):
            self._tell(progress["message"] or found["state"], progress["done"], progress["total"])

    def _call(self, method: str, identifier: str, path: str = "", **options: Any) -> Any:
        return self._client.call(method, f"/bulk-imports/{identifier}{path}", **options)


def _chosen(
    columns: Sequence[Mapping[str, Any]], targets: Mapping[str, str | None]
) -> Iterator[dict[str, Any]]:
    """Which columns are to be mapped otherwise than they are. Raises `ImportFailed` for a heading that is none."""
    by_heading: dict[str, list[Mapping[str, Any]]] = {}
    for column in columns:
        by_heading.setdefault(_folded(column["heading"] or ""), []).append(column)
    for heading, target in targets.items():
        found = by_heading.get(_folded(heading))
        if not found:
            listed = ", ".join(f"“{each['heading']}”" for each in columns if each["heading"])
            raise ImportFailed(f"No column is called “{heading}”. The sheet has: {listed}.")
        for column in found:
            if column["target"] != target:
                yield {"index": column["index"], "target": target}


def _folded(heading: str) -> str:
    return "".join(heading.split()).casefold()
