"""What is known of a photo before anybody has looked at it with Codex? Its truth, drawn or read from a folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class DemoAnimal:
    """One animal in one photo."""

    individual: str
    """Its name; the same animal has the same name in all photos of a set."""
    viewpoint: str | None
    """The side that is seen, in the words of the species' configuration: ``left``, ``right``."""
    bbox: Box | None = None
    """x, y, width, height in pixels of the upright photo; None: not known, take the whole picture."""


@dataclass(frozen=True)
class DemoPhoto:
    """One photo and all that is true about it."""

    name: str
    """The file's name, unique in its set."""
    species: str | None
    """Id of the species' configuration; None: whoever loads the set has to say."""
    animals: tuple[DemoAnimal, ...]
    sighting: str
    """Photos with the same value were taken at one place and time; an animal has one encounter in each."""
    taken: datetime | None
    """Local time, without an offset."""
    utc_offset: str | None
    """Such as ``+03:00``."""
    location: tuple[float, float] | None
    """Latitude and longitude in degrees."""
    region: str | None
    """Id of a region of the species' configurations."""
    read: Callable[[], bytes]
    """Gives the bytes of the file."""

    @property
    def jpeg(self) -> bytes:
        """The bytes of the file."""
        return self.read()

    @property
    def individuals(self) -> tuple[str, ...]:
        """The names of the animals."""
        return tuple(animal.individual for animal in self.animals)
