"""Which column is meant by each heading of a sheet, how sure is that, and who wrote the sheet?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz, process

from edm.sheets.aliases import HELPERS
from edm.sheets.found import KEPT, Found, fold
from edm.sheets.generators import generator_of
from edm.sheets.headings import Vocabulary
from edm.sheets.target import Role

# A heading this much like a name (0-100) is a slip of the pen; the user is told.
MIN_SLIP = 92
# Below this a proposal would rather confuse.
MIN_SUGGESTION = 75
# And what comes after the point has to be this much like it: all of "Encounter.side" and "Encounter.sex" is alike else.
MIN_ENDING = 60
# So short a word is another one when its first letter is: "side" is no slip of the pen for "tide".
SHORT = 5
MAX_SUGGESTIONS = 5
CHOSEN, LIKELY, NONE = "chosen", "likely", "none"
# Rows with one value of it are one thing, so they are to be looked at together.
ROW_BINDING = frozenset({"sighting.id"})
# What is compared across all rows of the sheet; with ids of encounters those of sightings, which must be others.
ENCOUNTER_ID = "encounter.id"
SHEET_BINDING = (ENCOUNTER_ID, "animal.", "encounter.sex", "species.")

_version = re.compile(r"version\b.*", re.I)
# How R and pandas call the column of row numbers that they add.
_row_number = re.compile(r"|x|unnamed:\s*0|\.\.\.1|v1|row\.?names?", re.I)


def recognise_columns(
    headings: Sequence[str | None],
    samples: Sequence[Sequence[str | None]],
    mapping: Mapping[str, str | None],
    vocabulary: Vocabulary,
) -> dict[str, Any]:
    """The answer of ``POST /sheets/columns``; ``mapping`` holds what the user chose, by heading."""
    written = [heading for heading in headings if heading]
    names = {fold(name): name for name in vocabulary.targets}
    columns = []
    places: dict[int, str] = {}
    for index, heading in enumerate(headings):
        values = samples[index] if index < len(samples) else ()
        column = _column(index, heading, values, mapping, written, names, vocabulary)
        found = vocabulary.find(column["target"]) if column["target"] else None
        column["shows_writing"] = found is not None and vocabulary.shows_writing(found.target)
        columns.append({"index": index, "heading": heading, **column})
        places[index] = found.target.place if found else ""
    if ENCOUNTER_ID in places.values():
        for column in columns:
            column["binds_sheet"] |= places[column["index"]] in ROW_BINDING
    return {"generator": generator_of(headings), "columns": columns}


def _column(
    index: int,
    heading: str | None,
    values: Sequence[str | None],
    mapping: Mapping[str, str | None],
    written: Sequence[str],
    names: Mapping[str, str],
    vocabulary: Vocabulary,
) -> dict[str, Any]:
    text = (heading or "").strip()
    if heading is not None and heading in mapping:
        chosen = mapping[heading]
        found = vocabulary.find(chosen) if chosen is not None else None
        if chosen is None or found is not None:
            return _answer(found, CHOSEN, [], None)
    ignored = _ignored(index, text, values)
    if ignored is not None:
        return {**_answer(None, "exact", [], ignored), "role": str(Role.IGNORED)}
    if not text:
        return _answer(None, NONE, [], "The column has no heading; its values are kept.")
    if text.endswith(KEPT):
        message = "What a sheet said word for word before; it is kept with the records."
        return _answer(None, "exact", [], message)
    if fold(text) in HELPERS:
        return _answer(None, "exact", [], HELPERS[fold(text)])
    found = vocabulary.recognise(text, written)
    if found is not None:
        return _answer(found, found.certainty, [], None)
    suggestions = suggest(text, names, vocabulary)
    if suggestions and suggestions[0]["score"] >= MIN_SLIP and "." in text:
        found = vocabulary.find(suggestions[0]["target"])
        message = f"'{text[:80]}' is taken for '{suggestions[0]['target']}'."
        return _answer(found, LIKELY, suggestions, message)
    message = f"The column '{text[:80]}' is not known; its values are kept with the records."
    if suggestions:
        message += f" Did you mean '{suggestions[0]['target']}'?"
    return _answer(None, NONE, suggestions, message)


def _ignored(index: int, text: str, values: Sequence[str | None]) -> str | None:
    """Why a column says nothing about an animal."""
    if _version.fullmatch(text):
        return "The version of the program that wrote the sheet."
    if index == 0 and _row_number.fullmatch(text) and _counts_rows(values):
        return "The row numbers of the program that wrote the sheet."
    return None


def _counts_rows(values: Sequence[str | None]) -> bool:
    numbers = [int(value) for value in values if value is not None and value.isdecimal()]
    if len(numbers) != len(values) or not numbers:
        return not any(values)
    return all(later > earlier for earlier, later in pairwise(numbers))


def _answer(
    found: Found | None,
    certainty: str,
    suggestions: list[dict[str, Any]],
    message: str | None,
) -> dict[str, Any]:
    place = found.target.place if found else ""
    return {
        "target": found.name if found else None,
        "role": str(found.target.role if found else Role.KEPT),
        "certainty": certainty,
        "suggestions": suggestions,
        "binds_rows": place in ROW_BINDING,
        "binds_sheet": place.startswith(SHEET_BINDING),
        "shows_writing": False,
        "message": message,
    }


def suggest(text: str, names: Mapping[str, str], vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The targets whose names are most like the heading, the best first."""
    folded = fold(text).replace("occurrence", "sighting").replace("#", "0")
    keys: dict[str, str] = {}
    for key, name in names.items():
        keys.setdefault(key if "." in folded else key.partition(".")[2], name)
    likely = [key for key in keys if _may_be(folded, key)]
    found = process.extract(
        folded, likely, scorer=fuzz.ratio, score_cutoff=MIN_SUGGESTION, limit=MAX_SUGGESTIONS
    )
    named = [(keys[key], score) for key, score, _ in found]
    return [
        {
            "target": name.replace("#", "0"),
            "label": vocabulary.targets[name].label,
            "score": round(score),
        }
        for name, score in named
    ]


def _may_be(folded: str, key: str) -> bool:
    """Whether a name may be meant at all, by what comes after the point."""
    text, name = folded.rpartition(".")[2], key.rpartition(".")[2]
    if min(len(text), len(name)) <= SHORT and text[:1] != name[:1]:
        return False
    return fuzz.ratio(text, name) >= MIN_ENDING
