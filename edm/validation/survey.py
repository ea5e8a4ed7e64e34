"""During which survey was a sighting made?"""

from __future__ import annotations

from typing import Any

from edm.validation.context import check_object
from edm.validation.lists import optional_line
from edm.values import FaultList
from edm.values.basics import check_text

KEYS = ("id", "type", "vessel", "comments")
MAX_SURVEY_LINE = 200


def check_survey(value: Any, pointer: str, faults: FaultList) -> dict[str, Any] | None:
    """``{id, type, vessel, comments}``; ``None`` where nothing is given."""
    if value is None or not check_object(value, pointer, "The survey", KEYS, faults):
        return None
    survey = {
        name: optional_line(value.get(name), f"{pointer}/{name}", subject, faults, MAX_SURVEY_LINE)
        for name, subject in (
            ("id", "The number of the survey"),
            ("type", "The kind of survey"),
            ("vessel", "The vessel"),
        )
    }
    comments = value.get("comments")
    if comments is not None:
        comments = check_text(comments, f"{pointer}/comments", "Comments on the survey", faults)
    survey["comments"] = comments if comments and comments.strip() else None
    return survey if any(survey.values()) else None
