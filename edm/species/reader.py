"""How is a value taken out of a configuration file so that whatever is wrong with it is noted with its line?

A :class:`Reader` stands at one value. Its methods hand out what was asked for, or note a fault and hand
out a harmless stand-in, so that one reading finds every fault of a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from edm.species.config_fault import ConfigFault
from edm.species.located import Located, Path
from edm.values.likeness import did_you_mean, nearest_word


class Reader:
    """A position in a document, and the list in which its faults are noted."""

    def __init__(self, document: Located, faults: list[ConfigFault], file: str) -> None:
        self._document = document
        self._faults = faults
        self._file = file
        self._path: Path = ()
        self.value: Any = document.data

    def at(self, step: str | int) -> Reader:
        """The reader of a member; its value is ``None`` where there is no such member."""
        member = Reader(self._document, self._faults, self._file)
        member._path = (*self._path, step)
        if isinstance(self.value, dict):
            member.value = self.value.get(step)
        elif isinstance(self.value, list) and isinstance(step, int):
            member.value = self.value[step]
        else:
            member.value = None
        return member

    def fault(self, code: str, message: str) -> None:
        """Note what is wrong here."""
        place = self._document.place(self._path)
        self._faults.append(
            ConfigFault(
                place.file if place else self._file,
                place.line if place else None,
                place.column if place else None,
                code,
                message,
            )
        )

    @property
    def name(self) -> str:
        """The key that leads here."""
        return str(self._path[-1]) if self._path else "the file"

    def mapping(self, known: Iterable[str]) -> bool:
        """Whether this is an object; unknown keys of it are faults."""
        if not isinstance(self.value, dict):
            if self.value is not None:
                self.fault("wrong_value", f"'{self.name}' must hold keys and values.")
            return False
        keys = list(known)
        for key in self.value:
            if key not in keys:
                hint = did_you_mean(nearest_word(key, keys))
                self.at(key).fault("unknown_key", f"There is no key '{key}' here.{hint}")
        return True

    def items(self) -> Iterator[tuple[str, Reader]]:
        """The keys of an object and their readers; a fault when it is something else."""
        if isinstance(self.value, dict):
            for key in self.value:
                yield key, self.at(key)
        elif self.value is not None:
            self.fault("wrong_value", f"'{self.name}' must hold keys and values.")

    def members(self) -> Iterator[Reader]:
        """The readers of a list's members; a fault when it is something else."""
        if isinstance(self.value, list):
            for index in range(len(self.value)):
                yield self.at(index)
        elif self.value is not None:
            self.fault("wrong_value", f"'{self.name}' must be a list.")

    def text(self, *, required: bool = False) -> str | None:
        """A text that is not empty."""
        if self.value is None and not required:
            return None
        if self.value is None:
            self.fault("missing", f"'{self.name}' is missing.")
            return None
        if isinstance(self.value, str) and self.value.strip():
            return self.value.strip()
        hint = "" if isinstance(self.value, str | dict | list) else " Write it in quotes."
        self.fault("wrong_value", f"'{self.name}' must be a text.{hint}")
        return None

    def texts(self) -> tuple[str, ...]:
        """A list of texts; one text alone counts as a list of it."""
        if isinstance(self.value, str):
            one = self.text()
            return (one,) if one else ()
        found = [member.text(required=True) for member in self.members()]
        return tuple(text for text in found if text)

    def flag(self, default: bool = False) -> bool:
        """True or false."""
        if self.value is None:
            return default
        if isinstance(self.value, bool):
            return self.value
        self.fault("wrong_value", f"'{self.name}' must be true or false.")
        return default

    def number(self) -> float | None:
        """A number, or nothing."""
        if self.value is None:
            return None
        if isinstance(self.value, int | float) and not isinstance(self.value, bool):
            return self.value
        self.fault("wrong_value", f"'{self.name}' must be a number.")
        return None

    def whole_number(self) -> int | None:
        """A positive whole number, or nothing."""
        if self.value is None:
            return None
        if isinstance(self.value, int) and not isinstance(self.value, bool) and self.value > 0:
            return self.value
        self.fault("wrong_value", f"'{self.name}' must be a positive whole number.")
        return None

    def choice(self, allowed: Iterable[str]) -> str | None:
        """One of these words."""
        text = self.text(required=True)
        words = list(allowed)
        if text is None or text in words:
            return text
        hint = did_you_mean(nearest_word(text, words)) or f" Known are: {', '.join(words)}."
        self.fault("wrong_value", f"'{text}' is not a known {self.name}.{hint}")
        return None
