"""What is wrong with the rows of a sheet, all of it at once?"""

from __future__ import annotations

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


def check_block(
    block: Block, species: SpeciesCatalogue, regions: RegionTree, now: datetime
) -> Sheet:
    """Reads and checks the block. The faults are those of ``sheet.context.findings``."""
    context = SheetContext(block, species, regions, now)
    checks = block.options.checks
    sheet = read_sheet(context)
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
