"""Which of these pictures are here already, from an earlier import or report that the person may see?"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Action, Principal
from houston.models import Asset, BulkImport, FileState, Submission, SubmissionFile
from houston.queries.asset import access_to
from service_kit.portions import portions

HASHES_AT_ONCE = 500  # of one question to the database


@dataclass(frozen=True, slots=True)
class KnownPicture:
    """A picture with the same bytes."""

    name: str
    submission: uuid.UUID
    import_name: str | None
    """None: it came with a report that was no import."""
    at: datetime

    @property
    def sentence(self) -> str:
        """For a person."""
        day = f"{self.at:%Y-%m-%d}"
        where = f"the import of {day}" if self.import_name is not None else f"a report of {day}"
        if self.import_name:
            where = f"import “{self.import_name}” of {day}"
        return f"This is the same picture as “{self.name}” of {where}."

    @property
    def details(self) -> dict[str, str]:
        """What the sentence names."""
        named = {"picture": self.name, "import": self.import_name, "day": f"{self.at:%Y-%m-%d}"}
        return {name: text for name, text in named.items() if text}


def known_pictures(
    session: Session, principal: Principal, import_id: uuid.UUID, files: Sequence[SubmissionFile]
) -> Mapping[uuid.UUID, KnownPicture]:
    """The same picture in another submission, by the file's id; only of those that the person may see."""
    by_hash = {file.sha256: file.id for file in files if file.state == FileState.READY}
    hashes = sorted(sha256 for sha256 in by_hash if sha256)
    found: dict[uuid.UUID, KnownPicture] = {}
    for some in portions(hashes, HASHES_AT_ONCE):
        twins = session.execute(
            select(Asset, Submission.created_at, BulkImport.name)
            .join(Submission, Submission.id == Asset.submission_id)
            .outerjoin(BulkImport, BulkImport.id == Submission.id)
            .where(
                Asset.sha256.in_(some),
                Asset.submission_id != import_id,
                Submission.deleted_at.is_(None),
            )
            .order_by(Submission.created_at)
        ).all()
        access = access_to(session, {row[0].id for row in twins})
        for asset, moment, name in twins:
            if access[asset.id].allows(principal, Action.READ):
                known = KnownPicture(asset.name, asset.submission_id, name, moment)
                found.setdefault(by_hash[asset.sha256], known)
    return found
