"""What happened to a record, and who did it? The newest first, places as exact as the caller may know them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from edm.models import AuditEntry, Encounter, Individual, Sighting
from edm.queries.chunks import chunks
from edm.queries.coarsening import cell_degrees, coarse_uncertainty, coarsened
from edm.queries.observation_view import animal_document, custom_fields_document
from edm.queries.reach import encounters_in, has_encounter, is_everything, is_staged
from edm.species import Level, SpeciesCatalogue
from service_kit.errors import Malformed, NotFound
from service_kit.paging import decode_cursor, encode_cursor
from service_kit.scope import Reach, Scope

Table = type[Sighting] | type[Encounter] | type[Individual]
TABLES: Mapping[str, tuple[Table, Level]] = {
    "sightings": (Sighting, Level.SIGHTING),
    "encounters": (Encounter, Level.ENCOUNTER),
    "individuals": (Individual, Level.INDIVIDUAL),
}

PERSONAL = ("people", "verbatim")
"""What names people, or may: only for those who may know exactly where the animal was."""


@dataclass(frozen=True, slots=True)
class _View:
    """What the caller may know of one record."""

    level: Level
    species: str
    catalogue: SpeciesCatalogue
    step: float
    exact: bool
    visible: frozenset[str]
    """The encounters that exist for the caller."""


def history_of(
    session: Session,
    noun: str,
    record_id: uuid.UUID,
    scope: Scope,
    catalogue: SpeciesCatalogue,
    limit: int,
    cursor: str | None,
) -> dict[str, Any]:
    """A page of the audit trail of a record, also of a deleted one. Raises `NotFound`."""
    table, level = TABLES[noun]
    species = session.scalar(
        select(table.species).where(
            table.id == record_id, _within(table, scope.read), ~is_staged(table)
        )
    )
    if species is None:
        raise NotFound("There is no such record, or you may not see it.")
    known_exactly = session.scalar(
        select(table.id).where(table.id == record_id, _within(table, scope.exact))
    )
    step = 0.0 if known_exactly else cell_degrees(species, catalogue)
    statement = (
        select(AuditEntry)
        .where(AuditEntry.noun == noun, AuditEntry.record_id == record_id)
        .order_by(AuditEntry.id.desc())
        .limit(limit + 1)
    )
    if cursor is not None:
        statement = statement.where(AuditEntry.id < _last(cursor))
    entries = list(session.scalars(statement))
    page = entries[:limit]
    visible = _visible_encounters(session, page, scope.read)
    view = _View(level, species, catalogue, step, known_exactly is not None, visible)
    return {
        "items": [_document(each, view) for each in page],
        "next": encode_cursor([str(page[-1].id)]) if len(entries) > limit else None,
    }


def _within(table: Table, reach: Reach) -> ColumnElement[bool]:
    """That the record is in the reach, whether it is deleted or not."""
    if table is Encounter or is_everything(reach):
        return encounters_in(reach)
    return has_encounter(table, encounters_in(reach))


def _last(cursor: str) -> uuid.UUID:
    try:
        return uuid.UUID(decode_cursor(cursor, 1)[0])
    except (TypeError, ValueError, AttributeError) as error:
        raise Malformed("This cursor is not one that was handed out here.") from error


def _visible_encounters(
    session: Session, entries: list[AuditEntry], reach: Reach
) -> frozenset[str]:
    """Those of the encounters that the entries name that exist for the caller."""
    named = sorted(
        {
            uuid.UUID(one)
            for entry in entries
            for part in (entry.before, entry.after)
            for one in (part or {}).get("encounters", [])
        }
    )
    visible: set[str] = set()
    for part in chunks(named):
        rows = session.scalars(
            select(Encounter.id).where(Encounter.id.in_(part), encounters_in(reach))
        )
        visible |= {str(row) for row in rows}
    return frozenset(visible)


def _document(entry: AuditEntry, view: _View) -> dict[str, Any]:
    return {
        "id": str(entry.id),
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "request_id": entry.request_id,
        "action": entry.action,
        "before": _shown(entry.before, view),
        "after": _shown(entry.after, view),
        "reason": entry.reason,
    }


def _shown(part: Mapping[str, Any] | None, view: _View) -> dict[str, Any] | None:
    if part is None:
        return None
    document = dict(part)
    if "encounters" in document:
        document["encounters"] = [each for each in document["encounters"] if each in view.visible]
    if view.exact:
        return document
    for secret in PERSONAL:
        document.pop(secret, None)
    known = view.species, view.catalogue, view.step, view.exact
    if document.get("custom_fields"):
        document["custom_fields"] = custom_fields_document(
            document["custom_fields"], view.level, *known
        )
    if document.get("animal"):
        document["animal"] = animal_document(document["animal"], *known)
    if view.step:
        document.pop("verbatim_locality", None)
        if document.get("location"):
            document["location"] = _coarse(document["location"], view.step)
    return document


def _coarse(location: Mapping[str, Any], step: float) -> dict[str, Any]:
    latitude, longitude = coarsened(location["latitude"], location["longitude"], step)
    return {
        **location,
        "latitude": latitude,
        "longitude": longitude,
        "exact": False,
        "uncertainty_metres": coarse_uncertainty(location.get("uncertainty_metres"), step),
    }
