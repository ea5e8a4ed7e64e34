"""What do rows say of a sighting that is here already? It stays as it is, so what they say otherwise is kept with them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from edm.models import Sighting
from edm.queries.chunks import chunks
from edm.sheets.columns import NOTHING
from edm.sheets.facts import Fact
from edm.sheets.findings import WARNING, Rows
from edm.sheets.sheet import Sheet


def put_aside_what_differs(
    session: Session, sheet: Sheet, words: Fact, found: Mapping[str, str]
) -> None:
    """Notes the cells that say something else of a joined sighting than it does; ``found``: ids by the sheet's words."""
    if not found:
        return
    records = _records(session, {uuid.UUID(each) for each in found.values()})
    of_word = [records.get(found.get(word or "", "")) for word in words.values]
    joined = np.asarray([record is not None for record in [*of_word, None]])[words.codes]
    for key, fact in sheet.starting("sighting.", "survey."):
        rows = np.flatnonzero(joined & (fact.codes != NOTHING))
        if fact is words or not len(rows):
            continue
        pairs = np.stack([words.codes[rows], fact.codes[rows]])
        different, which = np.unique(pairs, axis=1, return_inverse=True)
        order = np.argsort(which.reshape(-1), kind="stable")
        ends = np.cumsum(np.bincount(which.reshape(-1)))[:-1]
        for (word, code), same in zip(
            different.T.tolist(), np.split(rows[order], ends), strict=True
        ):
            if _there(of_word[word], key) != fact.values[code]:
                _put_aside(sheet, key, fact, same)


def _records(session: Session, ids: set[uuid.UUID]) -> dict[str, Sighting]:
    return {
        str(each.id): each
        for part in chunks(sorted(ids))
        for each in session.scalars(select(Sighting).where(Sighting.id.in_(part)))
    }


def _there(sighting: Sighting | None, key: str) -> Any:
    """What the sighting says at the place."""
    if sighting is None:
        return None
    kind, _, name = key.partition(".")
    if kind == "survey":
        return (sighting.survey or {}).get(name)
    if name.startswith("custom_fields."):
        return sighting.custom_fields.get(name.removeprefix("custom_fields."))
    return getattr(sighting, name)


def _put_aside(sheet: Sheet, key: str, fact: Fact, rows: Rows) -> None:
    sheet.put_aside(key, rows)
    for column, text, same in fact.cells(rows):
        label = column.target.label if column.target else column.shown
        # Not what it says there: that may be none of the importer's business.
        message = (
            f"{label}: the sighting that is here already does not say '{text[:60]}', and stays as it is. "
            "The cell is kept word for word with its row."
        )
        sheet.context.findings.add(
            "kept_beside_sighting", message, (column,), same, severity=WARNING, value=text
        )
