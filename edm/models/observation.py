"""What do sightings and encounters both say: of which species, when and where?"""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import Mapped, mapped_column


class ObservationColumns:
    """Species, time and place.

    An encounter holds these for itself, copied from its sighting where it gives none of its own, so that
    a search looks at one table. The three dates derived from the time are there for searching and sorting only.
    """

    species: Mapped[str]

    year: Mapped[int | None]
    month: Mapped[int | None]
    day: Mapped[int | None]
    hour: Mapped[int | None]
    minute: Mapped[int | None]
    second: Mapped[int | None]
    utc_offset: Mapped[str | None]
    zone: Mapped[str | None]
    time_source: Mapped[str | None]
    earliest: Mapped[date | None]
    """First day that it can have been."""
    latest: Mapped[date | None]
    """Last day that it can have been."""
    time_order: Mapped[int] = mapped_column(BigInteger, default=0)
    """The known parts as one number, YYYYMMDDhhmmss; 0 where the time is not known."""

    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    location_source: Mapped[str | None]
    uncertainty_metres: Mapped[float | None]
    region: Mapped[str | None]
    verbatim_locality: Mapped[str] = mapped_column(Text, default="")
