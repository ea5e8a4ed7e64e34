"""Which loci does a cell name, and which alleles were found at them?"""

from __future__ import annotations

from collections import Counter

from edm.sheets.context import SheetContext
from edm.sheets.lists import at_most, members
from edm.validation.samples import MAX_ALLELE, MAX_CODE, MAX_LOCI
from edm.values.basics import check_line


def loci(text: str, context: SheetContext) -> list[str] | None:
    """The loci, each named once: what stands below a second one would be lost."""
    faults = context.form.faults
    names = members(text, ",")
    while names and not names[-1]:
        names.pop()
    before = len(faults)
    for name, times in Counter(names).items():
        if not name:
            message = "The name of a locus is missing: there are two commas with nothing between."
            faults.add("", "required", message, text)
        elif times > 1:
            message = f"The locus '{name[:MAX_CODE]}' is named twice, and can have one list of alleles only."
            faults.add("", "duplicate_member", message, text)
        check_line(name, "", "The name of the locus", faults, MAX_CODE)
    at_most(MAX_LOCI, names, "There may be {} loci at most.", faults)
    return names if names and len(faults) == before else None


def alleles(text: str, context: SheetContext) -> list[str] | None:
    """One allele of each locus, blank where none was found; none behind the last one."""
    faults = context.form.faults
    found = members(text, ",")
    while found and not found[-1]:
        found.pop()
    checked = [check_line(each, "", "The allele", faults, MAX_ALLELE) for each in found]
    return None if None in checked else found
