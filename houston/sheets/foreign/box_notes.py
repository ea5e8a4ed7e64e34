"""What came of a file of boxes, and what was left out: said to the person who sent it, before anything is created."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from houston.sheets.foreign.detections import BroughtDetections
from houston.sheets.foreign.table import Note


@dataclass(frozen=True, slots=True)
class BoxSummary:
    """What a file of boxes says, without the boxes."""

    boxes: Mapping[str, int]
    """How many are taken of each picture that has any."""
    empty: list[str]
    failed: list[str]
    threshold: float | None
    unsure: int
    no_animals: Mapping[str, int]

    @staticmethod
    def of(brought: BroughtDetections) -> BoxSummary:
        boxes: dict[str, int] = {}
        for each in brought.detections:
            boxes[each.file] = boxes.get(each.file, 0) + 1
        return BoxSummary(
            boxes,
            [each.file for each in brought.empty],
            [each.file for each in brought.failed],
            brought.left_out.threshold,
            brought.left_out.unsure,
            brought.left_out.no_animals,
        )

    @property
    def files(self) -> list[str]:
        """Every picture of which it says something."""
        return list(dict.fromkeys([*self.boxes, *self.empty, *self.failed]))

    def as_dict(self) -> dict[str, Any]:
        """For JSON; its members make it again."""
        return asdict(self)


def notes_on_boxes(
    file: str, told: BoxSummary, here: Collection[str], named: Collection[str]
) -> Iterator[Note]:
    """The notes on a file of this name; `here` are its pictures that were uploaded, `named` those that a row names."""
    taken = {each: count for each, count in told.boxes.items() if each in named}
    boxes = sum(taken.values())
    yield Note(
        "boxes_taken",
        f"Boxes that are taken over: {boxes:,}, in {len(taken):,} pictures.",
        {"file": file, "boxes": boxes, "pictures": len(taken)},
    )
    if told.unsure and told.threshold is not None:
        yield Note(
            "boxes_unsure",
            f"Boxes that do not reach the threshold of {told.threshold:g}, and are left out: {told.unsure:,}.",
            {"file": file, "count": told.unsure, "threshold": told.threshold},
        )
    if told.no_animals:
        listed = ", ".join(
            f"{count:,} of {kind}" for kind, count in sorted(told.no_animals.items())
        )
        yield Note(
            "boxes_of_no_animal",
            f"Boxes of what is no animal, and are left out: {listed}.",
            {"file": file, "count": sum(told.no_animals.values())},
        )
    unnamed = [each for each in told.boxes if each in here and each not in named]
    elsewhere = [each for each in told.files if each not in here]
    yield from _counted(
        "pictures_empty", "Pictures in which no animal was found", len(told.empty), file
    )
    yield from _counted(
        "pictures_not_looked_at", "Pictures that could not be looked at", len(told.failed), file
    )
    yield from _counted(
        "boxes_of_no_row",
        "Pictures with boxes that no row names, so that their boxes are left out",
        len(unnamed),
        file,
    )
    yield from _counted(
        "boxes_elsewhere",
        "Pictures that are not among the uploaded files, or may be several; what is said of them is left out",
        len(elsewhere),
        file,
    )


def _counted(code: str, message: str, count: int, file: str) -> Iterator[Note]:
    if count:
        yield Note(code, f"{message}: {count:,}.", {"file": file, "count": count})
