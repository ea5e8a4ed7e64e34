"""What does one fault in somebody's data look like?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """Refuses the document."""
    WARNING = "warning"
    """Only asks to look again."""
    INFO = "info"
    """Says what was done with what was sent."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, at one place."""

    pointer: str
    """JSON pointer (RFC 6901) into the document that was sent."""
    code: str
    """A word for programs; listed in `docs/errors.md`."""
    message: str
    """A sentence for a field worker."""
    value: Any = None
    """What was found there."""
    suggestion: Any = None
    """What was probably meant."""
    severity: str = Severity.ERROR
    """One of `Severity`; as text, since it may come from another service."""
    row: int | None = None
    """Row of the sheet, the header being row 1."""
    column: str | None = None
    """Column of the sheet, by its header."""
    details: Mapping[str, Any] | None = None
    """What else the sentence names, such as `least` and `most`, for who says it in another language."""

    def as_dict(self) -> dict[str, Any]:
        """For JSON; row, column, suggestion and details only where there is one."""
        document: dict[str, Any] = {
            "pointer": self.pointer,
            "code": self.code,
            "message": self.message,
            "value": self.value,
            "severity": str(self.severity),
        }
        for name in ("suggestion", "row", "column", "details"):
            if (value := getattr(self, name)) is not None:
                document[name] = value
        return document


def escape(key: object) -> str:
    """One key or index as a step of a JSON pointer."""
    return str(key).replace("~", "~0").replace("/", "~1")


def pointer_to(*steps: str | int) -> str:
    """The JSON pointer made of these keys and indices."""
    return "".join(f"/{escape(step)}" for step in steps)
