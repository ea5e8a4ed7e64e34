"""Which line of which configuration file is wrong, and what became of it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class ConfigFault:
    """One thing that is wrong with a configuration file."""

    file: str  # its name, without the folder
    line: int | None  # counted from 1; none when the file itself is missing or unreadable
    column: int | None
    code: str  # "syntax", "unknown_key", "missing", "wrong_value", "in_use", "broken_base", "unreadable"
    message: str  # a sentence for the person who edits the file
    kept: bool = False  # whether an earlier good version of it remains in use

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}, line {self.line}"
        kept = " The last good version stays in use." if self.kept else ""
        return f"{where}: {self.message}{kept}"

    def as_dict(self) -> dict[str, Any]:
        """The fault as JSON, for the page that shows an administrator what to mend."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "code": self.code,
            "message": self.message,
            "kept": self.kept,
        }
