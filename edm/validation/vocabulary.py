"""Is this one of the words that may stand here?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from edm.species.custom_field import Term
from edm.values import FaultList
from edm.values.basics import check_line
from edm.values.likeness import nearest_word


def check_word(
    value: Any, pointer: str, subject: str, words: Iterable[str], faults: FaultList
) -> str | None:
    """One of ``words``, in any case."""
    return check_term(value, pointer, subject, [Term(word) for word in words], faults)


def check_term(
    value: Any,
    pointer: str,
    subject: str,
    terms: Iterable[Term],
    faults: FaultList,
    whose: str = "",
) -> str | None:
    """The value of one of ``terms``, recognised by its value or by any of its labels, in any case.

    ``whose`` is added to the sentence: " of plains zebra".
    """
    text = check_line(value, pointer, subject, faults)
    if text is None:
        return None
    known = list(terms)
    for term in known:
        if text == term.value:
            return text
    folded = text.casefold()
    meant = {
        term.value
        for term in known
        if folded in (term.value.casefold(), *(label.casefold() for label in term.labels.values()))
    }
    if len(meant) == 1:
        return meant.pop()
    words = [term.value for term in known]
    listed = ", ".join(words)
    message = f"{subject}{whose} cannot be '{text[:60]}'. Known are: {listed}."
    nearest = nearest_word(folded, words)
    faults.add(pointer, "not_in_vocabulary", message, value, nearest, {"known": listed})
    return None
