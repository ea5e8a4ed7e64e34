"""Which sightings of a sheet are here already, so that its encounters are added to them, and may they be?"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from edm.models import DEFAULT_CONTEXT, Encounter, Name, Sighting
from edm.queries.chunks import chunks
from edm.queries.leaving import none_of
from edm.queries.reach import LIVE, encounters_in, readable
from edm.queries.sightings_by_word import sightings_called
from edm.sheets.facts import Fact
from edm.sheets.findings import INFO, Rows
from edm.sheets.joined_sightings import put_aside_what_differs
from edm.sheets.sheet import Sheet
from edm.sheets.words import is_uuid
from edm.values.basics import is_storable
from service_kit.scope import Scope


def joined_sightings(session: Session, sheet: Sheet, scope: Scope) -> dict[str, str]:
    """The ids of sightings that are here, by the sheet's words for them; notes those that cannot be added to."""
    fact = sheet.facts.get("sighting.id")
    if fact is None:
        return {}
    words = [word for word in dict.fromkeys(fact.values) if word and is_storable(word)]
    found = _by_id(session, sheet, fact, [word for word in words if is_uuid(word)], scope)
    found |= _by_word(session, sheet, fact, [word for word in words if not is_uuid(word)], scope)
    _check_animals(session, sheet, fact, found)
    _tell(sheet, fact, found)
    put_aside_what_differs(session, sheet, fact, found)
    return found


def _tell(sheet: Sheet, fact: Fact, found: Mapping[str, str]) -> None:
    """Says which rows are added to what is there: numbers that every sheet begins anew would do so unseen."""
    for word, sighting in found.items():
        message = f"These rows are added to the sighting '{word[:80]}' that is here already."
        sheet.context.findings.add(
            "joins_sighting", message, fact.columns, _rows(fact, word),
            severity=INFO, value=word, suggestion=None if word == sighting else sighting,
        )  # fmt: skip


def _rows(fact: Fact, word: str) -> Rows:
    codes = [code for code, value in enumerate(fact.values) if value == word]
    return np.flatnonzero(np.isin(fact.codes, codes))


def _by_id(
    session: Session, sheet: Sheet, fact: Fact, words: list[str], scope: Scope
) -> dict[str, str]:
    ids = {uuid.UUID(word): word for word in words}
    present, seen = set[uuid.UUID](), set[uuid.UUID]()
    for part in chunks(sorted(ids)):
        here = Sighting.id.in_(part)
        present |= set(session.scalars(select(Sighting.id).where(here)))
        seen |= set(
            session.scalars(select(Sighting.id).where(here, readable(Sighting, scope.read)))
        )
    foreign = set(_foreign(session, seen, scope))
    for each in present - seen:
        message = f"There is a sighting with the id {each} already, and you may not add to it."
        sheet.context.findings.add(
            "id_taken", message, fact.columns, _rows(fact, ids[each]), value=str(each)
        )
    for each in foreign:
        message = "You may look at this sighting and not add to it: it is another's data."
        sheet.context.findings.add(
            "not_yours", message, fact.columns, _rows(fact, ids[each]), value=str(each)
        )
    return {ids[each]: str(each) for each in seen - foreign}


def _by_word(
    session: Session, sheet: Sheet, fact: Fact, words: list[str], scope: Scope
) -> dict[str, str]:
    """Only the caller's own: what others call their sightings is their own affair."""
    several: dict[str, set[uuid.UUID]] = {}
    for part in chunks(words):
        for row in session.execute(sightings_called(part, scope.write)):
            several.setdefault(row.name, set()).add(row.id)
    foreign = set(_foreign(session, set().union(*several.values()), scope))
    found: dict[str, str] = {}
    for word, those in several.items():
        mine = sorted(str(each) for each in those - foreign)
        if len(mine) == 1:
            found[word] = mine[0]
        elif mine:
            message = f"There are {len(mine)} sightings called '{word[:80]}'. Write the id of the one that is meant."
            sheet.context.findings.add(
                "ambiguous_sighting", message, fact.columns, _rows(fact, word),
                value=word, suggestion=mine[0],
            )  # fmt: skip
    return found


def _foreign(session: Session, ids: Collection[uuid.UUID], scope: Scope) -> Iterator[uuid.UUID]:
    """Those of the sightings of which an encounter is not the caller's to change."""
    outside = none_of(encounters_in(scope.write))
    for part in chunks(sorted(ids)):
        yield from session.scalars(
            select(Encounter.sighting_id).where(Encounter.sighting_id.in_(part), LIVE, outside)
        )


def _check_animals(session: Session, sheet: Sheet, fact: Fact, found: Mapping[str, str]) -> None:
    """An animal that the sighting has already cannot be another encounter of it."""
    animals = sheet.animals
    if animals is None or not found:
        return
    present = set(_present(session, [uuid.UUID(each) for each in found.values()]))
    words = {code: found.get(value) for code, value in enumerate(fact.values)}
    for row in np.flatnonzero((fact.codes >= 0) & (animals.folded >= 0)).tolist():
        sighting, species = words[int(fact.codes[row])], sheet.kinds.of(row)
        name = animals.keys[int(animals.folded[row])]
        if sighting and species and (sighting, species.id, name) in present:
            text = animals.names.text(row)
            message = (
                f"'{text[:80]}' is in this sighting already: "
                "one animal cannot be two encounters of one sighting."
            )
            column = animals.names.columns[animals.names.source[row]]
            sheet.context.findings.add(
                "same_individual_twice", message, [column], [row], value=text
            )


def _present(session: Session, sightings: list[uuid.UUID]) -> Iterator[tuple[str, str, str]]:
    """The animals of these sightings: the sighting, the species and the folded name."""
    for part in chunks(sightings):
        rows = session.execute(
            select(Encounter.sighting_id, Name.species, Name.value_key)
            .join(Name, Name.individual_id == Encounter.individual_id)
            .where(
                Encounter.sighting_id.in_(part), LIVE, Name.live, Name.context == DEFAULT_CONTEXT
            )
        )
        for row in rows:
            yield str(row.sighting_id), row.species, row.value_key
