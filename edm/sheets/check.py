"""What is wrong with the rows of a sheet, all of it at once?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from edm.regions import RegionTree
from edm.sheets.block import Block
from edm.sheets.context import SheetContext
from edm.sheets.encounter_rules import check_encounters
from edm.sheets.findings import Findings
from edm.sheets.keys import check_keys
from edm.sheets.sheet import Sheet, read_sheet
from edm.sheets.sighting_rules import check_sightings
from edm.sheets.unknown_columns import check_kept_columns, report_unknown_columns
from edm.species.catalogue import SpeciesCatalogue

ROWS, KEYS, ALL = "rows", "keys", "all"
NamesOf = Callable[[Sequence[str]], Mapping[str, str]]


def check_block(
    block: Block,
    species: SpeciesCatalogue,
    regions: RegionTree,
    now: datetime,
    names_of: NamesOf,
) -> Sheet:
    """Reads and checks the block. The faults are those of ``sheet.context.findings``.

    ``names_of`` tells the names of those animals that are here, by their ids.
    """
    context = SheetContext(block, species, regions, now)
    checks = block.options.checks
    sheet = read_sheet(context)
    ids = sheet.ids_of_animals()
    if ids:
        sheet.known_animals = names_of(ids)
    if checks == KEYS:
        # What is wrong with single cells is told by the blocks that hold their rows.
        context.findings = Findings()
    else:
        report_unknown_columns(context)
        check_kept_columns(context)
        check_encounters(sheet)
        check_sightings(sheet)
    if checks != ROWS:
        check_keys(sheet)
    return sheet
