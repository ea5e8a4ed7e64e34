"""Of which species is each row?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edm.sheets.columns import NOTHING, SheetColumn
from edm.sheets.context import SheetContext
from edm.sheets.facts import Fact, fact_of, joined
from edm.sheets.findings import Rows
from edm.species.config import SpeciesConfig
from edm.validation.context import check_species

PLACES = ("species.genus", "species.epithet", "species.scientific", "species.common")


@dataclass(eq=False)
class AnimalKinds:
    """``codes`` holds for each row the position of its species in ``configs``, or `NOTHING`."""

    configs: list[SpeciesConfig]
    codes: NDArray[np.int32]

    def rows_by_species(self, rows: Rows) -> list[tuple[SpeciesConfig | None, Rows]]:
        """These rows, by their species; ``None`` for those whose species is at fault itself."""
        codes = self.codes[rows]
        return [
            (None if code == NOTHING else self.configs[code], rows[codes == code])
            for code in np.unique(codes).tolist()
        ]

    def of(self, row: int) -> SpeciesConfig | None:
        code = int(self.codes[row])
        return None if code == NOTHING else self.configs[code]


def read_species(
    columns: Mapping[str, Sequence[SheetColumn]], context: SheetContext
) -> AnimalKinds:
    """The species of each row, by genus and epithet, else by a whole name; notes what is not known."""
    facts: dict[str, Fact] = {}
    for place in PLACES:
        if columns.get(place):
            read = [fact_of(one, one.texts) for one in columns[place]]
            facts[place] = joined(read, context.findings)
    count = len(context.block)
    combined = np.zeros(count, dtype=np.int64)
    for fact in facts.values():
        combined = combined * (len(fact.values) + 1) + fact.codes + 1
    configs: list[SpeciesConfig] = []
    codes = np.full(count, NOTHING, dtype=np.int32)
    _, first, which = np.unique(combined, return_index=True, return_inverse=True)
    alike = np.split(np.argsort(which, kind="stable"), np.cumsum(np.bincount(which))[:-1])
    for row, rows in zip(first.tolist(), alike, strict=bool(count)):
        words = {
            place: fact.values[fact.codes[row]]
            for place, fact in facts.items()
            if fact.codes[row] != NOTHING
        }
        config = _species(words, facts, rows, context)
        if config is not None:
            if config not in configs:
                configs.append(config)
            codes[rows] = configs.index(config)
    return AnimalKinds(configs, codes)


def _species(
    words: Mapping[str, str], facts: Mapping[str, Fact], rows: Rows, context: SheetContext
) -> SpeciesConfig | None:
    genus, epithet, scientific, common = (words.get(place) for place in PLACES)
    if genus and epithet:
        found = context.species.find_taxon(genus, epithet)
        if found is not None:
            return found
    names = [_binomial(genus, epithet), scientific, common]
    given = [name for name in names if name]
    if not given and context.block.options.species:
        given = [context.block.options.species]
    if not given:
        message = "Please say of which species the animals were."
        told = [column for fact in facts.values() for column in fact.columns]
        context.findings.add("required", message, told, rows)
        return None
    for name in given:
        candidates = context.species.candidates(name)
        if len(candidates) == 1:
            return candidates[0]
    _, faults = context.ask(check_species, given[0], "", context.form)
    row = int(rows[0])
    told = [fact.columns[fact.source[row]] for fact in facts.values() if fact.filled[row]]
    for fault in faults:
        near = context.species.get(fault.suggestion) if fault.suggestion else None
        context.findings.add(
            fault.code, fault.message, told, rows,
            value=given[0], suggestion=_as_cell(near, told) if near else None,
        )  # fmt: skip
    return None


def _binomial(genus: str | None, epithet: str | None) -> str | None:
    """Genus and epithet in one; either may hold both already."""
    if genus and epithet:
        return epithet if epithet.startswith(f"{genus} ") else f"{genus} {epithet}"
    return genus or epithet


def _as_cell(config: SpeciesConfig, told: Sequence[SheetColumn]) -> str:
    """What the first of the columns would say for this species."""
    place: Any = told[0].target.place if told and told[0].target else None
    return config.genus if place == "species.genus" else config.scientific_name
