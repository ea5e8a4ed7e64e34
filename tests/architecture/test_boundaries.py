"""Do the rooms of the house stay apart? Read from the code's own imports."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

MAY_NOT_IMPORT = {
    "houston": {"edm", "acm_wbia"},
    "edm": {"houston", "acm_wbia", "submissions"},
    "acm_wbia": {"houston", "edm", "submissions"},
    "acm_wbia/wbia": {
        "houston",
        "edm",
        "submissions",
        "service_kit",
        "sqlalchemy",
        "flask",
        "acm_wbia.acm",
    },
    "service_kit": {"houston", "edm", "acm_wbia", "submissions"},
    "submissions": {"houston", "edm", "acm_wbia", "service_kit", "flask", "sqlalchemy"},
}
HEAVY = ("torch", "cv2", "faiss", "pandas", "onnxruntime")


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("room", sorted(MAY_NOT_IMPORT))
def test_a_room_imports_nothing_from_the_rooms_it_must_not_know(room: str) -> None:
    forbidden = tuple(MAY_NOT_IMPORT[room])
    files = sorted((ROOT / room).rglob("*.py"))
    assert files, f"{room} holds no code"
    trespasses = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files
        for name in imports_of(path)
        if name in forbidden or name.startswith(tuple(f"{each}." for each in forbidden))
    ]
    assert trespasses == []


@pytest.mark.parametrize(
    "module", ["houston.app", "houston.tasks", "houston.cli", "edm.app", "acm_wbia.acm.app"]
)
def test_a_web_process_loads_no_heavy_library(module: str) -> None:
    code = f"import sys, {module}; print(*(set({HEAVY!r}) & set(sys.modules)))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert loaded.stdout.split() == []
