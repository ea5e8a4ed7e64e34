"""How do the figures of one run become one section of the page, leaving the others as they are?

A section lies between ``<!-- NAME -->`` and ``<!-- /NAME -->``. Everything outside is kept as it is.
"""

import os
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "RESULTS.md"

HEADING = (
    "# Measured\n\n"
    "Every section is written by the command it shows. Times depend on the machine; ratios travel better.\n"
)


def flat(figures: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """The figures as (label, value) rows; nested names are joined by ' · '."""
    for key, value in figures.items():
        label = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from flat(value, f"{label} · ")
        elif isinstance(value, float):
            yield label, f"{value:.4g}"
        else:
            yield label, str(value)


def rewrite_section(page: Path, name: str, command: str, figures: Mapping[str, Any]) -> None:
    """Replace the section ``name`` of ``page``, or append it; creates the page when it is missing."""
    text = page.read_text(encoding="utf-8") if page.exists() else HEADING
    section = _section(name, command, figures)
    pattern = re.compile(
        rf"<!-- {re.escape(name)} -->\n.*?<!-- /{re.escape(name)} -->\n", flags=re.DOTALL
    )
    if pattern.search(text):
        text = pattern.sub(lambda _: section, text, count=1)
    else:
        text = f"{text.rstrip()}\n\n{section}"
    page.write_text(text, encoding="utf-8")


def _section(name: str, command: str, figures: Mapping[str, Any]) -> str:
    rows = "\n".join(f"| {label} | {value} |" for label, value in flat(figures))
    today = datetime.now(tz=UTC).date().isoformat()
    return (
        f"<!-- {name} -->\n## {name}\n\n`{command}`  \n{today}, {os.cpu_count()} cores\n\n"
        f"| Figure | Value |\n|---|---|\n{rows}\n<!-- /{name} -->\n"
    )
