"""Which region is meant by this id or display name?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from edm.values import FaultList


class NamedRegion(Protocol):
    """What a field needs to know of a region."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


class RegionLookup(Protocol):
    """What a field of the type ``region`` asks of the region tree."""

    def candidates(self, text: str) -> Sequence[NamedRegion]:
        """The regions with this id or display name."""

    def nearest(self, text: str) -> Sequence[NamedRegion]:
        """The regions with the most similar names, best first."""


def check_region(
    text: str, pointer: str, subject: str, faults: FaultList, regions: RegionLookup
) -> str | None:
    """The id of the one region with this id or display name, in any case."""
    found = regions.candidates(text)
    if len(found) == 1:
        return found[0].id
    if found:
        ids = ", ".join(region.id for region in found)
        message = f"{subject}: several regions are called '{text[:80]}'. Use one of the ids {ids}."
        faults.add(pointer, "ambiguous_region", message, text, found[0].id)
        return None
    near = regions.nearest(text)
    hint = " Did you mean " + " or ".join(region.name for region in near) + "?" if near else ""
    message = f"{subject}: '{text[:80]}' is not a known region.{hint}"
    faults.add(pointer, "unknown_region", message, text, near[0].id if near else None)
    return None
