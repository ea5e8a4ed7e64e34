"""What is a document checked against, and in which words are its objects checked?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from edm.regions import RegionTree
from edm.species.catalogue import SpeciesCatalogue
from edm.species.config import SpeciesConfig
from edm.species.naming import why_not_named
from edm.species.value_context import ValueContext
from edm.validation.moment import LARGEST_OFFSET
from edm.values import FaultList, pointer_to
from edm.values.basics import check_line, wrong_type
from edm.values.likeness import did_you_mean, nearest_word


@dataclass(slots=True)
class Context:
    """One validation: the configuration, the moment, and what has been found so far."""

    species: SpeciesCatalogue
    regions: RegionTree
    now: datetime
    faults: FaultList = field(default_factory=FaultList)
    values: ValueContext = field(init=False)

    def __post_init__(self) -> None:
        self.values = ValueContext(self.regions, (self.now + LARGEST_OFFSET).date())


def check_object(
    value: Any, pointer: str, subject: str, known: Collection[str], faults: FaultList
) -> bool:
    """Whether ``value`` is an object; keys that are not ``known`` are faults of their own."""
    if not isinstance(value, dict):
        wrong_type(value, pointer, subject, "a group of named values", faults)
        return False
    for key in value:
        if key not in known:
            near = nearest_word(key, known)
            faults.add(
                pointer + pointer_to(key),
                "unknown_field",
                f"{subject} has no field '{key[:80]}'.{did_you_mean(near)}",
                value[key],
                near,
            )
    return True


def check_species(value: Any, pointer: str, context: Context) -> SpeciesConfig | None:
    """The configured species that ``value`` names, by id or by any of its names."""
    faults = context.faults
    text = check_line(value, pointer, "Species", faults)
    if text is None:
        return None
    found = context.species.find(text)
    if found is None:
        why = why_not_named(context.species, text)
        faults.add(pointer, why.code, why.message, value, why.suggestion)
    return found
