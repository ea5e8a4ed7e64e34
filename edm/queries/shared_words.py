"""Which of their sheets' words mean several of the sightings that are exported, so that each is called by its id?

All of the selection is looked at for it, so it is done once an export: the cursor takes the answer along.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from edm.models import Encounter, Sighting
from edm.models.sighting_word import SIGHTING_NAME
from edm.queries.json_value import JsonValue
from service_kit.errors import Malformed

DIGITS = 16  # hexadecimal, of a word's hash: words may be long, and all of a cursor travels with each page


@dataclass(frozen=True, slots=True)
class SharedWords:
    """The words, each as the beginning of its hash."""

    hashes: frozenset[str] = frozenset()

    def __contains__(self, word: str | None) -> bool:
        return word is not None and _hash(word) in self.hashes

    def mark(self) -> str:
        """The words as one."""
        return "".join(sorted(self.hashes))

    @classmethod
    def of_mark(cls, mark: Any) -> SharedWords:
        """The words again. Raises `Malformed` for what `mark` did not make."""
        if not isinstance(mark, str) or len(mark) % DIGITS:
            raise Malformed("This cursor is not one that was handed out here.")
        return cls.of(mark[at : at + DIGITS] for at in range(0, len(mark), DIGITS))

    @classmethod
    def of(cls, hashes: Iterable[str]) -> SharedWords:
        return cls(frozenset(hashes))


def shared_words(session: Session, selection: ColumnElement[bool]) -> SharedWords:
    """The words that several sightings of the selected encounters bear."""
    name = JsonValue(Sighting.custom_fields, (SIGHTING_NAME,), "text")
    named = (
        select(name.label("name"), Sighting.id)
        .join(Encounter, Encounter.sighting_id == Sighting.id)
        .where(selection, name.is_not(None))
        .distinct()
        .subquery()
    )
    several = select(named.c.name).group_by(named.c.name).having(func.count() > 1)
    return SharedWords.of(_hash(word) for word in session.scalars(several))


def _hash(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()[:DIGITS]
