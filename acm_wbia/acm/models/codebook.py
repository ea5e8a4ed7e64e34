"""How are the features of a large catalogue sorted, so that a search over any part of it is ready in a moment?"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from acm_wbia.acm.models.base import Base
from service_kit.clock import now
from service_kit.database import UtcDateTime


class CodebookRow(Base):
    """The centres of the lists for catalogues of one order of size. Made once and never changed."""

    __tablename__ = "codebooks"

    extraction: Mapped[str] = mapped_column(String(64), primary_key=True)
    generation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Catalogues of generation g have up to 4^g times as many features as are searched exactly."""
    centres: Mapped[bytes] = mapped_column(LargeBinary)
    """`(lists, length of a descriptor) uint8`, row by row."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class FeatureLists(Base):
    """The list of each feature of one annotation: a stretch of a feature file, two bytes a feature."""

    __tablename__ = "feature_lists"
    __table_args__ = (
        ForeignKeyConstraint(
            ["annotation_id", "extraction"],
            ["feature_sets.annotation_id", "feature_sets.extraction"],
            ondelete="CASCADE",
        ),
    )

    annotation_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    extraction: Mapped[str] = mapped_column(String(64), primary_key=True)
    generation: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    segment: Mapped[str] = mapped_column(String(64))
    offset: Mapped[int] = mapped_column(BigInteger)
    length: Mapped[int] = mapped_column(BigInteger)
