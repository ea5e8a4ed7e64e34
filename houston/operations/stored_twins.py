"""Which pictures are stored already, in whatever submission? They need no second place on the disk.

Whose they are does not matter here: nobody is told, and each submission has the picture as its own.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.house import House
from houston.models import Asset
from service_kit.portions import portions
from submissions import SubmissionError

HASHES_AT_ONCE = 500  # of one question to the database


def stored_twins(
    house: House, session: Session, submission_id: uuid.UUID, hashes: Sequence[str]
) -> dict[str, Path]:
    """Where a file with this SHA-256 lies in another submission, by the hash."""
    wanted = sorted(set(hashes))
    found: dict[str, Path] = {}
    for some in portions(wanted, HASHES_AT_ONCE):
        rows = session.execute(
            select(Asset.sha256, Asset.submission_id, Asset.id)
            .where(
                Asset.sha256.in_(some),
                Asset.submission_id != submission_id,
            )
            .order_by(Asset.id)
        )
        for sha256, submission, asset in rows:
            if sha256 not in found and (path := _stored(house, submission, asset)) is not None:
                found[sha256] = path
    return found


def _stored(house: House, submission: uuid.UUID, asset: uuid.UUID) -> Path | None:
    try:
        return house.submissions.stored_object(submission, asset)
    except SubmissionError:
        return None  # purged meanwhile, or damaged: then the picture is stored by itself
