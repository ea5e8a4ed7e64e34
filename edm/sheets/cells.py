"""What does a cell say, before anybody asks what its column means?"""

from __future__ import annotations

import re
from collections.abc import Sequence

# What sheets and statistics programs write where there is nothing. Not "unknown": that is a sex and a life stage.
NO_VALUES = frozenset(
    {"", "-", "--", "---", "na", "n/a", "#n/a", "<na>", "nan", "none", "null", "nil", "#null!"}
)
_LONGEST_NO_VALUE = max(map(len, NO_VALUES))
_APOSTROPHES = "'\u2019"
_whole = re.compile(r"[+-]?\d+\.0+", re.ASCII)


def clean(text: str | None) -> str | None:
    """The text without the blanks around it and the apostrophe before it; ``None`` where it says nothing.

    Spreadsheets write the apostrophe to keep a number from being read as one.
    """
    if text is None:
        return None
    text = text.strip()
    if text[:1] in _APOSTROPHES and text:
        text = text[1:].strip()
    if len(text) <= _LONGEST_NO_VALUE and text.casefold() in NO_VALUES:
        return None
    return text


def clean_all(texts: Sequence[str | None]) -> list[str | None]:
    """The same for very many texts, nearly all of which are long enough to say something."""
    cleaned: list[str | None] = []
    for text in texts:
        if text is not None and len(text) > _LONGEST_NO_VALUE:
            stripped = text.strip()
            plain = len(stripped) > _LONGEST_NO_VALUE and stripped[0] not in _APOSTROPHES
            cleaned.append(stripped if plain else clean(text))
        else:
            cleaned.append(clean(text))
    return cleaned


def without_needless_zero(text: str) -> str:
    """``8.0`` as ``8``: numbers that are names come out of statistics programs like this."""
    return text.split(".")[0] if _whole.fullmatch(text) else text
