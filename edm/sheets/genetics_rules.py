"""Do the cells about samples of one row go together?"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from edm.sheets.columns import NOTHING
from edm.sheets.facts import Fact
from edm.sheets.sheet import Sheet
from edm.validation.names import fold_name

_ALLELES = re.compile(r"sample\.(\d+)\.microsatellites\.alleles\.\d+")


def check_genetics(sheet: Sheet) -> None:
    """Notes alleles without a locus, and one sample that is of two tissues."""
    _check_alleles(sheet)
    _check_tissues(sheet)


def _check_alleles(sheet: Sheet) -> None:
    """Each allele is of the locus that has its place in the list; what stands behind the last one would be lost."""
    for key, fact in sheet.starting("sample."):
        found = _ALLELES.fullmatch(key)
        loci = sheet.facts.get(f"sample.{found[1]}.microsatellites.loci") if found else None
        if loci is None:
            continue
        wanted, there = _lengths(loci), _lengths(fact)
        rows = np.flatnonzero((loci.codes != NOTHING) & (there > wanted))
        for column, text, same in fact.cells(rows):
            row = int(same[0])
            message = (
                f"There are {there[row]} alleles for {wanted[row]} loci: "
                "each locus has one in this cell, or none between two commas."
            )
            columns = (column, loci.columns[loci.source[row]])
            sheet.context.findings.add("too_many", message, columns, same, value=text)


def _lengths(fact: Fact) -> NDArray[np.int64]:
    """How many members the list of each row has."""
    table = [0 if value is None else len(value) for value in fact.values]
    return np.asarray([*table, 0], dtype=np.int64)[fact.codes]


def _check_tissues(sheet: Sheet) -> None:
    """Blocks of columns with one number of a sample are that sample, so they cannot be of two tissues."""
    blocks = {
        key.split(".")[1]: fact for key, fact in sheet.starting("sample.") if key.endswith(".tissue_type")
    }  # fmt: skip
    numbers = list(blocks)
    for at, second in enumerate(numbers):
        for first in numbers[:at]:
            _compare(sheet, blocks, first, second)


def _compare(sheet: Sheet, blocks: Mapping[str, Fact], first: str, second: str) -> None:
    ids = [sheet.facts.get(f"sample.{number}.id") for number in (first, second)]
    if ids[0] is None or ids[1] is None:
        return
    same = _agree(ids[0], ids[1])
    one, other = blocks[first], blocks[second]
    both = (one.codes != NOTHING) & (other.codes != NOTHING)
    rows = np.flatnonzero(same & both & ~_agree(one, other, folded=False))
    for column, text, those in other.cells(rows):
        row = int(those[0])
        message = (
            f"The sample '{ids[0].text(row)[:60]}' is of '{one.text(row)[:60]}' and of '{text[:60]}', "
            "but a number is that of one sample."
        )
        columns = (column, one.columns[one.source[row]])
        sheet.context.findings.add(
            "columns_clash", message, columns, those, value=text, suggestion=one.text(row)[:200]
        )


def _agree(one: Fact, other: Fact, *, folded: bool = True) -> NDArray[np.bool_]:
    """The rows in which both say the same."""
    known: dict[str, int] = {}
    numbers = []
    for fact in (one, other):
        texts = [fold_name(value or "") if folded else value or "" for value in fact.values]
        table = [known.setdefault(text, len(known)) for text in texts]
        numbers.append(np.asarray([*table, NOTHING], dtype=np.int64)[fact.codes])
    return np.asarray((numbers[0] == numbers[1]) & (numbers[0] != NOTHING))
