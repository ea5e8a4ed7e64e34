"""What do all of Houston's tables share?"""

from __future__ import annotations

from sqlalchemy.orm import DeclarativeBase

from service_kit.database import metadata_with_names


class Base(DeclarativeBase):
    metadata = metadata_with_names()
