"""Which columns of a sheet mean nothing to us? They are kept, and the user is told."""

from __future__ import annotations

import numpy as np

from edm.sheets.context import SheetContext
from edm.sheets.findings import WARNING
from edm.sheets.headings import vocabulary_of
from edm.sheets.recognise import recognise_columns
from edm.sheets.target import Role
from edm.values.basics import MAX_TEXT, check_text, is_storable


def check_kept_columns(context: SheetContext) -> None:
    """Notes what cannot even be kept word for word."""
    faults = context.form.faults
    for column in context.block.columns:
        if column.target is not None and column.target.role in (Role.DATA, Role.FILE):
            continue
        texts = column.texts
        if not texts or (max(map(len, texts)) <= MAX_TEXT and is_storable("".join(texts))):
            continue
        for code, text in enumerate(texts):
            _, found = context.ask(check_text, text, "", "A verbatim value", faults)
            context.report(found, (column,), column.rows_of(code), text)


def report_unknown_columns(context: SheetContext) -> None:
    """Notes each column without a target that has something in it, with the name that was probably meant."""
    unknown = [column for column in context.block.columns if column.target is None and column.texts]
    if not unknown:
        return
    headings = [column.heading for column in unknown]
    recognised = recognise_columns(headings, [], {}, vocabulary_of(context.species))["columns"]
    for column, found in zip(unknown, recognised, strict=True):
        if found["role"] == "ignored" or found["certainty"] == "exact":
            continue
        near = found["target"] or next((one["target"] for one in found["suggestions"]), None)
        message = f"{column.shown} is not known; its values are kept with the records."
        if near:
            message += f" Did you mean '{near}'?"
        context.findings.add(
            "unknown_column", message[:1].upper() + message[1:], (column,), np.empty(0, dtype=np.intp),
            severity=WARNING, value=column.heading, suggestion=near,
        )  # fmt: skip
