"""What has become of an import: which of its pictures have problems, and what would go with it?"""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from houston.access import Principal, scope_of
from houston.house import House
from houston.models import Annotation, Asset, AssetState, SubmissionFile
from houston.models.submission import EDITABLE
from houston.operations.bulk_imports.documents import Documents
from houston.queries.bulk_import import find_import
from houston.queries.pages import by_id, id_cursor, page_of

PROBLEMS = (AssetState.FAILED, AssetState.NOTHING_FOUND)


def problems_of(
    house: House,
    principal: Principal,
    import_id: uuid.UUID,
    *,
    limit: int,
    cursor: str | None,
) -> dict[str, Any]:
    """A page of pictures that failed, or in which nothing was found: `{items, next}`, each with the row that names it."""
    with house.database.read() as session:
        find_import(session, principal, import_id)
        statement = select(Asset).where(Asset.submission_id == import_id, Asset.state.in_(PROBLEMS))
        found = session.scalars(by_id(statement, Asset.id, limit, cursor)).all()
    assets, following = page_of(found, limit, id_cursor)
    rows = _rows_of(house, import_id, {str(asset.id) for asset in assets})
    return {
        "items": [
            {
                "asset": asset.id,
                "name": asset.name,
                "state": asset.state,
                "reason": asset.reason,
                "row": rows.get(str(asset.id)),
            }
            for asset in assets
        ],
        "next": following,
    }


def removal_of(house: House, principal: Principal, import_id: uuid.UUID) -> dict[str, Any]:
    """What would go with the import, and what would stay because others have built on it."""
    with house.database.read() as session:
        submission, _ = find_import(session, principal, import_id)
        counts = _counts(session, import_id)
    if submission.state in EDITABLE:
        return {"encounters": 0, "sightings": {"go": 0, "stay": []}, **counts}
    answer: dict[str, Any] = house.edm.call(
        "GET",
        f"/edm/v1/submissions/{import_id}/removal",
        scope=scope_of(principal),
        actor=principal.tag,
    )
    return {**answer, **counts}


def _counts(session: Session, import_id: uuid.UUID) -> dict[str, int]:
    assets = select(func.count()).select_from(Asset).where(Asset.submission_id == import_id)
    files = (
        select(func.count())
        .select_from(SubmissionFile)
        .where(SubmissionFile.submission_id == import_id)
    )
    annotations = (
        select(func.count())
        .select_from(Annotation)
        .join(Asset, Asset.id == Annotation.asset_id)
        .where(Asset.submission_id == import_id)
    )
    return {
        "assets": session.scalar(assets) or 0,
        "annotations": session.scalar(annotations) or 0,
        "files": session.scalar(files) or 0,
    }


def _rows_of(house: House, import_id: uuid.UUID, assets: set[str]) -> dict[str, int]:
    """The first row that names each of these pictures."""
    documents = Documents(house.workbench.commit(import_id))
    rows: dict[str, int] = {}
    if not assets or not documents.complete:
        return rows
    for part in documents.parts():
        named = {encounter: part["pictures"][encounter] for encounter in part["pictures"]}
        for sighting in part["sightings"]:
            for encounter in sighting["encounters"]:
                for picture in named.get(encounter["id"], ()):
                    if picture in assets:
                        rows.setdefault(picture, encounter["row"])
        if rows.keys() == assets:
            break
    return rows
