"""What is wrong with an import, kind by kind, and which files does it have or miss?"""

from __future__ import annotations

import uuid
from typing import Any

import numpy as np

from houston.access import Principal
from houston.house import House
from houston.operations.bulk_imports.files import STATUSES, MatchStatus
from houston.queries.bulk_import import faults_of, find_import, matches_of, with_columns
from houston.queries.pages import position_of
from service_kit.paging import encode_cursor


def fault_groups(
    house: House,
    principal: Principal,
    import_id: uuid.UUID,
    *,
    limit: int,
    cursor: str | None,
    severity: str | None = None,
    code: str | None = None,
    column: int | None = None,
) -> dict[str, Any]:
    """A page of the groups, the gravest first: `{revision, checked_revision, counts, groups, next}`."""
    with house.database.read() as session:
        find_import(session, principal, import_id)
        found = with_columns(session, import_id)
    headings = {each["index"]: each["heading"] for each in found.columns}
    answer: dict[str, Any] = {
        "revision": found.revision,
        "checked_revision": found.checked_revision,
        "counts": found.counts,
        "groups": [],
        "next": None,
    }
    faults = faults_of(house, found)
    if faults is None:
        return answer
    chosen = faults.chosen(severity, code, column)
    start = position_of(cursor)
    groups = faults.groups(chosen[start : start + limit].tolist())
    for group in groups:
        group["heading"] = headings.get(group["columns"][0]) if group["columns"] else None
    more = len(chosen) > start + limit
    return {**answer, "groups": groups, "next": encode_cursor([start + limit]) if more else None}


def file_matches(
    house: House,
    principal: Principal,
    import_id: uuid.UUID,
    *,
    limit: int,
    cursor: str | None,
    status: str | None = None,
    search: str | None = None,
) -> dict[str, Any]:
    """A page of files and of names without one, as the last check found them: `{counts, items, next}`."""
    with house.database.read() as session:
        _, found = find_import(session, principal, import_id)
    matches = matches_of(house, found)
    if matches is None:
        return {"counts": found.file_counts, "items": [], "next": None}
    positions = np.arange(len(matches))
    if status is not None:
        number = STATUSES.index(MatchStatus(status))
        positions = positions[matches.numbers("status") == number]
    if search:
        names, needle = matches.texts("names"), search.casefold()
        positions = positions[[needle in names[position] for position in positions.tolist()]]
    start = position_of(cursor)
    items = matches.entries(positions[start : start + limit].tolist())
    more = len(positions) > start + limit
    following = encode_cursor([start + limit]) if more else None
    return {"counts": matches.summary["counts"], "items": items, "next": following}
