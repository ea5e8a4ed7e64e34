"""What is a block checked against, and what has been found so far?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, cast

from edm.regions import RegionTree
from edm.sheets.block import Block
from edm.sheets.columns import SheetColumn
from edm.sheets.findings import Findings, Rows
from edm.sheets.numbers import decimal_comma
from edm.sheets.writing import holds_numbers
from edm.species.catalogue import SpeciesCatalogue
from edm.validation.context import Context
from edm.values import Fault

# To look for what was probably meant takes a millisecond. So many different faults are a column that was mapped to
# the wrong thing, and nobody reads the proposals.
MAX_HINTS = 2_000


class _Hintless:
    """A catalogue or a region tree that proposes nothing."""

    def __init__(self, known: Any) -> None:
        self._known = known

    def nearest(self, text: str, limit: int = 0) -> tuple[()]:
        return ()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._known, name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._known)


@dataclass
class SheetContext:
    """One block and its configuration; the rules of the form are asked through ``form``."""

    block: Block
    species: SpeciesCatalogue
    regions: RegionTree
    now: datetime
    findings: Findings = field(default_factory=Findings)
    form: Context = field(init=False)
    _hints: int = MAX_HINTS

    def __post_init__(self) -> None:
        self.form = Context(self.species, self.regions, self.now)

    @cached_property
    def comma(self) -> bool | None:
        """Whether numbers have a decimal comma; a sheet is written on one machine, so all its columns are asked."""
        wanted = self.block.options.decimal
        if wanted != "auto":
            return wanted == "comma"
        for column in self.block.columns:
            if column.target is not None and holds_numbers(column.target, self.species):
                shown = decimal_comma(column.texts)
                if shown is not None:
                    return shown
        return None

    def ask(self, check: Callable[..., Any], *arguments: Any) -> tuple[Any, list[Fault]]:
        """What a rule of the form makes of a value, and the faults and warnings that it finds."""
        faults = self.form.faults
        faults.faults.clear()
        faults.warnings.clear()
        value = check(*arguments)
        found = [*faults.faults, *faults.warnings]
        if found:
            self._hints -= 1
            if self._hints == 0:
                self.form.regions = cast(RegionTree, _Hintless(self.regions))
                self.form.species = cast(SpeciesCatalogue, _Hintless(self.species))
        return value, found

    def report(
        self, found: Sequence[Fault], columns: Sequence[SheetColumn], rows: Rows, text: str | None
    ) -> None:
        """Notes what a rule of the form found about the cells of these rows."""
        for fault in found:
            self.findings.add_fault(fault, columns, rows, text)
