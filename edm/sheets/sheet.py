"""All that the rows of a block say, thing by thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edm.models import State
from edm.sheets.animals import Animals, animals_of
from edm.sheets.catalogue_numbers import FIELD, beside, is_catalogue, other_numbers, read_ids
from edm.sheets.columns import NOTHING, SheetColumn
from edm.sheets.context import SheetContext
from edm.sheets.customs import measurements_in, read_custom, read_term
from edm.sheets.facts import Fact, fact_of, first_understood, joined
from edm.sheets.findings import INFO, WARNING, Rows
from edm.sheets.kinds_of_animal import AnimalKinds, read_species
from edm.sheets.places import Places, read_places
from edm.sheets.reading import read
from edm.sheets.target import Kind
from edm.sheets.time_facts import Times
from edm.sheets.times import read_times
from edm.sheets.words import is_uuid, sighting_word
from edm.species.config import SpeciesConfig
from edm.species.custom_field import Level, Term
from edm.validation.encounter import REPORTED_STATES
from edm.validation.names import fold_name
from edm.validation.records import ENCOUNTER_FIELDS
from edm.validation.vocabulary import check_word

LEVELS: Mapping[str, Level] = {
    "sighting": Level.SIGHTING,
    "encounter": Level.ENCOUNTER,
    "animal": Level.INDIVIDUAL,
}
# Read together, not place by place.
TOGETHER = ("time.", "location.", "species.")
OTHER_NUMBERS = f"encounter.custom_fields.{FIELD}"
SIGHTING_WORD = "sighting.id"
VOCABULARIES = {
    "sex": "sexes",
    "life_stage": "life_stages",
    "living_status": "living_statuses",
}
# "ad" is an adult; a single letter may be anything.
SHORTEST_ABBREVIATION = 2
# How people abbreviate the sexes.
SEXES = {"m": "male", "f": "female", "u": "unknown", "♂": "male", "♀": "female"}


@dataclass(eq=False)
class Sheet:
    """What the rows say. ``sightings`` holds for each row the number of its sighting, in order of appearance."""

    context: SheetContext
    kinds: AnimalKinds
    times: Times
    places: Places
    facts: dict[str, Fact]  # by place, with number and word in it
    sightings: NDArray[np.intp]
    first_rows: NDArray[np.intp]  # of each sighting, its first row
    aside: dict[str, NDArray[np.bool_]] = field(default_factory=dict)
    """By place, the rows whose value is not the sighting's and is kept word for word."""
    known_animals: Mapping[str, str] = field(default_factory=dict)
    """The names of animals that rows name by their ids, by the id in small letters; told before anything is checked."""

    @cached_property
    def _names(self) -> Fact | None:
        places = ("animal.id", "animal.name", "animal.nickname")
        told = [self.facts[place] for place in places if place in self.facts]
        return first_understood(told) if told else None

    @cached_property
    def animals(self) -> Animals | None:
        """The animals that the rows name; ``None`` where no column names any."""
        return animals_of(self._names, self.kinds, self.known_animals) if self._names else None

    def ids_of_animals(self) -> list[str]:
        """The ids by which rows name animals, in small letters."""
        values = self._names.values if self._names else ()
        return list(dict.fromkeys(each.lower() for each in values if each and is_uuid(each)))

    def faults(self) -> list[dict[str, Any]]:
        """All that was found, as the answer has it."""
        return self.context.findings.as_list(self.context.block.numbers)

    def put_aside(self, key: str, rows: Rows) -> None:
        """What these rows say at the place is kept with their encounters: their sighting says something else."""
        nothing = np.zeros(len(self.context.block), dtype=bool)
        self.aside.setdefault(key, nothing)[rows] = True

    def starting(self, *prefixes: str) -> Iterator[tuple[str, Fact]]:
        """The facts of places that start like this."""
        for key, fact in self.facts.items():
            if key.startswith(prefixes):
                yield key, fact


def key_of(column: SheetColumn) -> str:
    """The place of the column, with its number and its word."""
    if column.target is None:
        return ""
    number = "" if column.number is None else str(column.number)
    # "Girth" and "girth" are one thing that is measured, as they are in the form.
    return column.target.place.replace("#", number).replace("*", fold_name(column.word or ""))


def read_sheet(context: SheetContext) -> Sheet:
    """Reads all cells; notes every value that is wrong in itself, and columns that clash within a row."""
    columns: dict[str, list[SheetColumn]] = {}
    for column in context.block.columns:
        if column.target is not None:
            columns.setdefault(key_of(column), []).append(column)
    kinds = read_species(columns, context)
    facts: dict[str, Fact] = {}
    if SIGHTING_WORD in columns:
        words = [_read(one, kinds, context) for one in columns[SIGHTING_WORD]]
        facts[SIGHTING_WORD] = joined(words, context.findings)
    sightings, first_rows = _sightings(facts.get(SIGHTING_WORD), len(context.block))
    # What is recorded of a sighting is recorded for its own species, which is that of its first row.
    of_sighting = AnimalKinds(kinds.configs, kinds.codes[first_rows[sightings]])
    told: dict[str, list[Fact]] = {}
    for key, same in columns.items():
        if not key.startswith(TOGETHER) and key not in facts:
            of = of_sighting if key.startswith("sighting.") else kinds
            read = [_read(one, of, context) for one in same]
            told.setdefault(key, []).extend(read)
            for name, fact in measurements_in(read):
                told.setdefault(f"measurement.{fold_name(name)}.value", []).append(fact)
    facts |= {key: joined(those, context.findings) for key, those in told.items()}
    for column in filter(is_catalogue, columns.get("encounter.id", ())):
        numbers = other_numbers(column, kinds, context)
        if numbers is not None:
            before = facts.get(OTHER_NUMBERS)
            facts[OTHER_NUMBERS] = numbers if before is None else beside(before, numbers)
    times = read_times(columns, context)
    places = read_places(columns, context)
    _tell_decisions(facts.get("encounter.state"), context)
    return Sheet(context, kinds, times, places, facts, sightings, first_rows)


def _read(column: SheetColumn, kinds: AnimalKinds, context: SheetContext) -> Fact:
    target = column.target
    if target is None:
        raise ValueError("An unknown column has no value to be read.")
    level, _, rest = target.place.partition(".")
    if ".custom_fields." in target.place:
        return read_custom(
            column, LEVELS[level], rest.removeprefix("custom_fields."), kinds, context
        )
    if target.kind is Kind.CATALOGUE:
        return read_ids(column, context)
    if target.kind is Kind.CHOICE:
        return read_term(column, _term_check(target.place, context), kinds, context)
    values = read(column, target.kind, context)
    if target.place == SIGHTING_WORD:
        values = [word and sighting_word(word) for word in values]
    return fact_of(column, values)


def _term_check(place: str, context: SheetContext) -> Callable[[str, SpeciesConfig | None], Any]:
    if place == "encounter.state":
        faults = context.form.faults
        return lambda text, species: check_word(text, "", "The state", REPORTED_STATES, faults)
    name = "sex" if place.endswith(".sex.value") else place.removeprefix("encounter.")
    check = ENCOUNTER_FIELDS[name]

    def term(text: str, species: SpeciesConfig | None) -> Any:
        word = SEXES.get(text.casefold(), text) if name == "sex" else text
        if species is not None:
            word = spelt_out(word, getattr(species, VOCABULARIES[name]))
        return check(word, "", species, context.form)

    return term


def spelt_out(text: str, terms: Iterable[Term]) -> str:
    """The word that an abbreviation like "juv." stands for; the text itself where that is not certain."""
    short = text.casefold().removesuffix(".")
    if len(short) < SHORTEST_ABBREVIATION:
        return text
    meant = {term.value for term in terms if term.value.casefold().startswith(short)}
    return meant.pop() if len(meant) == 1 else text


def _tell_decisions(fact: Fact | None, context: SheetContext) -> None:
    """Who may not approve, imports unapproved; who may, is told what the sheet rejects, for it will not be seen."""
    if fact is None:
        return
    for at, state in enumerate(fact.values):
        rows = np.flatnonzero(fact.codes == at)
        if state in (None, State.UNAPPROVED) or not len(rows):
            continue
        if context.block.options.may_approve:
            if state == State.REJECTED:
                message = "These rows are imported as rejected: they are kept, and take no part in anything."
                context.findings.add(
                    "imported_rejected", message, fact.columns, rows,
                    severity=INFO, value=state, suggestion=State.UNAPPROVED,
                )  # fmt: skip
            continue
        message = (
            f"You may not decide that encounters are {state}, so they are imported unapproved."
        )
        context.findings.add(
            "not_approved", message, fact.columns, rows,
            severity=WARNING, value=state, suggestion=State.UNAPPROVED,
        )  # fmt: skip


def _sightings(fact: Fact | None, count: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows with one id are one sighting, a row without is one by itself."""
    keys = np.arange(count, dtype=np.int64)
    if fact is not None:
        positions: dict[Any, int] = {}
        same = [positions.setdefault(value, at) for at, value in enumerate(fact.values)]
        canonical = np.asarray([*same, NOTHING], dtype=np.int64)[fact.codes]
        keys = np.where(canonical == NOTHING, keys, count + canonical)
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank[which], first[order]
