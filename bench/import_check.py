"""How long is it from an uploaded sheet to all of its faults, over reading that very CSV with pandas as text, in the same run?

The whole house runs, as `houston up` runs it. Counted is what a researcher waits for once the upload has ended: reading the
sheet, recognising its columns, checking every cell in EDM, and keeping the faults; and again a check of all cells by itself.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pandas as pd

from bench._memory import answering, peak_memory
from bench._sheets import write_sheet
from houston.client.api import CodexClient
from houston.client.uploads import from_path, send_file
from tests.end_to_end.stack import Stack

LOOK_AGAIN_SECONDS = 0.02  # a hundredth of the shortest time that is measured
MEGABYTE = 1024 * 1024
# Of short measurements the middle of several; a long one is not disturbed by a moment.
REPEATS = {1_000: 5, 10_000: 3}
PROCESSES = {"edm": "edm", "houston_worker": "houston-bulk", "houston": "houston"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000, 50_000, 500_000])


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder) / "data", HOUSTON_LOG_LEVEL="WARNING", EDM_LOG_LEVEL="WARNING")
        stack.start()
        try:
            client = stack.user("researcher@example.org", "researcher")
            _import_of(client, Path(folder) / "first.csv", 100)  # loads what is loaded once
            return {
                f"{rows} rows": _measured(stack, client, Path(folder) / f"{rows}.csv", rows)
                for rows in arguments.rows
            }
        finally:
            stack.stop()


def _measured(stack: Stack, client: CodexClient, path: Path, rows: int) -> dict[str, Any]:
    reading, whole, checks = [], [], []
    found: dict[str, Any] = {}
    pids = stack.processes()
    with ExitStack() as watching:
        peaks = {
            shown: watching.enter_context(peak_memory(answering(pids[name])))
            for shown, name in PROCESSES.items()
        }
        for _ in range(REPEATS.get(rows, 1)):
            found, seconds = _import_of(client, path, rows)
            whole.append(seconds)
            began = time.perf_counter()
            pd.read_csv(path, dtype=str)
            reading.append(time.perf_counter() - began)
            checks.append(_check_again(client, found["id"]))
            client.wait_for_job(client.call("POST", f"/bulk-imports/{found['id']}/remove")["id"])
    read = statistics.median(reading)
    return {
        "whole_over_pandas_reading": round(statistics.median(whole) / read, 2),
        "check_over_pandas_reading": round(statistics.median(checks) / read, 2),
        "pandas_reads_s": round(read, 3),
        "whole_s": round(statistics.median(whole), 3),
        "check_s": round(statistics.median(checks), 3),
        "errors": found["counts"]["error"],
        **{f"{shown}_peak_mb": round(peak[0] / MEGABYTE) for shown, peak in peaks.items()},
    }


def _import_of(client: CodexClient, path: Path, rows: int) -> tuple[dict[str, Any], float]:
    """A new import of a sheet of so many rows once it is checked, and the seconds since its upload had ended."""
    write_sheet(path, rows)
    opened = client.call("POST", "/bulk-imports", json={"name": path.name})
    file = send_file(client, opened["id"], from_path(path, purpose="sheet"))
    began = time.perf_counter()
    client.call("POST", f"/bulk-imports/{opened['id']}/sheet", json={"file": file})
    return _checked(client, opened["id"]), time.perf_counter() - began


def _check_again(client: CodexClient, import_id: str) -> float:
    """The seconds of a check of every cell: one cell is changed, so that nothing is known already."""
    revision = client.call("GET", f"/bulk-imports/{import_id}")["revision"]
    change = {"revision": revision, "changes": [{"row": 2, "column": 0, "value": "another.jpg"}]}
    began = time.perf_counter()
    client.call("PATCH", f"/bulk-imports/{import_id}/rows", json=change)
    _checked(client, import_id)
    return time.perf_counter() - began


def _checked(client: CodexClient, import_id: str) -> dict[str, Any]:
    while True:
        found: dict[str, Any] = client.call("GET", f"/bulk-imports/{import_id}")
        if found["sheet"]["state"] == "failed":
            raise RuntimeError(found["sheet"]["reason"])
        current = found["checked_revision"] == found["revision"] and not found["checking"]
        if found["sheet"]["state"] == "ready" and current:
            return found
        time.sleep(LOOK_AGAIN_SECONDS)
