"""How long does it take to check a sheet, over reading that very CSV with pandas as text, in the same run?

The sheet has forty columns. EDM runs as a process of its own and is asked over HTTP, in blocks, as Houston asks it.
Counted is everything from the columns in memory to the faults in memory: encoding, JSON both ways, and checking.
"""

from __future__ import annotations

import argparse
import base64
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from bench._memory import answering, peak_memory
from bench._sheets import write_sheet
from service_kit.scope import SYSTEM_SCOPE
from service_kit.secret_files import SecretFiles
from service_kit.tokens import TokenSigner
from tests.end_to_end.stack import _free_ports

ROOT = Path(__file__).parents[1]
BLOCK = 50_000
PATIENCE_SECONDS = 60
MEGABYTE = 1024 * 1024
# Of short measurements the middle of several; a long one is not disturbed by a moment.
REPEATS = {1_000: 9, 10_000: 5, 50_000: 3}

Columns = list[tuple[str, Any]]  # heading and the texts of all rows, as an object array
Check = Callable[[Columns], list[dict[str, Any]]]
"""Checks a sheet through some door, and gives its faults."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000, 50_000, 500_000])


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, _edm(Path(folder)) as (door, process):
        door(_columns(pd.DataFrame({"Encounter.year": ["2015"]})))  # the first sheet loads pandas
        return {
            f"{rows} rows": _measured(Path(folder) / "sheet.csv", rows, door, process)
            for rows in arguments.rows
        }


def _measured(path: Path, rows: int, check: Check, process: int) -> dict[str, Any]:
    """The figures of one sheet, through one door, with the memory of one process."""
    write_sheet(path, rows)
    reading, checking = [], []
    faults: list[dict[str, Any]] = []
    with peak_memory(process) as peak:
        for _ in range(REPEATS.get(rows, 1)):
            began = time.perf_counter()
            frame = pd.read_csv(path, dtype=str)
            reading.append(time.perf_counter() - began)
            columns = _columns(frame)
            began = time.perf_counter()
            faults = check(columns)
            checking.append(time.perf_counter() - began)
    read, checked = statistics.median(reading), statistics.median(checking)
    return {
        "over_pandas_reading": round(checked / read, 2),
        "pandas_reads_s": round(read, 3),
        "edm_checks_s": round(checked, 3),
        "rows_per_second": round(rows / checked),
        "faults": len(faults),
        "edm_peak_mb": round(peak[0] / MEGABYTE),
    }


def _columns(frame: pd.DataFrame) -> Columns:
    texts = frame.astype(object).where(frame.notna(), None)
    return [(str(name), texts[name].to_numpy()) for name in frame.columns]


class EdmDoor:
    """Checks sheets as Houston does: columns dictionary encoded, in blocks, then what holds across the sheet."""

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        self._token = token

    def __call__(self, columns: Columns) -> list[dict[str, Any]]:
        headings = [heading for heading, _ in columns]
        known = self._post("/sheets/columns", {"headings": headings})["columns"]
        rows = len(columns[0][1])
        faults = []
        for first in range(0, rows, BLOCK):
            last = min(first + BLOCK, rows)
            faults += self._check(columns, known, first, last, "all" if rows <= BLOCK else "rows")
        if rows > BLOCK:
            across = [column for column in known if column["binds_sheet"]]
            faults += self._check(columns, across, 0, rows, "keys")
        return faults

    def _check(
        self, columns: Columns, known: list[dict[str, Any]], first: int, last: int, checks: str
    ) -> list[dict[str, Any]]:
        block = {
            "columns": [
                {
                    "index": column["index"],
                    "heading": column["heading"],
                    "target": column["target"],
                    "values": _encoded(columns[column["index"]][1][first:last]),
                }
                for column in known
            ],
            "rows": {"first": first + 2, "count": last - first},
            "options": {"checks": checks},
        }
        return list(self._post("/sheets/validate", block)["faults"])

    def _post(self, path: str, document: Any) -> Any:
        body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self._port)
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        connection.request("POST", f"/edm/v1{path}", body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        if answer.status >= 400:
            raise RuntimeError(f"{path}: {answer.status} {content[:400]!r}")
        return json.loads(content)


def _encoded(values: Any) -> Any:
    """Dictionary encoded, as far as that is shorter."""
    codes, distinct = pd.factorize(values, use_na_sentinel=False)
    if len(distinct) * 2 > len(values):
        return values.tolist()
    texts = [None if pd.isna(value) else value for value in distinct]
    width = "<u2" if len(texts) <= 0xFFFF else "<u4"
    return {"distinct": texts, "codes": base64.b64encode(codes.astype(width)).decode()}


@contextmanager
def _edm(folder: Path) -> Iterator[tuple[EdmDoor, int]]:
    """EDM as a process of its own, and the process that answers."""
    (port,) = _free_ports(1)
    environment = {
        **os.environ,
        "HOUSTON_DATA": str(folder),
        "EDM_DATA": str(folder),
        "EDM_PORT": str(port),
        "EDM_LOG_LEVEL": "WARNING",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "edm", "serve", "--migrate"], cwd=ROOT, env=environment
    )
    try:
        _wait_for(port)
        token = TokenSigner(SecretFiles(folder / "secrets"), "houston").sign(
            "edm", SYSTEM_SCOPE, "bench"
        )
        yield EdmDoor(port, token), answering(process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/edm/v1/openapi.json")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        if time.monotonic() > until:
            raise RuntimeError("EDM did not start")
        time.sleep(0.1)
