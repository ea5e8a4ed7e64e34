"""What does keeping a submission in git cost over plainly copying its files?

Files that do not compress, as photos do not, are copied and stored in turns, and all ways wait until
the bytes are on the disk. Allowed: 2.5 times the time and 1.1 times the space. After an upload the
SHA-256 of every file is known; where it is not, storing computes it on the way.
"""

import argparse
import os
import shutil
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from submissions import IncomingFile, Person, SubmissionStore
from submissions.durability import sync_paths
from submissions.manifest import digest

MEGABYTE = 1_000_000

AUTHOR = Person("A bench", "bench@example.org")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--megabytes", type=int, default=500, help="size of the submission")
    parser.add_argument("--file-megabytes", type=int, default=5, help="size of each of its files")
    parser.add_argument("--runs", type=int, default=7, help="turns; the median counts")
    parser.add_argument(
        "--folder", type=Path, help="where to write; needs room for three times the size"
    )


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Measure in a folder of its own, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="storing-", dir=args.folder) as folder:
        return _measure(Path(folder), args.megabytes, args.file_megabytes, args.runs)


def _measure(folder: Path, megabytes: int, file_megabytes: int, runs: int) -> dict[str, Any]:
    files = _write_files(folder / "uploaded", megabytes, file_megabytes)
    checked = [replace(file, sha256=digest(file.path.read_bytes())) for file in files]
    store = SubmissionStore(folder / "store")
    ways: dict[str, Callable[[str], object]] = {
        "copying": lambda _: _copy(files, folder / "copy"),
        "storing": lambda submission: _store(store, submission, checked),
        "storing and hashing": lambda submission: _store(store, submission, files),
    }
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    for way in [*ways] * runs:
        submission = str(uuid.uuid4())
        os.sync()
        start = time.perf_counter()
        ways[way](submission)
        seconds[way].append(time.perf_counter() - start)
        if store.exists(submission):
            space = _disk_space(folder / "store")
            last = len(seconds[way]) == runs
            problems = store.verify(submission) if last else []
            if problems:
                raise RuntimeError(f"what was stored is not sound: {problems[0].message}")
            store.remove(submission)
        else:
            shutil.rmtree(folder / "copy")
    medians = {way: statistics.median(times) for way, times in seconds.items()}
    return {
        "megabytes": megabytes,
        "files": len(files),
        "runs": runs,
        **{f"{way}, seconds": median for way, median in medians.items()},
        "time ratio": medians["storing"] / medians["copying"],
        "time ratio, hashing too": medians["storing and hashing"] / medians["copying"],
        "time ratio allowed": 2.5,
        "disk ratio": space / _disk_space(folder / "uploaded"),
        "disk ratio allowed": 1.1,
    }


def _write_files(folder: Path, megabytes: int, file_megabytes: int) -> Sequence[IncomingFile]:
    folder.mkdir()
    files = []
    for number in range(max(1, megabytes // file_megabytes)):
        path = folder / f"IMG_{number:04}.JPG"
        path.write_bytes(os.urandom(file_megabytes * MEGABYTE))
        files.append(IncomingFile(str(uuid.uuid4()), path, path.name, "image/jpeg"))
    return files


def _copy(files: Sequence[IncomingFile], target: Path) -> None:
    target.mkdir()
    for file in files:
        copy = target / file.name
        shutil.copyfile(file.path, copy)
        sync_paths([copy])
    sync_paths([target])


def _store(store: SubmissionStore, submission: str, files: Sequence[IncomingFile]) -> None:
    store.store(submission, {"sightings": []}, files, AUTHOR, "As uploaded", datetime.now(UTC))


def _disk_space(folder: Path) -> int:
    """Bytes that the disk gives away for the folder, block by block, as `du` counts them."""
    return sum(path.lstat().st_blocks * 512 for path in [folder, *folder.rglob("*")])
