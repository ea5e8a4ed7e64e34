"""How far is a sheet on its way to becoming records? What it says lies in files; here is what is known of it."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from houston.models.base import Base
from service_kit.clock import now
from service_kit.database import JsonDocument, UtcDateTime
from service_kit.identity import new_id


class SheetState(StrEnum):
    """`none → reading → ready`, or `failed` with a reason."""

    NONE = "none"
    READING = "reading"
    READY = "ready"
    FAILED = "failed"


class BulkImport(Base):
    """What a submission of kind bulk has besides files: a sheet, its mapping, its edits and its last check."""

    __tablename__ = "bulk_imports"

    id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("submissions.id", ondelete="CASCADE"), primary_key=True
    )
    """The submission's id."""
    name: Mapped[str] = mapped_column(String(200), default="")
    options: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    """How dates and numbers are meant, and what holds where the sheet says nothing; EDM understands them."""

    sheet_state: Mapped[str] = mapped_column(String(16), default=SheetState.NONE)
    sheet_reason: Mapped[str | None] = mapped_column(Text)
    sheet_file: Mapped[uuid.UUID | None]
    """The uploaded file that the sheet was read from."""
    sheet_name: Mapped[str | None] = mapped_column(Text)
    worksheet: Mapped[str | None] = mapped_column(Text)
    worksheets: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    cells: Mapped[str | None] = mapped_column(String(32))
    """Which of the folders of cells holds the sheet."""
    row_count: Mapped[int] = mapped_column(default=0)
    column_count: Mapped[int] = mapped_column(default=0)
    generator: Mapped[str | None] = mapped_column(String(100))
    columns: Mapped[list[dict[str, Any]]] = mapped_column(JsonDocument, default=list, deferred=True)
    """As EDM recognised them, with the number of filled cells and samples."""
    chosen: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict, deferred=True)
    """What people mapped: the target (or null) by the column's index, as text."""
    mapping_name: Mapped[str | None] = mapped_column(String(200))
    """The saved mapping that was applied."""

    revision: Mapped[int] = mapped_column(default=0)
    """Counts every change of the sheet, its mapping and its edits."""
    edits_applied: Mapped[int] = mapped_column(default=0)
    """How many of the kept edits hold; those behind were undone and can be done again."""
    checked_revision: Mapped[int | None]
    counts: Mapped[dict[str, int]] = mapped_column(JsonDocument, default=dict)
    """Faults of the last check by severity."""
    faults: Mapped[str | None] = mapped_column(String(32))
    """Which of the folders of faults holds those of the last check."""
    file_counts: Mapped[dict[str, int]] = mapped_column(JsonDocument, default=dict)
    matches: Mapped[str | None] = mapped_column(String(32))
    """Which of the folders of matches says which row names which file."""
    files_changed: Mapped[int] = mapped_column(default=0)
    """Counts files that came or went."""
    files_matched: Mapped[int | None]
    """How many had come and gone at the last check."""
    work: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("jobs.id"))
    """The reading or checking that is going on, or was last."""
    removal: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("jobs.id"))
    """The job that removes it or brings it back, or was the last to."""

    began_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the present commit began."""
    cancelling: Mapped[bool] = mapped_column(default=False)
    publishing: Mapped[bool] = mapped_column(default=False)
    """From here on there is no way back but removal."""
    staged: Mapped[int] = mapped_column(default=0)
    """How many batches EDM has made, not yet to be seen."""
    noted: Mapped[int] = mapped_column(default=0)
    """How many batches of records Houston has noted."""
    requested: Mapped[int] = mapped_column(default=0)
    """For how many pictures detection was asked for."""
    individuals: Mapped[int] = mapped_column(default=0)
    """How many came of it, as EDM said when they were published."""


class BulkEdit(Base):
    """One change of some cells, which one undo takes back."""

    __tablename__ = "bulk_edits"

    import_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("bulk_imports.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """1 is the first."""
    document: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    """`{cells: [[row, column, value], …]}`, or `{column, from, to}` for every row with this value."""
    by: Mapped[uuid.UUID | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class SavedMapping(Base):
    """What the columns of a kind of sheet mean, for the next sheet of that kind."""

    __tablename__ = "saved_mappings"
    __table_args__ = (Index("uq_saved_mappings_owner_name", "owner", "name", unique=True),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    owner: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(String(200))
    targets: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    """The target, or null for a column that is kept word for word, by heading."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
