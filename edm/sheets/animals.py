"""Which rows name the same animal?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edm.sheets.columns import NOTHING
from edm.sheets.facts import Fact
from edm.sheets.kinds_of_animal import AnimalKinds
from edm.validation.names import fold_name


@dataclass(frozen=True, eq=False)
class Animals:
    """``folded`` and ``numbers`` hold for each row a number of its name and of its animal, `NOTHING` without a name.

    One name in two species is two animals. A row that names an animal of ours by its id names it as one that calls it.
    """

    names: Fact
    folded: NDArray[np.int64]
    numbers: NDArray[np.int64]
    keys: list[str]  # the folded names, by their number
    known: Mapping[str, str]  # the names of animals that are named by their ids

    def known_name(self, row: int) -> str | None:
        """The name of the animal that the row names by its id; ``None`` where it does not."""
        value: str = self.names.values[self.names.codes[row]]
        return self.known.get(value.lower())


def animals_of(names: Fact, kinds: AnimalKinds, known: Mapping[str, str]) -> Animals:
    """The animals that these names mean in rows of these species; ``known`` holds names by ids in small letters."""
    positions: dict[Any, int] = {}
    same = [
        positions.setdefault(fold_name(known.get(value.lower(), value)), len(positions))
        if value
        else NOTHING
        for value in names.values
    ]
    folded = np.asarray([*same, NOTHING], dtype=np.int64)[names.codes]
    species = kinds.codes.astype(np.int64) + 1
    numbers = np.where(folded == NOTHING, NOTHING, species * (len(positions) + 1) + folded)
    return Animals(names, folded, numbers, list(positions), known)
