"""What must be known of a record to decide who may do what with it?"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of records that have a pointer."""

    SIGHTING = "sighting"
    ENCOUNTER = "encounter"
    INDIVIDUAL = "individual"
    ASSET = "asset"
    ANNOTATION = "annotation"


class RecordState(StrEnum):
    """Where a record is on its way through review."""

    UNAPPROVED = "unapproved"
    APPROVED = "approved"
    UNIDENTIFIABLE = "unidentifiable"
    REJECTED = "rejected"


class Visibility(StrEnum):
    """Whether a record is for everybody once it is approved."""

    PUBLIC = "public"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Record:
    """One record, as far as access is concerned."""

    kind: Kind
    owner: uuid.UUID | None = None
    projects: frozenset[uuid.UUID] = field(default_factory=frozenset)
    submission: uuid.UUID | None = None
    visibility: Visibility = Visibility.PUBLIC
    state: RecordState = RecordState.UNAPPROVED
    citizen: bool = False
    """Sent in by somebody who may not approve."""

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC and self.state == RecordState.APPROVED
