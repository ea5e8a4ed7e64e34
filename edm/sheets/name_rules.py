"""Do the names that rows tell of their animals go together: one a context, and each the name of one animal?"""

from __future__ import annotations

import numpy as np

from edm.operations.animal_facts import CODE
from edm.sheets.columns import NOTHING
from edm.sheets.findings import Rows
from edm.sheets.groups import differing, named_rows
from edm.sheets.sheet import Sheet
from edm.sheets.told_names import Entries, doubled, entries_of, told_names
from edm.validation.names import fold_name


def check_names_of_rows(sheet: Sheet) -> None:
    """Notes two names in one context of one row, and one that would be another than the animal's own."""
    told = told_names(sheet)
    for first, second, rows in doubled(told):
        for same in _by_text(second.at[rows], rows):
            row = int(same[0])
            context = second.context(row)
            message = f"There are two names in the context '{context[:80]}'; it can have only one."
            columns = dict.fromkeys([*second.columns(row), *first.columns(row)])
            sheet.context.findings.add(
                "duplicate_context", message, list(columns), same, value=context
            )
    _check_own_names(sheet, entries_of(told))


def _by_text(codes: np.ndarray, rows: Rows) -> list[Rows]:
    return [rows[codes == code] for code in np.unique(codes).tolist()]


def _check_own_names(sheet: Sheet, entries: Entries) -> None:
    animals = sheet.animals
    if animals is None:
        return
    for entry in np.flatnonzero(entries.by_default).tolist():
        told, row = entries.of(entry)
        number = int(animals.folded[row])
        if number != NOTHING and animals.keys[number] != fold_name(entries.text(entry)):
            name = animals.names.text(row)
            message = f"The animal is called '{name[:80]}', so '{entries.text(entry)[:80]}' cannot be its own name."
            sheet.context.findings.add(
                CODE, message, told.columns(row), [row], value=told.value.text(row)
            )


def check_names_of_animals(sheet: Sheet) -> None:
    """Notes animals that rows call differently in one context, and names that rows give to several animals."""
    animals = sheet.animals
    if animals is None:
        return
    entries = entries_of(told_names(sheet))
    counted = np.flatnonzero((animals.numbers[entries.row] != NOTHING) & ~entries.by_default)
    animal = animals.numbers[entries.row[counted]]
    context, exact = entries.folded_context[counted], entries.context[counted]
    value = entries.value[counted]
    for those in differing(counted, animal * (context.max(initial=0) + 1) + context, value):
        _report_two_names(sheet, entries, those)
    species = sheet.kinds.codes[entries.row[counted]].astype(np.int64) + 1
    keys = (species * (exact.max(initial=0) + 1) + exact) * (value.max(initial=0) + 1) + value
    for those in differing(counted, keys, animal):
        _report_two_animals(sheet, entries, those)


def _report_two_names(sheet: Sheet, entries: Entries, those: Rows) -> None:
    """An animal that is called differently in several rows; two names in one row are told of that row."""
    rows = entries.row[those]
    other = int(those[0])
    part = those[(entries.value[those] != entries.value[other]) & (rows != rows[0])]
    animals = sheet.animals
    if animals is None or not len(part):
        return
    told, row = entries.of(int(part[0]))
    message = (
        f"'{animals.names.text(row)[:80]}': the name in '{told.context(row)[:60]}' is "
        f"'{entries.text(int(part[0]))[:60]}' in {named_rows(entries.row[part], sheet)}, but "
        f"'{entries.text(other)[:60]}' in {named_rows(rows[:1], sheet)}."
    )
    columns = [told.value.columns[told.value.source[row]], animals.names.columns[0]]
    sheet.context.findings.add(
        "rows_disagree", message, columns, np.unique(rows), value=told.value.text(row)
    )


def _report_two_animals(sheet: Sheet, entries: Entries, those: Rows) -> None:
    animals = sheet.animals
    if animals is None:
        return
    rows = entries.row[those]
    other = rows[animals.numbers[rows] != animals.numbers[rows[0]]]
    told, row = entries.of(int(those[0]))
    message = (
        f"Two animals are called '{entries.text(int(those[0]))[:80]}' in '{told.context(row)[:60]}': "
        f"'{animals.names.text(row)[:80]}' in {named_rows(rows[:1], sheet)} and "
        f"'{animals.names.text(int(other[0]))[:80]}' in {named_rows(other[:1], sheet)}."
    )
    columns = list(
        dict.fromkeys(
            each.value.columns[each.value.source[at]]
            for each, at in map(entries.of, those.tolist())
        )
    )
    sheet.context.findings.add(
        "name_taken", message, columns, np.unique(rows), value=told.value.text(row)
    )
