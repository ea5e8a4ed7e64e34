"""Pointers go, and come back, with the records that EDM has deleted or restored."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from houston.house import House
from houston.operations.pointer import mark_deleted, mark_restored

POINTED_AT = ("sightings", "encounters")
"""Individuals need no pointer: whoever may see one of their encounters may see them."""


def follow_deletion(house: House, gone: Mapping[str, Any]) -> None:
    """Marks what EDM says is gone, `{sightings, encounters, …}`. Repeating it changes nothing."""
    with house.database.write() as session:
        mark_deleted(session, _ids(gone))


def follow_restoration(house: House, returned: Mapping[str, Any]) -> None:
    """Marks what EDM says has returned as there again. Repeating it changes nothing."""
    with house.database.write() as session:
        mark_restored(session, _ids(returned))


def _ids(answer: Mapping[str, Any]) -> list[uuid.UUID]:
    return [uuid.UUID(each) for noun in POINTED_AT for each in answer[noun]]
