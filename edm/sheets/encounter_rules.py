"""Do the cells of one row agree with one another?"""

from __future__ import annotations

import numpy as np

from edm.sheets.columns import NOTHING
from edm.sheets.facts import Fact
from edm.sheets.findings import Rows
from edm.sheets.genetics_rules import check_genetics
from edm.sheets.leftovers import report_leftovers
from edm.sheets.name_rules import check_names_of_rows
from edm.sheets.row_limits import check_row_limits
from edm.sheets.sheet import Sheet
from edm.species.config import SpeciesConfig
from edm.species.custom_field import Level
from edm.validation.custom_fields import report_required
from edm.validation.encounter import NAMELESS_STATES


def check_encounters(sheet: Sheet) -> None:
    """Notes what is wrong between the cells of a row."""
    _check_unidentifiable(sheet)
    report_leftovers(sheet)
    check_names_of_rows(sheet)
    check_genetics(sheet)
    check_row_limits(sheet)
    _check_required(sheet)


def _check_unidentifiable(sheet: Sheet) -> None:
    state, animals = sheet.facts.get("encounter.state"), sheet.animals
    if state is None or animals is None:
        return
    for nameless in set(NAMELESS_STATES) & set(state.values):
        is_so = np.asarray([value == nameless for value in [*state.values, None]])
        rows = np.flatnonzero(is_so[state.codes] & (animals.numbers != NOTHING))
        for column, text, same in animals.names.cells(rows):
            message = f"An encounter that is {nameless} cannot be '{text[:80]}'."
            sheet.context.findings.add(
                "state_without_identity", message, (*state.columns, column), same, value=text
            )


def _check_required(sheet: Sheet) -> None:
    """Fields that a species' file says must be given."""
    everything = np.arange(len(sheet.context.block))
    for species, rows in sheet.kinds.rows_by_species(everything):
        if species is not None:
            for level, place in ((Level.ENCOUNTER, "encounter"), (Level.SIGHTING, "sighting")):
                _check_level(sheet, species, level, place, rows)


def _check_level(
    sheet: Sheet, species: SpeciesConfig, level: Level, place: str, rows: Rows
) -> None:
    for field in species.fields(level).values():
        if not field.required or field.default is not None:
            continue
        fact: Fact | None = sheet.facts.get(f"{place}.custom_fields.{field.name}")
        missing = rows if fact is None else rows[~fact.filled[rows]]
        if level is Level.SIGHTING:
            told = np.zeros(len(sheet.first_rows), dtype=bool)
            if fact is not None:
                told[sheet.sightings[fact.filled]] = True
            firsts = np.isin(missing, sheet.first_rows)
            missing = missing[firsts & ~told[sheet.sightings[missing]]]
        if len(missing):
            _, faults = sheet.context.ask(report_required, field, "", sheet.context.form)
            sheet.context.report(faults, fact.columns if fact else (), missing, None)
