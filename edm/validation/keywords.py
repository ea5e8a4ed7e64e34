"""By which words is an encounter or a picture to be found again?"""

from __future__ import annotations

from typing import Any

from edm.validation.lists import check_list, required_line
from edm.values import FaultList

# What the sheets of fifteen years hold at the longest; a longer one is a comment in the wrong column.
MAX_KEYWORD = 256
MAX_KEYWORDS = 1_000


def check_keywords(value: Any, pointer: str, faults: FaultList) -> list[str]:
    """The keywords, each once, in the order in which they were given."""
    found = check_list(
        value,
        pointer,
        "The keywords",
        MAX_KEYWORDS,
        faults,
        lambda one, at: required_line(one, at, "The keyword", faults, MAX_KEYWORD),
    )
    return list(dict.fromkeys(found))
