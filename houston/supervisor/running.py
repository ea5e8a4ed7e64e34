"""Which processes of this installation run, and where do they answer? A file in the data folder says so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class RunningProcess:
    """One process that the supervisor looks after."""

    pid: int
    address: str | None
    """Where it answers; workers have none."""


def write_running(data: Path, processes: Mapping[str, RunningProcess]) -> None:
    """Says which processes run now; a reader sees the old list or the new one."""
    file = _file(data)
    draft = file.with_suffix(".draft")
    document = {name: asdict(process) for name, process in processes.items()}
    draft.write_text(json.dumps(document, indent=1), encoding="ascii")
    draft.replace(file)


def read_running(data: Path) -> dict[str, RunningProcess]:
    """The processes by name; none where no supervisor runs."""
    try:
        document = json.loads(_file(data).read_text(encoding="ascii"))
    except FileNotFoundError:
        return {}
    return {name: RunningProcess(**process) for name, process in document.items()}


def forget_running(data: Path) -> None:
    """Nothing runs any more."""
    _file(data).unlink(missing_ok=True)


def _file(data: Path) -> Path:
    return data / "processes.json"
