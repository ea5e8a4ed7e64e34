"""What is a score worth? By what people decided about the species or, until there is enough of that, by the prior."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from acm_wbia.acm.models import CalibrationRow
from acm_wbia.wbia.calibration.confidence import Confidence
from acm_wbia.wbia.calibration.priors import prior
from service_kit.database import Database


def latest_calibration(
    session: Session, species: str, algorithm: str, version: str
) -> CalibrationRow | None:
    """The fit in use; `None` before the first."""
    return session.scalar(
        select(CalibrationRow)
        .where(
            CalibrationRow.species == species,
            CalibrationRow.algorithm == algorithm,
            CalibrationRow.algorithm_version == version,
        )
        .order_by(CalibrationRow.version.desc())
        .limit(1)
    )


def confidence_of(
    database: Database, species: str | None, algorithm: str, version: str
) -> Confidence | None:
    """`None` for an algorithm that has neither: its scores are no probabilities.

    A fit of before counts as none: the next one replaces it.
    """
    if species is not None:
        with database.read() as session:
            row = latest_calibration(session, species, algorithm, version)
        if row is not None and row.document is not None and Confidence.reads(row.document):
            return Confidence.from_mapping(row.document)
    return prior(algorithm, version)
