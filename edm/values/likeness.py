"""What was probably meant by a word that is not known?"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

# Below this likeness (0-100) a proposal would rather confuse.
MIN_LIKENESS = 60
# And so would one that is this much less like the word than the best.
MAX_BEHIND_BEST = 15
# Longer than any name; comparing a novel with every name would only cost time.
MAX_COMPARED = 200


def nearest_words(text: str, words: Iterable[str], limit: int) -> list[str]:
    """The ``words`` most like ``text``, the best first, at most ``limit``; none when none is like it.

    ``text`` and ``words`` are compared as they are: fold their case first where it does not count.
    """
    found = process.extract(
        text[:MAX_COMPARED],
        list(words),
        scorer=fuzz.WRatio,
        score_cutoff=MIN_LIKENESS,
        limit=limit,
    )
    return [word for word, likeness, _ in found if likeness >= found[0][1] - MAX_BEHIND_BEST]


def nearest_word(text: str, words: Iterable[str]) -> str | None:
    """The one of ``words`` that is most like ``text``, if any is like it."""
    found = nearest_words(text, words, 1)
    return found[0] if found else None


def did_you_mean(word: str | None) -> str:
    """The end of a sentence that proposes ``word``; empty when there is nothing to propose."""
    return f" Did you mean '{word}'?" if word else ""
