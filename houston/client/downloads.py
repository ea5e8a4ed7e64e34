"""How does a sheet of an import come here as a file? It is asked for, waited for, and fetched piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from houston.client.api import CodexClient
from houston.client.refused import Refused

TRIES = 3  # a sheet that tells of records which are hidden just now is made again
PIECE_BYTES = 256 * 1024
OUTDATED = "sheet_outdated"


class NotWritten(RuntimeError):
    """The sheet could not be made; `str()` says why."""


def save_sheet(
    client: CodexClient,
    import_id: str,
    what: str,
    target: Path,
    tell: Callable[[str, int, int], None],
) -> None:
    """Writes a sheet of the import to a file, a .csv where the file is called so and else an .xlsx.

    `what`: `current`, `faults` or `rows`. The file is there whole, or as it was before. Raises `Refused` or `NotWritten`.
    """
    form = "csv" if target.suffix.casefold() == ".csv" else "xlsx"
    path = f"/bulk-imports/{import_id}/downloads"
    for further in reversed(range(TRIES)):
        asked = client.call("POST", path, json={"what": what, "format": form})
        job = client.wait_for_job(asked["id"], lambda found: _tell(found, tell))
        if job["state"] != "done":
            raise NotWritten(job["reason"] or "The sheet was not made.")
        try:
            _fetch(client, f"{path}/{asked['id']}", target)
            return
        except Refused as refused:
            if not further or refused.problem.get("code") != OUTDATED:
                raise


def _fetch(client: CodexClient, path: str, target: Path) -> None:
    part = target.with_name(f"{target.name}.part")
    with client.send("GET", path, headers={}, stream=True) as answer, part.open("wb") as stream:
        for piece in answer.iter_content(PIECE_BYTES):
            stream.write(piece)
    part.replace(target)


def _tell(job: Mapping[str, Any], tell: Callable[[str, int, int], None]) -> None:
    progress = job["progress"]
    if progress["total"]:
        tell(progress["message"], progress["done"], progress["total"])
