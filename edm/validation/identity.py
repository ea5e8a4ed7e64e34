"""Is every record of a document called by an id of its own?"""

from __future__ import annotations

from typing import Any

from edm.values import FaultList
from edm.values.basics import check_uuid


class IdRegister:
    """The ids of one document and where each was met first."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def check(self, value: Any, pointer: str, subject: str, faults: FaultList) -> str | None:
        """The UUID, unless it was met before."""
        if value is None:
            faults.add(pointer, "required", f"{subject} has no id.")
            return None
        found = check_uuid(value, pointer, f"{subject}'s id", faults)
        if found is None:
            return None
        first = self._seen.setdefault(found, pointer)
        if first != pointer:
            message = f"The id {found} is used twice: also at {first}."
            faults.add(pointer, "duplicate_id", message, value)
        return found
