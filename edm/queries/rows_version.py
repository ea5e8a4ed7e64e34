"""Have records been changed since rows of a sheet were made of them? Told without looking at the rows themselves."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from edm.models import Encounter, Individual, Sighting
from edm.queries.seen_rows import still_readable
from edm.queries.sheet_rows import chosen_rows
from edm.species.catalogue import SpeciesCatalogue
from service_kit.content_hash import content_hash
from service_kit.scope import Scope


def rows_version(
    session: Session,
    submission: str,
    seen: str | None,
    scope: Scope,
    catalogue: SpeciesCatalogue,
) -> dict[str, Any]:
    """`{rows, version, readable}`: how many there are, a word that changes with them, and whether what was seen still may be.

    ``seen``: as the last page of the rows said it; without it nothing is asked of it.
    """
    selection = chosen_rows(submission, (), scope)
    of_encounters = _changes(session, Encounter, selection)
    changes = [
        of_encounters,
        _changes(session, Sighting, _of(Encounter.sighting_id, Sighting, selection)),
        _changes(session, Individual, _of(Encounter.individual_id, Individual, selection)),
        catalogue.version,
    ]
    return {
        "rows": of_encounters[0],
        "version": content_hash(changes),
        "readable": seen is None or still_readable(session, selection, seen, scope, catalogue),
    }


def _of(
    link: InstrumentedAttribute[Any], table: type[Any], selection: ColumnElement[bool]
) -> ColumnElement[bool]:
    return table.id.in_(select(link).where(selection))  # type: ignore[no-any-return]


def _changes(session: Session, table: type[Any], chosen: ColumnElement[bool]) -> list[Any]:
    """How many rows there are, how often they were changed, and when last."""
    count, versions, last = session.execute(
        select(func.count(), func.sum(table.version), func.max(table.updated_at))
        .select_from(table)
        .where(chosen)
    ).one()
    return [count, int(versions or 0), last.isoformat() if last else None]
