"""The pictures and annotations of an encounter follow its state: in their pointers, and in ACM."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Kind
from houston.house import House
from houston.models import Annotation, AssetEncounter, Pointer
from houston.operations.detection import tell_assets
from houston.operations.pointer import set_projects
from houston.queries.pointer import record_from


def follow_in_assets(house: House, encounters: Collection[uuid.UUID]) -> int:
    """Brings everything that shows these encounters into step with their present state, visibility and projects.

    Answers how many pictures there are. Repeating it changes nothing.
    """
    with house.database.write() as session:
        shown = _encounters_by_asset(session, encounters)
        concerned = {each for some in shown.values() for each in some} | set(encounters)
        pointers = _pointers(session, Kind.ENCOUNTER, concerned)
        assets = _pointers(session, Kind.ASSET, shown)
        for asset, some in shown.items():
            if asset in assets:
                _follow(assets[asset], [pointers[each] for each in some if each in pointers])
        for annotation, encounter in _annotations(session, encounters):
            if encounter in pointers:
                _follow(annotation, [pointers[encounter]])
    if shown:
        tell_assets(house, list(shown))
    return len(shown)


def _encounters_by_asset(
    session: Session, encounters: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[uuid.UUID]]:
    """The pictures that show one of these encounters, with all that each shows."""
    showing = select(AssetEncounter.asset_id).where(AssetEncounter.encounter_id.in_(encounters))
    rows = session.execute(
        select(AssetEncounter.asset_id, AssetEncounter.encounter_id)
        .where(AssetEncounter.asset_id.in_(showing))
        .order_by(AssetEncounter.position)
    )
    shown: dict[uuid.UUID, list[uuid.UUID]] = {}
    for row in rows:
        shown.setdefault(row.asset_id, []).append(row.encounter_id)
    return shown


def _pointers(session: Session, kind: Kind, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Pointer]:
    rows = session.scalars(select(Pointer).where(Pointer.id.in_(ids), Pointer.kind == kind))
    return {row.id: row for row in rows}


def _annotations(
    session: Session, encounters: Collection[uuid.UUID]
) -> list[tuple[Pointer, uuid.UUID | None]]:
    rows = session.execute(
        select(Pointer, Annotation.encounter_id)
        .join(Annotation, Annotation.id == Pointer.id)
        .where(Annotation.encounter_id.in_(encounters))
    )
    return [(row[0], row[1]) for row in rows]


def _follow(pointer: Pointer, encounters: list[Pointer]) -> None:
    """A picture is as open as the most open of the animals on it, and in all of their projects."""
    if not encounters:
        return
    most_open = next((each for each in encounters if record_from(each).is_public), encounters[0])
    pointer.state, pointer.visibility = most_open.state, most_open.visibility
    set_projects(pointer, {link.project_id for each in encounters for link in each.projects})
