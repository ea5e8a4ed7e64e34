"""What is wrong with a sheet: each fault once, with all the rows that have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from edm.values import Fault
from edm.values.fault import shown

if TYPE_CHECKING:
    from edm.sheets.columns import SheetColumn

Rows = NDArray[np.intp]

ERROR, WARNING, INFO = "error", "warning", "info"


def _sendable(text: str) -> str:
    """Sentences repeat what a cell says, and half of a broken emoji cannot be sent."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


class Findings:
    """Collects the faults of a block. Rows are positions here, and numbers of the sheet in the answer."""

    def __init__(self) -> None:
        self._groups: list[tuple[dict[str, Any], Rows]] = []
        self.errors = 0

    def add(
        self,
        code: str,
        message: str,
        columns: Sequence[SheetColumn],
        rows: Iterable[int] | Rows,
        *,
        severity: str = ERROR,
        value: Any = None,
        suggestion: str | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Note one fault and the positions of the rows that have it."""
        at = np.sort(
            np.asarray(rows if isinstance(rows, np.ndarray) else list(rows), dtype=np.intp)
        )
        if severity == ERROR:
            self.errors += 1
        group = {
            "code": code,
            "severity": severity,
            "columns": [column.index for column in columns],
            "target": columns[0].name if columns else None,
            "value": shown(value),
            "message": _sendable(message),
            "suggestion": None if suggestion is None else _sendable(suggestion),
            "details": dict(details or {}),
        }
        self._groups.append((group, at))

    def add_fault(
        self,
        fault: Fault,
        columns: Sequence[SheetColumn],
        rows: Iterable[int] | Rows,
        value: Any = None,
    ) -> None:
        """Note what the rules of the form found; ``value`` is what the cell says."""
        self.add(
            fault.code, fault.message, columns, rows,
            severity=str(fault.severity), value=value, suggestion=fault.suggestion,
            details=fault.details,
        )  # fmt: skip

    def as_list(self, numbers: NDArray[np.int64]) -> list[dict[str, Any]]:
        """All faults, those of the first rows first, with the rows' numbers in the sheet."""
        ordered = sorted(self._groups, key=lambda each: int(each[1][0]) if len(each[1]) else -1)
        return [{**group, "rows": numbers[rows].tolist()} for group, rows in ordered]
