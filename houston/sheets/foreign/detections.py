"""Which boxes does an import bring along, and for which pictures need nobody look any more?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

VERSION = 1


@dataclass(frozen=True, slots=True)
class Detection:
    """One animal that somebody, or something, has found in a picture before."""

    file: str
    """The picture, as its source calls it: a path or a bare name."""
    bbox: list[float]
    """`[x, y, width, height]` in shares of the upright picture."""
    animal_class: str | None = None
    """In the source's own words."""
    confidence: float | None = None
    model: str | None = None
    """Who or what found it."""
    viewpoint: str | None = None
    row: int | None = None
    """The row of the sheet whose animal it is; None: that of whichever row names the picture."""
    individual: str | None = None
    verbatim: Mapping[str, Any] = field(default_factory=dict)
    """What else the source says of it, word for word."""

    def as_dict(self) -> dict[str, Any]:
        told = asdict(self)
        told["class"] = told.pop("animal_class")
        return told


@dataclass(frozen=True, slots=True)
class Remark:
    """What a source says of a picture without a box."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Boxes that a file has and an import does not take."""

    threshold: float | None = None
    unsure: int = 0
    """Below the threshold."""
    no_animals: Mapping[str, int] = field(default_factory=dict)
    """Of something else than an animal, by what it is."""


@dataclass(frozen=True, slots=True)
class BroughtDetections:
    """Everything that an import's own files say about where animals are."""

    detections: tuple[Detection, ...] = ()
    empty: tuple[Remark, ...] = ()
    """Pictures that were looked at, and in which no animal is."""
    failed: tuple[Remark, ...] = ()
    """Pictures that could not be looked at."""
    left_out: LeftOut = field(default_factory=LeftOut, compare=False)
    """Told to who sent the file, and not kept."""

    def __bool__(self) -> bool:
        return bool(self.detections or self.empty or self.failed)

    @property
    def files(self) -> list[str]:
        """Every picture of which something is said, once."""
        named = [each.file for each in self.detections]
        named += [each.file for each in self.empty] + [each.file for each in self.failed]
        return list(dict.fromkeys(named))

    def as_dict(self) -> dict[str, Any]:
        """The JSON that is kept with the submission; `from_dict` reads it again."""
        return {
            "version": VERSION,
            "detections": [each.as_dict() for each in self.detections],
            "empty": [asdict(each) for each in self.empty],
            "failed": [asdict(each) for each in self.failed],
        }


def from_dict(document: Mapping[str, Any]) -> BroughtDetections:
    """What `as_dict` wrote."""
    return BroughtDetections(
        tuple(_detection(each) for each in document["detections"]),
        tuple(Remark(**each) for each in document["empty"]),
        tuple(Remark(**each) for each in document["failed"]),
    )


def together(several: Iterable[BroughtDetections]) -> BroughtDetections:
    """All of several files' boxes. What one file found is not undone by another that found nothing."""
    parts = list(several)
    found = tuple(each for part in parts for each in part.detections)
    empty = tuple(each for part in parts for each in part.empty)
    known = {each.file for each in found} | {each.file for each in empty}
    failed = tuple(each for part in parts for each in part.failed if each.file not in known)
    shown = {each.file for each in found}
    return BroughtDetections(found, tuple(each for each in empty if each.file not in shown), failed)


def without_rows(brought: BroughtDetections) -> BroughtDetections:
    """The same for a sheet whose rows are other ones."""
    detections = tuple(replace(each, row=None) for each in brought.detections)
    return replace(brought, detections=detections)


def _detection(told: Mapping[str, Any]) -> Detection:
    fields = {name: value for name, value in told.items() if name != "class"}
    return Detection(animal_class=told["class"], **fields)
