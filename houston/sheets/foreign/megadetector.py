"""What has MegaDetector found? Its result files, versions 1.0 to 1.6, with whatever classified the boxes afterwards.

The format is described in the MegaDetector project as "batch processing API output format". Boxes are
relative, their origin top left. Which of them are good enough to use, the file itself says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from houston.files.boxes import read_relative
from houston.sheets.foreign.detections import BroughtDetections, Detection, LeftOut, Remark
from houston.sheets.unreadable import SheetUnreadable

FORMAT = "MegaDetector"
USUAL_CATEGORIES = {"1": "animal", "2": "person", "3": "vehicle"}  # of files that name none
NO_ANIMALS = frozenset({"person", "human", "vehicle", "group", "empty", "blank"})
"""Categories of detectors of this family that mean something else than an animal."""
USUAL_THRESHOLD = 0.2  # what MegaDetector's authors advise for version 5, where a file says nothing


def is_megadetector(document: Any) -> bool:
    """Whether a JSON document is a result file of MegaDetector."""
    return (
        isinstance(document, Mapping)
        and isinstance(document.get("images"), list)
        and ("detection_categories" in document or "info" in document)
        and not is_coco(document)
    )


def is_coco(document: Any) -> bool:
    """Whether it is COCO's form, which lists images, too, but keeps what is in them apart."""
    return isinstance(document, Mapping) and all(
        isinstance(document.get(key), list) for key in ("images", "annotations")
    )


def read_megadetector(document: Mapping[str, Any]) -> BroughtDetections:
    """Its boxes from the file's own threshold on. Raises `SheetUnreadable` for what is not of that form."""
    reader = _Reader(document)
    detections: list[Detection] = []
    empty: list[Remark] = []
    failed: list[Remark] = []
    for number, image in enumerate(document["images"]):
        if not isinstance(image, Mapping) or not isinstance(image.get("file"), str):
            raise SheetUnreadable(
                "foreign_unreadable",
                f"Image {number + 1} of the MegaDetector file names no file. Was the file cut off?",
            )
        file, failure = image["file"], image.get("failure")
        found = image.get("detections")
        if failure or not isinstance(found, list):
            failed.append(Remark(file, str(failure or "It was not looked at.")))
            continue
        animals = list(reader.animals(file, found))
        detections += animals
        if not animals:
            empty.append(Remark(file, reader.why_empty(found)))
    return BroughtDetections(tuple(detections), tuple(empty), tuple(failed), reader.left_out)


class _Reader:
    """What the head of one file says about all of its boxes."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        info = _mapping(document.get("info"))
        metadata = _mapping(info.get("detector_metadata"))
        self._model = _text(info.get("detector")) or FORMAT
        self._classifier = _text(info.get("classifier"))
        self._categories = _mapping(document.get("detection_categories")) or USUAL_CATEGORIES
        self._classes = _mapping(document.get("classification_categories"))
        threshold = _share(metadata.get("typical_detection_threshold"))
        self._threshold = USUAL_THRESHOLD if threshold is None else threshold
        self._unsure = 0
        self._no_animals: dict[str, int] = {}

    @property
    def left_out(self) -> LeftOut:
        """Of all that was read so far."""
        return LeftOut(self._threshold, self._unsure, self._no_animals)

    def animals(self, file: str, found: list[Any]) -> Iterator[Detection]:
        for each in found:
            category = self._category(each)
            confidence = _share(_mapping(each).get("conf"))
            if confidence is None or confidence < self._threshold:
                self._unsure += 1
                continue
            if category in NO_ANIMALS:
                self._no_animals[category] = self._no_animals.get(category, 0) + 1
                continue
            bbox = read_relative(each.get("bbox"))
            if bbox is None:
                raise SheetUnreadable(
                    "foreign_unreadable",
                    f"A box of “{file}” in the MegaDetector file lies outside the picture: "
                    f"{each.get('bbox')}. Boxes are x, y, width and height in shares of the picture.",
                )
            classes = list(self._classifications(each))
            yield Detection(
                file,
                bbox,
                animal_class=classes[0]["class"] if classes else category,
                confidence=confidence,
                model=self._model,
                verbatim={
                    "category": category,
                    **({"classifications": classes} if classes else {}),
                    **({"classifier": self._classifier} if self._classifier else {}),
                },
            )

    def why_empty(self, found: list[Any]) -> str:
        sure = {
            self._category(each)
            for each in found
            if (_share(_mapping(each).get("conf")) or 0.0) >= self._threshold
        }
        if others := sorted(sure & NO_ANIMALS):
            return f"{self._model} found no animal in it, only: {', '.join(others)}."
        if found:
            return f"{self._model} found nothing in it that reaches its threshold of {self._threshold:g}."
        return f"{self._model} found nothing in it."

    def _category(self, found: Any) -> str:
        key = str(_mapping(found).get("category"))
        return str(self._categories.get(key, key)).casefold()

    def _classifications(self, found: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """The surest first, as the format has it."""
        for pair in found.get("classifications") or []:
            if isinstance(pair, list) and len(pair) == 2:
                yield {"class": str(self._classes.get(str(pair[0]), pair[0])), "share": pair[1]}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _share(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        return None
    return float(value)
