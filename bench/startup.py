"""How long from `houston up` to a house that answers? With an empty data folder, and with one that is there already."""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.end_to_end.stack import Stack

BARE = "import flask, flask_restx, sqlalchemy, marshmallow, celery, alembic"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--runs", type=int, default=3, help="cold starts")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    first, again, bare = [], [], []
    for _ in range(arguments.runs):
        bare.append(_import_seconds())
        with tempfile.TemporaryDirectory() as folder:
            stack = Stack(Path(folder) / "data")
            first.append(_ready_seconds(stack))
            again.append(_ready_seconds(stack))
    return {
        "first_start_s": round(statistics.median(first), 2),
        "later_start_s": round(statistics.median(again), 2),
        "importing_the_libraries_once_s": round(statistics.median(bare), 2),
        "first_start_over_importing": round(statistics.median(first) / statistics.median(bare), 1),
        "slowest_s": round(max(first + again), 2),
    }


def _ready_seconds(stack: Stack) -> float:
    stack.start()
    found = re.search(r"Ready after ([\d.]+) s", stack.said())
    stack.stop()
    if found is None:
        raise RuntimeError("the house did not say when it was ready")
    return float(found[1])


def _import_seconds() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", BARE], check=True)
    return time.perf_counter() - began
