"""How fast does an import become records, and what do others notice of it meanwhile?

The whole house runs, on SQLite or on PostgreSQL. A sheet with as many rows as pictures is sent and committed as `houston import`
does it; meanwhile another user reads a page of encounters again and again, and sends in a single photo. Counted for the
commit is everything from the call until the records can be seen; finding animals in the pictures comes after that. Then the
records are downloaded as a sheet, removed, and brought back, while the other user goes on reading.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from houston.client.api import CodexClient
from houston.client.bulk_import import BulkImporter, Wishes
from houston.client.import_plan import plan_import
from tests.end_to_end.importing import small_picture
from tests.end_to_end.stack import Stack
from tests.houston.sending import picture

SERVICES = ("HOUSTON", "EDM", "ACM")
READ_AGAIN_SECONDS = 0.05
PHOTOS_OF_A_CAMERA = 60
SIDE = 1_600  # pixels; some hundred kilobytes, as a phone sends them after shrinking
HEADINGS = (
    "Encounter.mediaAsset0,Encounter.genus,Encounter.specificEpithet,Encounter.year,Encounter.month,"
    "Encounter.day,Encounter.decimalLatitude,Encounter.decimalLongitude,MarkedIndividual.individualID"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument(
        "--databases", nargs="+", choices=("sqlite", "postgresql"), default=["sqlite", "postgresql"]
    )
    parser.add_argument(
        "--postgresql",
        default=os.environ.get(
            "CODEX_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/postgres"
        ),
        help="where databases may be made and dropped",
    )


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for database in arguments.databases:
        with tempfile.TemporaryDirectory() as folder, _databases(database, arguments) as urls:
            stack = Stack(
                Path(folder) / "data", HOUSTON_LOG_LEVEL="WARNING", EDM_LOG_LEVEL="WARNING", **urls
            )
            stack.start()
            try:
                figures[database] = _measured(stack, Path(folder), arguments.rows)
            finally:
                stack.stop()
    return figures


@contextmanager
def _databases(kind: str, arguments: argparse.Namespace) -> Iterator[dict[str, str]]:
    """The settings that name a database of its own for each service."""
    if kind == "sqlite":
        yield {}
        return
    names = {service: f"codex_bench_{service.lower()}_{os.getpid()}" for service in SERVICES}
    server = arguments.postgresql.rsplit("/", 1)[0]
    with psycopg.connect(arguments.postgresql, autocommit=True) as connection:
        for name in names.values():
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield {f"{service}_DATABASE_URL": f"{server}/{name}" for service, name in names.items()}
        finally:
            for name in names.values():
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _measured(stack: Stack, folder: Path, sizes: list[int]) -> dict[str, Any]:
    researcher = stack.user("researcher@example.org", "researcher")
    other = stack.user("other@example.org", "contributor")
    sender = CodexClient(stack.url, other.token)
    _send_one(other, "warm")  # loads what is loaded once
    figures: dict[str, Any] = {"upload_over_copying": _upload_ratio(researcher, folder)}
    for rows in sizes:
        alone = _send_one(other, f"alone {rows}")
        figures[f"{rows} rows"] = {
            **_import_of(researcher, other, sender, folder, rows),
            "single_photo_alone_s": round(alone, 2),
        }
    return figures


def _import_of(
    researcher: CodexClient, other: CodexClient, sender: CodexClient, folder: Path, rows: int
) -> dict[str, Any]:
    sheet, photos = _season(folder, rows)
    importer = BulkImporter(researcher, lambda said: None, lambda said, done, total: None)
    began = time.perf_counter()
    found = importer.prepare(plan_import(sheet, [photos]), Wishes())
    prepared = time.perf_counter() - began
    if found["counts"]["error"]:
        raise RuntimeError(importer.faults(found)[:3])
    with _Others(other, sender, rows) as others:
        began = time.perf_counter()
        done = importer.commit(found)
        committed = time.perf_counter() - began
    if done["encounters"] != rows:
        raise RuntimeError(f"{done['encounters']} of {rows} records: {done['reason']}")
    return {
        "sent_and_checked_s": round(prepared, 1),
        "photos_sent_per_second": round(rows / prepared),
        "committed_s": round(committed, 1),
        "encounters_per_second": round(rows / committed),
        "photos_per_second": round(rows / committed),
        "others_requests": len(others.seconds),
        "others_median_request_s": round(sorted(others.seconds)[len(others.seconds) // 2], 3),
        "others_longest_request_s": round(max(others.seconds), 3),
        "single_photo_meanwhile_s": round(others.photo, 2),
        **_afterwards(researcher, other, importer, found, folder),
    }


def _afterwards(
    researcher: CodexClient,
    other: CodexClient,
    importer: BulkImporter,
    found: dict[str, Any],
    folder: Path,
) -> dict[str, Any]:
    """What is done with an import once its records are there, each while somebody else reads."""
    path = f"/bulk-imports/{found['id']}"
    steps: dict[str, Callable[[], object]] = {
        "downloaded": lambda: importer.save_sheet(found, "rows", folder / f"{found['id']}.xlsx"),
        "removed": lambda: _job_done(researcher, f"{path}/remove"),
        "restored": lambda: _job_done(researcher, f"{path}/restore"),
    }
    figures: dict[str, Any] = {}
    for step, take in steps.items():
        with _Others(other) as others:
            began = time.perf_counter()
            take()
            figures[f"{step}_s"] = round(time.perf_counter() - began, 1)
        figures[f"{step}, others_longest_request_s"] = round(max(others.seconds), 3)
    return figures


def _job_done(client: CodexClient, path: str) -> None:
    """Has a job done that is asked for there."""
    job = client.wait_for_job(client.call("POST", path)["id"])
    if job["state"] != "done":
        raise RuntimeError(f"{path}: {job['reason']}")


class _Others:
    """While it is entered, somebody else reads a page again and again; a sender sends in one photo."""

    def __init__(
        self, client: CodexClient, sender: CodexClient | None = None, rows: int = 0
    ) -> None:
        self._client = client
        self._rows = rows
        self._over = threading.Event()
        self.seconds: list[float] = []
        self.photo = 0.0
        self._threads = [threading.Thread(target=self._read)]
        if sender is not None:
            self._threads.append(threading.Thread(target=self._send, args=(sender,)))

    def __enter__(self) -> _Others:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        while True:
            began = time.perf_counter()
            self._client.call("GET", "/encounters", params={"limit": 20})
            self.seconds.append(time.perf_counter() - began)
            if self._over.wait(READ_AGAIN_SECONDS):
                return

    def _send(self, sender: CodexClient) -> None:
        self.photo = _send_one(sender, f"meanwhile {self._rows}")


def _send_one(client: CodexClient, name: str) -> float:
    """The seconds from opening a report of one photo to its animal waiting for review."""
    sighting = {
        "species": "equus_quagga",
        "time": {"year": 2024, "month": 6, "source": "entered"},
        "location": {"latitude": -1.4, "longitude": 35.1, "source": "entered"},
        "encounters": [{"assets": ["one.jpg"]}],
    }
    began = time.perf_counter()
    report = client.submit([sighting], {"one.jpg": picture(hash(name) % 2**32)}, key=name)
    client.wait_for_submission(report)
    return time.perf_counter() - began


def _season(folder: Path, rows: int) -> tuple[Path, Path]:
    """A sheet of so many rows, and a folder with a picture for each."""
    photos = folder / f"photos-{rows}"
    photos.mkdir()
    lines = [HEADINGS]
    for number in range(rows):
        (photos / f"IMG_{number:06d}.jpg").write_bytes(small_picture(f"{rows}-{number}"))
        lines.append(
            f"IMG_{number:06d}.jpg,Equus,quagga,2019,{1 + number % 12},{1 + number % 28},"
            f"{-1 - number % 1000 / 1000:.3f},{35 + number % 700 / 1000:.3f},Z-{rows}-{number // 3}"
        )
    sheet = folder / f"season-{rows}.csv"
    sheet.write_text("\n".join(lines))
    return sheet, photos


def _upload_ratio(client: CodexClient, folder: Path) -> float:
    """Sending a camera's photos, with their hashes and their checks, over copying the same files."""
    camera = folder / "camera"
    camera.mkdir()
    for number in range(PHOTOS_OF_A_CAMERA):
        (camera / f"{number}.jpg").write_bytes(picture(number, (SIDE, SIDE), quality=95))
    began = time.perf_counter()
    shutil.copytree(camera, folder / "copied")
    os.sync()
    copying = time.perf_counter() - began
    importer = BulkImporter(client, lambda said: None, lambda said, done, total: None)
    sheet = folder / "camera.csv"
    sheet.write_text(
        "Encounter.genus,Encounter.specificEpithet,Encounter.year\nEquus,quagga,2019\n"
    )
    began = time.perf_counter()
    importer.prepare(plan_import(sheet, [camera]), Wishes())
    return round((time.perf_counter() - began) / copying, 1)
