"""What does a heading mean, once it is known; and when are two headings the same?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from edm.sheets.target import Target

EXACT, SYNONYM = "exact", "synonym"
# Ends the heading under which an export writes what a sheet said word for word.
KEPT = "(kept)"

_blank = re.compile(r"[\s_\-]+")
NUMBER = re.compile(r"(?<=[a-z])0*(\d+)(?=\.|$)", re.ASCII)
"""The first number of a folded heading."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a heading means."""

    target: Target
    name: str  # the official name with its number
    number: int | None
    word: str | None  # the name of a measurement or of a labelled keyword
    certainty: str  # EXACT or SYNONYM


def fold(heading: str) -> str:
    """What is compared when two headings are: case, blanks, underscores and padding do not count."""
    folded = _blank.sub("", unicodedata.normalize("NFKC", heading).casefold())
    return NUMBER.sub(r"\1", folded)
