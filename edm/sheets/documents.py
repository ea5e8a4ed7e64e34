"""The rows of a sheet as the metadata that a report is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import numpy as np

from edm.sheets.columns import SheetColumn
from edm.sheets.facts import Fact
from edm.sheets.found import KEPT
from edm.sheets.leftovers import leftovers
from edm.sheets.sheet import Sheet
from edm.sheets.told import animal_of, samples_of
from edm.values.basics import MAX_LINE

Document = dict[str, Any]


def documents_of(sheet: Sheet) -> list[Document]:
    """The sightings with their encounters, in the order of the rows; only for a sheet without errors."""
    rows: list[Document] = [{} for _ in range(len(sheet.context.block))]
    _write_encounters(sheet, rows)
    sightings: list[Document] = [{"encounters": []} for _ in sheet.first_rows]
    _write_sightings(sheet, sightings)
    numbers = sheet.context.block.numbers.tolist()
    options = sheet.context.block.options
    for row, (at, encounter) in enumerate(zip(sheet.sightings.tolist(), rows, strict=True)):
        sighting = sightings[at]
        species = sheet.kinds.of(row)
        time = sheet.times.document(row, options)
        location = sheet.places.document(row)
        for name, value in (
            ("species", species.id if species else None), ("time", time), ("location", location),
        ):  # fmt: skip
            if value is not None and sighting.setdefault(name, value) != value:
                encounter[name] = value
        encounter["row"] = numbers[row]
        sighting["encounters"].append(encounter)
    return sightings


Values = Iterator[tuple[int, Any]]
_NONE: frozenset[int] = frozenset()


def _filled(fact: Fact, but: Collection[int] = _NONE) -> Values:
    """The rows that have a value, and the value."""
    for row, value in enumerate(fact.per_row()):
        if value is not None and row not in but:
            yield row, value


def _write_encounters(sheet: Sheet, rows: list[Document]) -> None:
    left = {key: set(those.tolist()) for key, _, those in leftovers(sheet)}
    for key, fact in sheet.facts.items():
        kind, _, rest = key.partition(".")
        writer = _WRITERS.get(kind)
        if writer is not None:
            writer(rest, fact, _filled(fact, left.get(key, _NONE)), rows)
    approve = sheet.context.block.options.may_approve
    for row in rows:
        _finish(row)
        # Who may not approve decides nothing by a sheet, whatever it says.
        row["state"] = row.get("state", "approved") if approve else "unapproved"
    _write_verbatim(sheet, rows)
    for key, aside in sheet.aside.items():
        for column, text, same in sheet.facts[key].cells(np.flatnonzero(aside)):
            for row in same.tolist():
                _keep(rows[row], column, text)
    for _, fact, those in leftovers(sheet):
        for column, text, same in fact.cells(those):
            for row in same.tolist():
                _keep(rows[row], column, text)


def _encounter(rest: str, fact: Fact, values: Values, rows: list[Document]) -> None:
    name, _, field = rest.partition(".")
    for row, value in values:
        if field:
            rows[row].setdefault(name, {})[field] = value
        else:
            rows[row][name] = value


def _keyword(rest: str, fact: Fact, values: Values, rows: list[Document]) -> None:
    for row, value in values:
        words = rows[row].setdefault("keywords", [])
        if value not in words:
            words.append(value)


def _measurement(rest: str, fact: Fact, values: Values, rows: list[Document]) -> None:
    folded, _, key = rest.rpartition(".")
    name = fact.columns[0].word or folded
    for row, value in values:
        measurement = rows[row].setdefault("measurements", {}).setdefault(folded, {})
        measurement[key] = value
        if key == "value":
            measurement["name"] = name


def _people(rest: str, fact: Fact, values: Values, rows: list[Document]) -> None:
    role, number, key = rest.split(".")
    for row, value in values:
        people = rows[row].setdefault("people", {})
        people.setdefault((role, int(number)), {"role": role})[key] = value


def _media(rest: str, fact: Fact, values: Values, rows: list[Document]) -> None:
    number, _, key = rest.partition(".")
    column = fact.columns[0]
    for row, value in values:
        media = rows[row].setdefault("media", {})
        if number == "list":
            for name in value:
                media.setdefault((1, len(media)), {})["asset"] = name
        else:
            one = media.setdefault((0, int(number)), {})
            if key.startswith("label."):
                one.setdefault("labels", {})[column.word or ""] = value
            else:
                one[key] = value


def _sample(rest: str, fact: Fact, values: Values, rows: list[Document]) -> None:
    for row, value in values:
        rows[row].setdefault("samples", {})[rest] = value


def _animal(rest: str, fact: Fact, values: Values, rows: list[Document]) -> None:
    for row, value in values:
        rows[row].setdefault("animal", {})[rest] = value


_WRITERS = {
    "encounter": _encounter,
    "keyword": _keyword,
    "measurement": _measurement,
    "people": _people,
    "media": _media,
    "sample": _sample,
    "animal": _animal,
}


def _finish(row: Document) -> None:
    """Puts together what several columns told."""
    if "measurements" in row:
        row["measurements"] = [one for one in row["measurements"].values() if "value" in one]
    if "people" in row:
        row["people"] = [one for _, one in sorted(row["people"].items())]
    if "media" in row:
        media = [one for _, one in sorted(row.pop("media").items())]
        row["assets"] = list(dict.fromkeys(one["asset"] for one in media if "asset" in one))
        said: dict[str, Document] = {}
        for one in media:
            if "asset" in one:
                said.setdefault(one["asset"], {}).update(one)
        row["media"] = list(said.values())
    if "samples" in row:
        row["samples"] = samples_of(row["samples"])
    if "animal" in row:
        name, animal = animal_of(row.pop("animal"))
        if name:
            row["individual_name"] = name
        if animal:
            row["animal"] = animal


def _write_verbatim(sheet: Sheet, rows: list[Document]) -> None:
    """Unknown columns word for word, and what only the gateway can make something of."""
    for column in sheet.context.block.columns:
        if column.target is not None and not column.target.place.startswith("gateway."):
            continue
        texts = [None if text is None or not text.strip() else text for text in column.raw]
        for row, code in enumerate(column.raw_codes.tolist()):
            text = texts[code]
            if text is not None:
                _keep(rows[row], column, text)


def _keep(row: Document, column: SheetColumn, text: str) -> None:
    """Headings may be doubled or missing; such columns are told apart by their place in the sheet."""
    heading = (column.heading or "").strip().removesuffix(KEPT).rstrip()
    key = column.name or heading or f"Column {column.index + 1}"
    verbatim = row.setdefault("verbatim", {})
    place = f" (column {column.index + 1})"
    doubled = key[:MAX_LINE] in verbatim
    verbatim[key[: MAX_LINE - len(place)] + place if doubled else key[:MAX_LINE]] = text


def _write_sightings(sheet: Sheet, sightings: list[Document]) -> None:
    of_row = sheet.sightings.tolist()
    for key, fact in sheet.starting("sighting.", "survey."):
        kind, _, rest = key.partition(".")
        name, _, field = rest.partition(".")
        for row, value in _filled(fact):
            sighting = sightings[of_row[row]]
            if kind == "survey":
                sighting.setdefault("survey", {}).setdefault(rest, value)
            elif field:
                sighting.setdefault(name, {}).setdefault(field, value)
            else:
                sighting.setdefault(name, value)
