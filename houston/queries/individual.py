"""Whose encounters make up these individuals, and what do their pictures show?"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from houston.access import Kind, Principal, Record, scope_of
from houston.house import House
from houston.models import Annotation
from houston.queries.boxes import boxes_of
from houston.queries.ecology import (
    IDS_AT_ONCE,
    EncounterFacts,
    find_candidates,
    individuals_of,
)
from houston.queries.pages import id_cursor, id_of, page_of
from houston.queries.pointer import records_of
from service_kit.portions import portions
from service_kit.scope import SYSTEM_SCOPE

ENCOUNTERS_AT_ONCE = (
    500  # of one SQL statement; SQLite takes more, and a page is filled long before
)


def encounters_of_individuals(
    house: House, individuals: Collection[uuid.UUID]
) -> dict[uuid.UUID, Record]:
    """All encounters of these individuals, whoever may see them: for deciding, not for showing."""
    return _records(house, _found(house, individuals))


def records_by_individual(
    house: House, individuals: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[Record]]:
    """The same, by individual."""
    if not individuals:
        return {}
    found = _found(house, individuals)
    records = _records(house, found)
    grouped: dict[uuid.UUID, list[Record]] = {}
    for each in found:
        if each.individual is not None and each.id in records:
            grouped.setdefault(each.individual, []).append(records[each.id])
    return grouped


def _found(house: House, individuals: Collection[uuid.UUID]) -> list[EncounterFacts]:
    tree = {"field": "individual", "op": "in", "value": sorted(map(str, individuals))}
    return find_candidates(house, SYSTEM_SCOPE, None, tree)


def _records(house: House, found: Collection[EncounterFacts]) -> dict[uuid.UUID, Record]:
    records: dict[uuid.UUID, Record] = {}
    with house.database.read() as session:
        for some in portions([each.id for each in found], ENCOUNTERS_AT_ONCE):
            records |= records_of(session, Kind.ENCOUNTER, some)
    return records


def cooccurrence(house: House, principal: Principal, individual: uuid.UUID) -> list[dict[str, Any]]:
    """Who was seen with the individual, most often first, as far as the principal may see.

    Each as `{individual: {id, name}, sightings}`, the number of sightings that show both.
    """
    scope, tag = scope_of(principal), principal.tag
    own = {"field": "individual", "op": "eq", "value": str(individual)}
    sightings = {str(each.sighting) for each in find_candidates(house, scope, tag, own)}
    together: dict[uuid.UUID, set[uuid.UUID]] = {}
    for some in portions(sorted(sightings), IDS_AT_ONCE):
        tree = {"field": "sighting", "op": "in", "value": some}
        for each in find_candidates(house, scope, tag, tree):
            if each.individual not in (None, individual):
                together.setdefault(each.individual, set()).add(each.sighting)
    known = individuals_of(house, together, scope)
    found = [
        {"individual": known[each], "sightings": len(shared)}
        for each, shared in together.items()
        if each in known
    ]
    return sorted(found, key=lambda one: (-one["sightings"], one["individual"]["name"] or ""))


def gallery(
    house: House, principal: Principal, individual: uuid.UUID, *, limit: int, cursor: str | None
) -> dict[str, Any]:
    """The individual's pictures that the principal may see, newest first: `{items, next}`."""
    scope = scope_of(principal)
    tree = {"field": "individual", "op": "eq", "value": str(individual)}
    encounters = [each.id for each in find_candidates(house, scope, principal.tag, tree)]
    before = id_of(cursor) if cursor else None
    rows = _newest(house, encounters, before, limit + 1)
    rows, following = page_of(rows, limit, id_cursor)
    boxes = boxes_of(house, [row.id for row in rows])
    return {
        "items": [
            {
                "annotation": row.id,
                "asset": row.asset_id,
                "encounter": row.encounter_id,
                "viewpoint": row.viewpoint,
                "bbox": boxes[row.id]["bbox"] if row.id in boxes else None,
            }
            for row in rows
        ],
        "next": following,
    }


def _newest(
    house: House, encounters: list[uuid.UUID], before: uuid.UUID | None, limit: int
) -> list[Annotation]:
    found: list[Annotation] = []
    with house.database.read() as session:
        for some in portions(encounters, ENCOUNTERS_AT_ONCE):
            query = select(Annotation).where(Annotation.encounter_id.in_(some))
            if before is not None:
                query = query.where(Annotation.id < before)
            found += session.scalars(query.order_by(Annotation.id.desc()).limit(limit))
    return sorted(found, key=lambda row: row.id, reverse=True)[:limit]
