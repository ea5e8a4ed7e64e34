"""Was the change made from the record as it is, and how does the record move on?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from edm.models.base import RecordColumns
from service_kit.clock import now
from service_kit.errors import Conflict


def refuse_outdated(
    record: RecordColumns, version: int, current: Callable[[], Mapping[str, Any]]
) -> None:
    """Raises `Conflict`, with the record as it is now, when it has moved on since that version."""
    if record.version != version:
        raise Conflict(
            "Somebody else changed this in the meantime. Look at the new version and try again.",
            extra={"current": current()},
        )


def touch(record: RecordColumns) -> None:
    """The record is another version from now on."""
    record.version += 1
    record.updated_at = now()
