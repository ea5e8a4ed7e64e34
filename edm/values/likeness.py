"""What was probably meant by a word that is not known?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

_word = re.compile(r"[^\W_]+")
# Below this likeness (0-100) a proposal would rather confuse.
MIN_LIKENESS = 60
# A word of it has to be this much like one of the name, or all of it like all: "Anas" is no "Eurasian lynx".
MIN_WORD_LIKENESS = 75
# And so would one that is this much less like the word than the best.
MAX_BEHIND_BEST = 15
# Longer than any name; comparing a novel with every name would only cost time.
MAX_COMPARED = 200


def nearest_words(text: str, words: Iterable[str], limit: int) -> list[str]:
    """The ``words`` most like ``text``, the best first, at most ``limit``; none when none is like it.

    ``text`` and ``words`` are compared as they are: fold their case first where it does not count.
    """
    compared = text[:MAX_COMPARED]
    found = process.extract(
        compared,
        [word for word in words if _shares_a_word(compared, word)],
        scorer=fuzz.WRatio,
        score_cutoff=MIN_LIKENESS,
        limit=limit,
    )
    return [word for word, likeness, _ in found if likeness >= found[0][1] - MAX_BEHIND_BEST]


def _shares_a_word(text: str, name: str) -> bool:
    if fuzz.ratio(text, name) >= MIN_WORD_LIKENESS:
        return True
    return any(
        fuzz.ratio(one, other) >= MIN_WORD_LIKENESS
        for one in _word.findall(text)
        for other in _word.findall(name)
    )


def nearest_word(text: str, words: Iterable[str]) -> str | None:
    """The one of ``words`` that is most like ``text``, if any is like it."""
    found = nearest_words(text, words, 1)
    return found[0] if found else None


def did_you_mean(word: str | None) -> str:
    """The end of a sentence that proposes ``word``; empty when there is nothing to propose."""
    return f" Did you mean '{word}'?" if word else ""
