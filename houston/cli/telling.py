"""How does a long command tell how far it is, and what it found?"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

TOLD_EVERY_SECONDS = 0.2  # on a terminal, where a line is written over
WRITTEN_EVERY_SECONDS = 10.0  # in a file, where each line stays
SIGNS = {"error": "error", "warning": "warning", "info": "note"}


class Teller:
    """Says steps and progress on standard error, and findings on standard output. Quiet, it says nothing."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._told_at = 0.0
        self._began: dict[str, float] = {}
        self._open_line = False

    def say(self, sentence: str) -> None:
        """A step begins."""
        if not self._quiet:
            self.end()
            click.echo(sentence, err=True)

    def tell(self, what: str, done: int, total: int) -> None:
        """How far a step is, with its rate and the time that is left."""
        now = time.monotonic()
        began = self._began.setdefault(what, now)
        pause = TOLD_EVERY_SECONDS if self._terminal else WRITTEN_EVERY_SECONDS
        if self._quiet or (now - self._told_at < pause and done < total):
            return
        self._told_at = now
        line = f"  {done} of {total}: {what}"
        if done and now - began > 1:
            rate = done / (now - began)
            line += f", {rate:.1f} a second, {(total - done) / rate:.0f} s left"
        click.echo(f"\r\033[K{line}" if self._terminal else line, err=True, nl=not self._terminal)
        self._open_line = self._terminal

    def out(self, line: str) -> None:
        """Something that was found."""
        if not self._quiet:
            click.echo(line)

    def end(self) -> None:
        """Ends the line that is being written over."""
        if self._open_line:
            click.echo("", err=True)
            self._open_line = False


def counted(number: int, thing: str) -> str:
    """So many of something: “1 row”, “2 rows”."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def faults_told(groups: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """A line a fault: where it is, what it says, what is suggested."""
    for group in groups:
        where = f"{_rows(group)}, {group['heading']}" if group.get("heading") else _rows(group)
        line = f"{SIGNS.get(group['severity'], group['severity'])}: {where}: {group['message']}"
        if group.get("suggestion"):
            line += f" → {group['suggestion']}"
        yield line


def files_told(files: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """A line a file that is not as it should be."""
    for file in files:
        reason = f": {file['reason']}" if file.get("reason") else ""
        yield f"file {file['status']}: {file['name']}{reason}"


def _rows(group: Mapping[str, Any]) -> str:
    rows = group["rows"]
    if not rows:
        return "sheet"
    listed = ", ".join(map(str, rows))
    more = group["count"] - len(rows)
    return f"row{'s' if group['count'] > 1 else ''} {listed}" + (
        f" and {more} more" if more > 0 else ""
    )
