"""What does a condition need to know besides its own field and value?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from edm.queries.reach import encounters_in
from edm.regions import RegionTree
from edm.species import SpeciesCatalogue
from service_kit.errors import Fault
from service_kit.scope import Scope


@dataclass(slots=True)
class Context:
    """One search: who asks, what is configured, and what is wrong with the filter so far."""

    scope: Scope
    catalogue: SpeciesCatalogue
    regions: RegionTree
    faults: list[Fault] = field(default_factory=list)

    def fault(self, pointer: str, message: str, value: Any, suggestion: str | None = None) -> None:
        self.faults.append(Fault(pointer, "filter_invalid", message, value, suggestion))

    def exact(self) -> Any:
        """The condition that an encounter shows its place exactly."""
        return encounters_in(self.scope.exact)
