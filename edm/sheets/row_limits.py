"""Does a row tell of more than a record has room for? Sheets this wide are mistakes, and are told so before a commit."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from edm.sheets.columns import NOTHING, SheetColumn
from edm.sheets.facts import Fact
from edm.sheets.sheet import Sheet
from edm.validation.encounter import MAX_ASSETS, MAX_VERBATIM
from edm.validation.individual_fields import MAX_NAMES
from edm.validation.keywords import MAX_KEYWORDS
from edm.validation.measurements import MAX_MEASUREMENTS
from edm.validation.media import MAX_LABELS
from edm.validation.people import MAX_PEOPLE
from edm.validation.samples import MAX_ALLELES, MAX_ANALYSES, MAX_SAMPLES
from edm.validation.social_units import MAX_SATELLITE_TAGS, MAX_SOCIAL_UNITS

# What is counted: which places, what of the place tells one thing from another, how many, and what they are called.
_LIMITS = (
    (r"measurement\.(.+)\.value", MAX_MEASUREMENTS, "measurements"),
    (r"keyword\.(\d+)", MAX_KEYWORDS, "keywords"),
    (r"people\.(\w+\.\d+)\.\w+", MAX_PEOPLE, "people"),
    (r"media\.(\d+)\.asset", MAX_ASSETS, "pictures"),
    (r"sample\.(\d+)\.id", min(MAX_SAMPLES, MAX_ANALYSES), "samples"),
    (r"animal\.social_units\.(\d+)\.name", MAX_SOCIAL_UNITS, "social units"),
    (r"animal\.satellite_tags\.(\d+)", MAX_SATELLITE_TAGS, "satellite tags"),
    (r"animal\.(?:names\.(\d+)\.value|(name|nickname))", MAX_NAMES, "names"),
)
# The same, for what is counted within a group of its own.
_GROUPED = (
    (r"(media\.\d+)\.label\..+", MAX_LABELS, "labels of one picture"),
    (r"(sample\.\d+)\.microsatellites\.alleles\.\d+", MAX_ALLELES, "alleles of one locus"),
)


def check_row_limits(sheet: Sheet) -> None:
    """Notes the rows that tell of too much."""
    for facts, most, what in _crowds(sheet):
        filled = np.sum([fact.codes != NOTHING for fact in facts], axis=0)
        _report(sheet, [each for fact in facts for each in fact.columns], filled, most, what)
    kept = [column for column in sheet.context.block.columns if column.target is None]
    if len(kept) > MAX_VERBATIM:
        filled = np.sum([column.codes != NOTHING for column in kept], axis=0)
        _report(sheet, kept, filled, MAX_VERBATIM, "columns that are kept word for word")


def _crowds(sheet: Sheet) -> Iterator[tuple[list[Fact], int, str]]:
    for pattern, most, what in _LIMITS:
        things: dict[str, Fact] = {}
        for key, fact in sheet.facts.items():
            if found := re.fullmatch(pattern, key):
                things.setdefault(str(found.groups()), fact)
        if len(things) > most:
            yield list(things.values()), most, what
    for pattern, most, what in _GROUPED:
        groups: dict[str, list[Fact]] = {}
        for key, fact in sheet.facts.items():
            if found := re.fullmatch(pattern, key):
                groups.setdefault(found[1], []).append(fact)
        for facts in groups.values():
            if len(facts) > most:
                yield facts, most, what


def _report(
    sheet: Sheet, columns: list[SheetColumn], filled: np.ndarray, most: int, what: str
) -> None:
    rows = np.flatnonzero(filled > most)
    if len(rows):
        message = (
            f"There may be {most:,} {what} at most, but there are {int(filled[rows].max()):,}."
        )
        sheet.context.findings.add("too_many", message, columns, rows)
