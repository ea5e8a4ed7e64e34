"""What is a region, and which regions lie within which?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from edm.species.catalogue import name_key
from edm.values.likeness import nearest_words


@dataclass(frozen=True, slots=True)
class Region:
    """A named place where animals are recorded; it may lie within a larger one."""

    id: str  # what records hold
    name: str  # what people read
    prefix: str | None  # how new individuals of the region are named: "MARA-"
    prefix_digits: int | None  # to how many digits their number is filled up
    latitude: float | None  # of its middle, for the map
    longitude: float | None
    parent: str | None  # id of the region around it
    children: tuple[str, ...]  # ids of the regions within it, in the order of the file

    def as_dict(self) -> dict[str, Any]:
        """The region as JSON, without what lies within it."""
        place = None
        if self.latitude is not None and self.longitude is not None:
            place = {"latitude": self.latitude, "longitude": self.longitude}
        return {
            "id": self.id,
            "name": self.name,
            "prefix": self.prefix,
            "prefix_digits": self.prefix_digits,
            "geospatial": place,
            "parent": self.parent,
        }


class RegionTree:
    """All configured regions at one moment. It never changes."""

    def __init__(self, regions: Iterable[Region] = ()) -> None:
        self._by_id: Mapping[str, Region] = MappingProxyType(
            {region.id: region for region in regions}
        )
        self._by_id_key: dict[str, list[Region]] = {}
        self._by_name: dict[str, list[Region]] = {}
        for region in self:
            self._by_id_key.setdefault(name_key(region.id), []).append(region)
            self._by_name.setdefault(name_key(region.name), []).append(region)
        self._searched = {**self._by_name, **self._by_id_key}

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Region]:
        """Every region, parents before their children."""
        return iter(self._by_id.values())

    def __contains__(self, region: str) -> bool:
        return region in self._by_id

    def get(self, region: str) -> Region | None:
        """The region with exactly this id."""
        return self._by_id.get(region)

    def candidates(self, text: str) -> tuple[Region, ...]:
        """The regions that ``text`` may mean: by id, else by id in any case, else by display name in any case."""
        exact = self._by_id.get(text)
        if exact is not None:
            return (exact,)
        key = name_key(text)
        return tuple(self._by_id_key.get(key) or self._by_name.get(key) or ())

    def find(self, text: str) -> Region | None:
        """The one region that ``text`` names; ``None`` when it names none or several."""
        found = self.candidates(text)
        return found[0] if len(found) == 1 else None

    def nearest(self, text: str, limit: int = 3) -> tuple[Region, ...]:
        """The regions whose names or ids are most like ``text``, the best first, at most ``limit``."""
        found: dict[str, Region] = {}
        for key in nearest_words(name_key(text), self._searched, 2 * limit):
            for region in self._searched[key]:
                found.setdefault(region.id, region)
        return tuple(found.values())[:limit]

    def roots(self) -> tuple[Region, ...]:
        """The regions that lie within no other."""
        return tuple(region for region in self if region.parent is None)

    def ancestors(self, region: str) -> tuple[Region, ...]:
        """The regions around this one, the nearest first; empty for an unknown id."""
        found = []
        here = self._by_id.get(region)
        while here is not None and here.parent is not None:
            here = self._by_id[here.parent]
            found.append(here)
        return tuple(found)

    def descendants(self, region: str) -> tuple[Region, ...]:
        """The regions within this one, at any depth; empty for an unknown id."""
        found: list[Region] = []
        here = self._by_id.get(region)
        waiting = list(reversed(here.children)) if here else []
        while waiting:
            inner = self._by_id[waiting.pop()]
            found.append(inner)
            waiting.extend(reversed(inner.children))
        return tuple(found)

    def as_list(self) -> list[dict[str, Any]]:
        """All regions as nested JSON, as the answer of ``GET /regions`` and in the form of the file."""

        def nested(region: Region) -> dict[str, Any]:
            children = [nested(self._by_id[child]) for child in region.children]
            return {**region.as_dict(), "children": children}

        return [nested(region) for region in self.roots()]
