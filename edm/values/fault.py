"""What is wrong with a document? The findings are collected, each with the value it is about, cut to what can be shown."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from service_kit.errors import Fault, Severity

# A fault repeats the value it complains about; a pasted novel would drown the sentence.
MAX_SHOWN_TEXT = 200
# Of a list or object only this many members are repeated, and no deeper than this.
MAX_SHOWN_MEMBERS = 10
MAX_SHOWN_DEPTH = 3
# Browsers hold whole numbers exactly up to 2**53; larger ones are shown as text.
MAX_EXACT_INTEGER = 2**53 - 1


class FaultList:
    """Collects the findings of one document, in the order in which they were met."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []

    def add(
        self,
        pointer: str,
        code: str,
        message: str,
        value: Any = None,
        suggestion: str | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Note an error; ``details`` is what else the sentence names."""
        self.faults.append(Fault(pointer, code, message, shown(value), suggestion, details=details))

    def warn(
        self,
        pointer: str,
        code: str,
        message: str,
        value: Any = None,
        suggestion: str | None = None,
    ) -> None:
        """Note something that is worth a look and refuses nothing."""
        self.warnings.append(
            Fault(pointer, code, message, shown(value), suggestion, Severity.WARNING)
        )

    def __len__(self) -> int:
        return len(self.faults)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self.faults)


def shown(value: Any, depth: int = 0) -> Any:
    """``value`` as JSON can carry it and a person can read it: no NaN, nothing endless."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return (
            value if abs(value) <= MAX_EXACT_INTEGER else f"a number of {value.bit_length()} bits"
        )
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, str):
        # A lone surrogate (half of a broken emoji) cannot be sent as UTF-8.
        text = value[:MAX_SHOWN_TEXT].encode("utf-8", "replace").decode("utf-8")
        return text if len(value) <= MAX_SHOWN_TEXT else text + "…"
    if depth >= MAX_SHOWN_DEPTH:
        return "…"
    if isinstance(value, list | tuple):
        return [shown(member, depth + 1) for member in value[:MAX_SHOWN_MEMBERS]]
    if isinstance(value, dict):
        members = list(value.items())[:MAX_SHOWN_MEMBERS]
        return {shown(str(key), depth): shown(member, depth + 1) for key, member in members}
    return shown(str(value), depth)
