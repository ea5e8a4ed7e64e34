"""Is a sheet in order, and which report would come of it? Nothing is stored here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from edm.foundation import Edm
from edm.sheets.headings import vocabulary_of
from service_kit.clock import now
from service_kit.tokens import Caller

if TYPE_CHECKING:
    from edm.sheets.known import Known
    from edm.sheets.sheet import Sheet

# What works on arrays is imported by the first sheet, so that a service starts without it.


def check_sheet(edm: Edm, caller: Caller, body: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that is wrong with the rows. Raises `Invalid` when the block itself is malformed."""
    sheet, _ = _checked(edm, caller, body)
    return {"rows": len(sheet.context.block), "faults": sheet.faults()}


def sheet_documents(edm: Edm, caller: Caller, body: Mapping[str, Any]) -> dict[str, Any]:
    """The rows as metadata; no sightings where there are errors. Raises `Invalid` for a malformed block."""
    from edm.sheets.documents import documents_of
    from edm.sheets.joins import join_known

    sheet, known = _checked(edm, caller, body)
    if sheet.context.findings.errors:
        return {"faults": sheet.faults(), "sightings": [], "joins": []}
    sightings = documents_of(sheet)
    joins = join_known(sightings, known)
    return {"faults": sheet.faults(), "sightings": sightings, "joins": joins}


def _checked(edm: Edm, caller: Caller, body: Mapping[str, Any]) -> tuple[Sheet, Known]:
    from edm.sheets.block import unpack
    from edm.sheets.check import KEYS, check_block
    from edm.sheets.known import Known, look_up, names_by_id

    catalogue = edm.species.catalogue()
    block = unpack(body, vocabulary_of(catalogue))

    def names_of(ids: Sequence[str]) -> Mapping[str, str]:
        with edm.database.read() as session:
            return names_by_id(session, ids, caller.scope)

    sheet = check_block(block, catalogue, edm.regions.tree(), now(), names_of)
    if block.options.checks == KEYS:
        return sheet, Known()
    with edm.database.read() as session:
        return sheet, look_up(session, sheet, caller.scope)
