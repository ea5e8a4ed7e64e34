"""Which uploaded file does a name in somebody's metadata mean, and which names are no names at all?

Sheets are written on other machines than pictures: letters come composed or not, in another case,
with a folder before them, as `.jpg` where the camera wrote `.JPG`, or without any extension. The nearest reading wins; where two
files fit equally well, nobody guesses.
"""

from __future__ import annotations

import unicodedata
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from houston.files.refused import FileRefused

LONGEST_NAME = 1000  # characters, folders included; file systems allow 255 for each part
MOST_PROPOSALS = 200  # when thousands of names are not there, a folder is missing and no letter
SIMILAR_ENOUGH = 70  # of 100; below that a suggestion is a distraction
_SAME_EXTENSION = {"jpeg": "jpg", "jpe": "jpg", "tiff": "tif"}


def check_shown_name(name: str) -> str:
    """The name as it is kept and shown. It is never used as a path, so any path in it is only text.

    Raises `FileRefused` for what cannot be shown.
    """
    if not name.strip():
        raise FileRefused("file_name_invalid", "The file has no name.")
    if len(name) > LONGEST_NAME:
        raise FileRefused(
            "file_name_invalid", f"The file's name is longer than {LONGEST_NAME} characters."
        )
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name):
        raise FileRefused(
            "file_name_invalid",
            "The file's name holds characters that cannot be shown. Rename it and upload it again.",
        )
    return name


@dataclass(frozen=True, slots=True)
class Lookup:
    """What came of looking for one name: exactly one file, several, or none."""

    files: tuple[uuid.UUID, ...]
    suggestion: str | None = None
    """The most similar name where there is no file."""


class FileNames:
    """The files of one submission by name; `(id, name)` each. A file's id may stand for its name."""

    def __init__(self, files: Iterable[tuple[uuid.UUID, str]]) -> None:
        self._names = dict(files)
        self._readings = [_by(of_file, self._names.items()) for _, of_file in _READINGS]
        self._proposals = 0

    def find(self, wanted: str) -> Lookup:
        """The file that is meant; the strictest reading under which there is any decides."""
        if (by_id := _as_id(wanted)) in self._names and by_id is not None:
            return Lookup((by_id,))
        if not self._names:
            return Lookup(())
        bare = _bare(wanted)
        if not {_stem(bare), _folded(bare)} & self._readings[-1].keys():
            # What the most tolerant readings do not find, no other does.
            return Lookup((), self._most_similar(wanted))
        for (of_wanted, _), known in zip(_READINGS, self._readings, strict=True):
            if found := known.get(of_wanted(wanted)):
                return Lookup(tuple(found))
        return Lookup((), self._most_similar(wanted))

    def name_of(self, file: uuid.UUID) -> str:
        return self._names[file]

    def _most_similar(self, wanted: str) -> str | None:
        self._proposals += 1
        if self._proposals > MOST_PROPOSALS:
            return None
        found = process.extractOne(
            _bare(wanted),
            list(self._names.values()),
            scorer=fuzz.ratio,
            processor=utils.default_process,
            score_cutoff=SIMILAR_ENOUGH,
        )
        return str(found[0]) if found else None


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _forward(name: str) -> str:
    return _composed(name).strip().replace("\\", "/").removeprefix("./").lstrip("/")


def _folded(name: str) -> str:
    return _composed(_forward(name).casefold())


def _extension_aside(name: str) -> str:
    stem, dot, extension = _folded(name).rpartition(".")
    return f"{stem}{dot}{_SAME_EXTENSION.get(extension, extension)}"


def _stem(name: str) -> str:
    """Without the extension: programs for pictures change it, and people leave it out."""
    folded = _folded(name)
    stem, dot, _ = folded.rpartition(".")
    return stem if dot and stem and not stem.endswith("/") else folded


def _bare(name: str) -> str:
    return _forward(name).rpartition("/")[2]


_Reading = Callable[[str], str]
_ALIKE: tuple[_Reading, ...] = (
    str,
    _composed,
    _forward,
    _folded,
    _extension_aside,
    _bare,
    lambda name: _folded(_bare(name)),
    lambda name: _extension_aside(_bare(name)),
)
_READINGS: tuple[tuple[_Reading, _Reading], ...] = (
    *((reading, reading) for reading in _ALIKE),
    # Without an extension where the file has one, and then with another than the file has.
    (_folded, _stem),
    (_stem, _stem),
    (lambda name: _folded(_bare(name)), lambda name: _stem(_bare(name))),
    (lambda name: _stem(_bare(name)), lambda name: _stem(_bare(name))),
)
"""How the name that is wanted is read, and how the names of the files: from the strictest to the most tolerant."""


def _by(
    reading: Callable[[str], str], files: Iterable[tuple[uuid.UUID, str]]
) -> dict[str, list[uuid.UUID]]:
    known: dict[str, list[uuid.UUID]] = defaultdict(list)
    for file, name in files:
        known[reading(name)].append(file)
    return dict(known)


def _as_id(text: str) -> uuid.UUID | None:
    if len(text) not in (32, 36):
        return None
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
