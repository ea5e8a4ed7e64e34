"""Sheets that were imported, what they are exported as, and what comes of that elsewhere."""

from __future__ import annotations

import copy
from operator import itemgetter
from typing import Any

from service_kit.identity import new_id
from service_kit.scope import Scope
from tests.edm.sheets.sheets import Sheets

Documents = list[dict[str, Any]]


def as_if_by_houston(documents: Documents) -> Documents:
    """Ids for what has none, and no row numbers."""
    sightings = copy.deepcopy(documents)
    for each in sightings:
        each.setdefault("id", str(new_id()))
        each.pop("join", None)
        for encounter in each["encounters"]:
            encounter.pop("row")
            encounter.setdefault("id", str(new_id()))
    return sightings


def without_ids(documents: Documents) -> Documents:
    plain = as_if_by_houston(documents)
    for each in plain:
        each.pop("id")
        for encounter in each["encounters"]:
            encounter.pop("id")
            # They stand in columns, which have an order of their own.
            encounter.get("measurements", []).sort(key=itemgetter("name"))
    return plain


def exported(sheets: Sheets, scope: Scope | None = None, **asked: Any) -> list[dict[str, str]]:
    """The rows as a person would find them in the sheet."""
    answer = sheets.edm.post("/sheets/rows", asked, *([scope] if scope else []))
    return [
        {name: text for name, text in zip(answer["headings"], cells, strict=True) if text}
        for cells in answer["rows"]
    ]


def documents_of(sheets: Sheets, rows: list[dict[str, str]]) -> Documents:
    return list(sheets.documents(*rows)["sightings"])


def imported(sheets: Sheets, *rows: dict[str, str]) -> Documents:
    documents = documents_of(sheets, list(rows))
    sheets.edm.report(*as_if_by_houston(documents), submission="import-1")
    return documents


def there_and_back(
    sheets: Sheets, elsewhere: Sheets, *rows: dict[str, str]
) -> list[dict[str, str]]:
    """Imports the rows, exports them, and holds what comes of that elsewhere to be the same; the exported rows."""
    documents = imported(sheets, *rows)
    written = exported(sheets, submission="import-1", ids=False)
    assert without_ids(documents_of(elsewhere, written)) == without_ids(documents)
    return written
