"""What do an import's own files say of each picture? Joined by path, then by base name, and never by a guess."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from houston.files.names import FileNames
from houston.sheets.foreign.detections import BroughtDetections, Detection


@dataclass(slots=True)
class BroughtPicture:
    """What is said of one picture."""

    detections: list[Detection] = field(default_factory=list)
    reason: str | None = None
    """Why there are none."""
    failed: bool = False
    """It could not be looked at."""


def by_picture(
    brought: BroughtDetections, pictures: Sequence[tuple[uuid.UUID, str]]
) -> dict[uuid.UUID, BroughtPicture]:
    """What is said, by the picture's id; `pictures` are `(id, name)`.

    Of pictures that are not there, and where several could be meant, nothing is said.
    """
    joined = join_files(brought.files, pictures)
    said: dict[uuid.UUID, BroughtPicture] = {}

    def of(file: str) -> BroughtPicture | None:
        picture = joined.get(file)
        return None if picture is None else said.setdefault(picture, BroughtPicture())

    for detection in brought.detections:
        if (picture := of(detection.file)) is not None:
            picture.detections.append(detection)
    for remarks, failed in ((brought.empty, False), (brought.failed, True)):
        for remark in remarks:
            if (picture := of(remark.file)) is not None and not picture.detections:
                picture.reason, picture.failed = remark.reason, failed
    return said


def join_files(
    files: Collection[str], pictures: Sequence[tuple[uuid.UUID, str]]
) -> dict[str, uuid.UUID]:
    """Which picture each file name means; one that means none, or several, is left out.

    Two files of one base name in different folders are two pictures: where only one was uploaded, it is the
    one whose folders agree, and without such a one nobody's.
    """
    names = FileNames(pictures)
    meant: dict[uuid.UUID, list[str]] = {}
    for file in files:
        found = names.find(file).files
        if len(found) == 1:
            meant.setdefault(found[0], []).append(file)
    joined: dict[str, uuid.UUID] = {}
    for picture, candidates in meant.items():
        nearest = _nearest(names.name_of(picture), candidates)
        joined |= dict.fromkeys(nearest, picture)
    return joined


def _nearest(name: str, candidates: list[str]) -> list[str]:
    if len(candidates) == 1:
        return candidates
    agreeing = [_common_end(name, each) for each in candidates]
    best = max(agreeing)
    nearest = [each for each, parts in zip(candidates, agreeing, strict=True) if parts == best]
    return nearest if len(nearest) == 1 else []


def _common_end(name: str, other: str) -> int:
    """How many parts of two paths agree, counted from the end."""
    parts = [reversed(each.casefold().replace("\\", "/").split("/")) for each in (name, other)]
    count = 0
    for one, two in zip(*parts, strict=False):
        if one != two:
            break
        count += 1
    return count
