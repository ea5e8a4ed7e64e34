"""People say here what columns mean, and have it remembered for the next sheet of the kind."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Principal
from houston.house import House
from houston.models import BulkImport, SavedMapping, Submission
from houston.operations.bulk_imports.job import request_check
from houston.queries.bulk_import import (
    find_import,
    find_import_draft,
    require_importer,
    require_sheet,
    with_columns,
)
from houston.queries.sheet_meaning import CHOSEN, SAMPLES, Recognised, recognise_columns
from houston.sheets.stored import StoredSheet
from service_kit.errors import Conflict, Fault, Invalid, NotFound

Chosen = dict[int, str | None]
"""Targets by the columns' indices; null: keep it word for word."""


def map_columns(
    house: House,
    principal: Principal,
    import_id: uuid.UUID,
    targets: Mapping[int, str | None],
    save_as: str | None,
) -> None:
    """Gives columns these targets, and has the sheet checked anew.

    Raises `Invalid` for a target that there is not, and what `find_import_draft` raises.
    """
    found = _with_sheet(house, principal, import_id)
    wanted = {i: t for i, t in targets.items() if i < len(found.columns)}
    _take_over(house, principal, found, {**_chosen(found), **wanted}, wanted, name=save_as)
    if save_as:
        _remember(house, principal, import_id, save_as)


def use_mapping(
    house: House, principal: Principal, import_id: uuid.UUID, mapping_id: uuid.UUID
) -> None:
    """Applies a saved mapping to the columns whose headings it knows."""
    found = _with_sheet(house, principal, import_id)
    with house.database.read() as session:
        saved = _own(session, principal, mapping_id)
    applied = _applied(saved.targets, found.columns)
    # A field that a species no longer has is no reason not to apply the others.
    _take_over(house, principal, found, applied, {}, name=saved.name)


def delete_mapping(house: House, principal: Principal, mapping_id: uuid.UUID) -> None:
    """Forgets a saved mapping; sheets to which it was applied stay as they are."""
    with house.database.write() as session:
        session.delete(_own(session, principal, mapping_id))


def mappings_of(session: Session, principal: Principal) -> Sequence[SavedMapping]:
    """The person's saved mappings, by name."""
    own = select(SavedMapping).where(SavedMapping.owner == principal.account)
    return session.scalars(own.order_by(SavedMapping.name)).all()


def fitting_mapping(
    session: Session, owner: Principal, columns: Sequence[Recognised]
) -> tuple[str | None, Chosen]:
    """The name and the targets of the saved mapping all of whose headings the sheet has; of several the largest."""
    headings = {_reading(column["heading"]) for column in columns if column["heading"]}
    fitting = [
        saved
        for saved in mappings_of(session, owner)
        if saved.targets and {_reading(heading) for heading in saved.targets} <= headings
    ]
    if not fitting:
        return None, {}
    best = max(fitting, key=lambda saved: (len(saved.targets), saved.created_at))
    return best.name, _applied(best.targets, columns)


def _applied(targets: Mapping[str, str | None], columns: Sequence[Recognised]) -> Chosen:
    """What differs from what is recognised anyway."""
    known = {_reading(heading): target for heading, target in targets.items()}
    return {
        column["index"]: known[_reading(column["heading"])]
        for column in columns
        if column["heading"]
        and _reading(column["heading"]) in known
        and known[_reading(column["heading"])] != column["target"]
    }


def _reading(heading: str) -> str:
    return "".join(heading.split()).casefold()


def _with_sheet(house: House, principal: Principal, import_id: uuid.UUID) -> BulkImport:
    with house.database.read() as session:
        find_import(session, principal, import_id)
        found = with_columns(session, import_id)
        require_sheet(found)
        return found


def _chosen(found: BulkImport) -> Chosen:
    return {int(index): target for index, target in found.chosen.items()}


def _take_over(
    house: House,
    principal: Principal,
    found: BulkImport,
    chosen: Chosen,
    wanted: Chosen,
    *,
    name: str | None,
) -> None:
    """`wanted` are those of the chosen that were given just now, and have to be there."""
    sheet = StoredSheet(house.workbench.cells(found.id, found.cells or ""))
    samples = [sheet.column(index).samples(SAMPLES) for index in range(sheet.width)]
    generator, columns = recognise_columns(house, principal, sheet.headings, samples, chosen)
    _refuse_unknown(columns, wanted)
    before = {column["index"]: column for column in found.columns}
    for column in columns:
        for kept in ("filled", "samples"):
            column[kept] = before[column["index"]][kept]
    with house.database.write() as session:
        _, there = find_import_draft(session, principal, found.id)
        if there.cells != found.cells:
            raise Conflict("Another sheet has been uploaded meanwhile.", code="revision_moved")
        there.columns, there.generator, there.mapping_name = columns, generator, name
        there.chosen = {str(index): target for index, target in chosen.items()}
        there.revision += 1
        request_check(house, session, there, principal.tag)


def _refuse_unknown(columns: Sequence[Recognised], wanted: Chosen) -> None:
    faults = [
        Fault(
            f"/columns/{number}/target",
            "unknown_target",
            f"There is no “{target}” that a column could mean.",
            target,
        )
        for number, (index, target) in enumerate(wanted.items())
        if columns[index]["certainty"] != CHOSEN
    ]
    if faults:
        raise Invalid(faults[0].message, code="unknown_target", errors=faults)


def _remember(house: House, principal: Principal, import_id: uuid.UUID, name: str) -> None:
    with house.database.write() as session:
        session.get(Submission, import_id, with_for_update=True)
        columns = with_columns(session, import_id).columns
        targets = {each["heading"]: each["target"] for each in columns if each["heading"]}
        saved = session.scalar(
            select(SavedMapping).where(
                SavedMapping.owner == principal.account, SavedMapping.name == name
            )
        )
        if saved is None:
            saved = SavedMapping(owner=principal.account, name=name)
            session.add(saved)
        saved.targets = targets


def _own(session: Session, principal: Principal, mapping_id: uuid.UUID) -> SavedMapping:
    require_importer(principal)
    saved = session.get(SavedMapping, mapping_id)
    if saved is None or saved.owner != principal.user:
        raise NotFound("There is no such mapping, or it is not yours.")
    return saved
