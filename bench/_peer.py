"""How well and how fast does the reference of the field find the same animals in the same crops?

The reference is ibeis 2.6.0, HotSpotter as WB-IA runs it. Its pins are not ours, so it lives in an environment of its
own under the system's folder for temporary files, made by pip on first use, and answers through ``_ibeis_peer.py``.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from acm_wbia.wbia.accuracy import Outcome
from bench._crops import Crop

PACKAGE = "ibeis[headless]==2.6.0"

HOME = Path(tempfile.gettempdir()) / "codex-bench-ibeis"
"""The environment and, by what they hold, the databases; all of it can be thrown away."""

SCRIPT = Path(__file__).with_name("_ibeis_peer.py")


@dataclass(frozen=True)
class PeerAnswer:
    """One query's, best first."""

    query: int
    """Position of the picture that was asked for."""
    seconds: float
    individuals: tuple[str, ...]
    pictures: tuple[int, ...]


@dataclass(frozen=True)
class PeerAnswers:
    """Of one run over one set of pictures."""

    extraction_seconds: float
    """For all pictures together, measured when their features were made."""
    queries: tuple[PeerAnswer, ...]


def ask(pictures: Sequence[Mapping[str, Any]], queries: Sequence[int], run: int) -> PeerAnswers:
    """What ibeis answers; minutes for a few hundred pictures. Raises ``CalledProcessError`` where it fails.

    Its index is a forest of trees drawn at random and kept with the features, so each ``run`` has a database of its own.

    ``pictures`` have an absolute ``path``, a ``bbox`` (x, y, width, height), an ``individual``, a ``side`` and an
    ``encounter``; ``queries`` are positions among them.
    """
    python = _python()
    contents = hashlib.sha256(json.dumps(list(pictures)).encode()).hexdigest()[:16]
    folder = HOME / "databases" / f"{contents}-{run}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as exchange:
        asked, answered = Path(exchange, "asked.json"), Path(exchange, "answered.json")
        asked.write_text(
            json.dumps(
                {"folder": str(folder), "pictures": list(pictures), "queries": list(queries)}
            )
        )
        with (HOME / "log").open("w") as log:
            subprocess.run(
                [python, SCRIPT, asked, answered], check=True, stdout=log, stderr=subprocess.STDOUT
            )
        told = json.loads(answered.read_text())
    return PeerAnswers(
        told["extraction_seconds"],
        tuple(
            PeerAnswer(
                each["query"], each["seconds"], tuple(each["individuals"]), tuple(each["pictures"])
            )
            for each in told["queries"]
        ),
    )


def judge(crops: Sequence[Crop], answers: PeerAnswers) -> dict[int, Outcome]:
    """What the answers make of each query, as ``acm_wbia.wbia.accuracy`` reckons it, in their order."""
    return {answer.query: _outcome(crops, answer) for answer in answers.queries}


def _outcome(crops: Sequence[Crop], answer: PeerAnswer) -> Outcome:
    asked = crops[answer.query].row
    right = {
        number
        for number, crop in enumerate(crops)
        if (crop.row.individual, crop.row.side) == (asked.individual, asked.side)
        and crop.row.encounter != asked.encounter
    }
    names = answer.individuals
    place = names.index(asked.individual) if asked.individual in names else float("inf")
    hits = np.array([picture in right for picture in answer.pictures], dtype=bool)
    so_far = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return Outcome(answer.query, place, float(so_far[hits].sum() / max(len(right), 1)))


def _python() -> Path:
    """The interpreter of ibeis's own environment, made where it is missing."""
    python = HOME / "bin" / "python"
    done = HOME / "installed"
    if not done.exists():
        subprocess.run([sys.executable, "-m", "venv", HOME], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", PACKAGE], check=True)
        done.touch()
    return python
