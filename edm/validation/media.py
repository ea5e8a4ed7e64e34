"""What is said of single pictures: keywords, labels, how good they are?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from edm.species.plain_values import MAX_FILE_NAME
from edm.validation.keywords import MAX_KEYWORD, check_keywords
from edm.validation.lists import Named, check_objects, required_line
from edm.values import FaultList, pointer_to
from edm.values.basics import check_number, check_text, wrong_type

KEYS = ("asset", "keywords", "labels", "quality")
MAX_MEDIA = 10_000  # as many as an encounter may have pictures
MAX_LABELS = 100


def check_media(value: Any, pointer: str, faults: FaultList) -> list[dict[str, Any]]:
    """``[{asset, keywords, labels, quality}]``, one a picture; which file is meant is not looked at here."""

    def read(one: Mapping[str, Any], at: str) -> Named | None:
        asset = _asset(one.get("asset"), f"{at}/asset", faults)
        quality = one.get("quality")
        if quality is not None:
            quality = check_number(quality, f"{at}/quality", "The quality", faults)
        said = {
            "asset": asset,
            "keywords": check_keywords(one.get("keywords"), f"{at}/keywords", faults),
            "labels": _labels(one.get("labels"), f"{at}/labels", faults),
            "quality": quality,
        }
        if asset is None:
            return None
        return Named(said, asset, asset, f"The picture '{asset}' is listed twice.")

    subject, one = "What is said of the pictures", "What is said of a picture"
    return check_objects(value, pointer, subject, MAX_MEDIA, faults, one, KEYS, read)


def _asset(value: Any, pointer: str, faults: FaultList) -> str | None:
    if value is None or value == "":
        faults.add(pointer, "required", "Say which picture it is: the name of its file.")
        return None
    return check_text(value, pointer, "The file name", faults, MAX_FILE_NAME)


def _labels(value: Any, pointer: str, faults: FaultList) -> dict[str, str]:
    """Keywords that answer a question: the label and the word chosen for it."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        wrong_type(value, pointer, "The labels", "a group of named values", faults)
        return {}
    if len(value) > MAX_LABELS:
        message = f"A picture may have {MAX_LABELS} labels at most."
        faults.add(pointer, "too_many", message, len(value))
        return {}
    found = {}
    for label, chosen in value.items():
        at = pointer + pointer_to(label)
        name = required_line(label, at, "The label", faults, MAX_KEYWORD)
        word = required_line(chosen, at, "The keyword", faults, MAX_KEYWORD)
        if name is not None and word is not None:
            found[name] = word
    return found
