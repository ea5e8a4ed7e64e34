"""Which animals does a report name: ones that are known, or new ones? And what does it tell of them?"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from edm.models import DEFAULT_CONTEXT, Individual, Name
from edm.operations.animal_facts import AnimalFacts
from edm.operations.audit import Change
from edm.operations.known_animals import change_known, facts_of_known
from edm.operations.names import individuals_named
from edm.operations.refusals import invalid
from edm.operations.report_rows import NamedEncounter, NameKey, staged_stamps
from edm.queries.chunks import chunks
from edm.queries.individual_view import recorded_individual
from edm.queries.reach import readable
from edm.validation.names import fold_name
from service_kit.errors import Fault
from service_kit.identity import new_id
from service_kit.scope import Scope


@dataclass(frozen=True, slots=True)
class NamedAnimals:
    """What became of the animals that a report names: what to write down."""

    added: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)


def identify_named(
    session: Session,
    named: Sequence[NamedEncounter],
    scope: Scope,
    mark: uuid.UUID | None = None,
) -> NamedAnimals:
    """Gives each encounter the individual that it names, adding those that are not there, with all that is told of them.

    What is told of an animal whose encounters are not all the caller's to change stays with the encounter. With the `mark`
    of a staging, those that it has staged are known too, those that are added are staged, and what is told of a live one
    waits with the encounter until it is published. Raises `Invalid` at each name that belongs to an animal which does
    not exist for the caller, and at each thing told that contradicts what is known.
    """
    if not named:
        return NamedAnimals()
    known = _known(session, named, mark)
    staged = _staged(session, known, mark)
    faults = _hidden(session, named, known, scope, staged)
    if faults:
        raise invalid(faults)
    ids = {
        each.key: known[each.key] if each.key in known else new_id() for each in _first_of(named)
    }
    told_of = {ids[each.key] for each in named if _tells_of(each, known)}
    facts = facts_of_known(session, told_of, mark)
    for each in _first_of(named):
        if each.key not in known:
            facts[ids[each.key]] = AnimalFacts(each.name, {DEFAULT_CONTEXT: each.name})
    for each in named:
        if each.animal is not None:
            facts[ids[each.key]].add(each.animal, f"{each.pointer}/animal")
    species = {ids[key]: key[0] for key in ids}
    faults = [fault for each in facts.values() for fault in each.faults]
    faults += taken_names(session, facts, species, mark)
    if faults:
        raise invalid(faults)
    new = {ids[key]: facts[ids[key]] for key in ids if key not in known}
    now_told = told_of if mark is None else staged
    told = {owner: each for owner, each in facts.items() if owner in now_told}
    for each in named:
        each.encounter["individual_id"] = ids[each.key]
    return NamedAnimals(_add(session, new, species, mark), change_known(session, told, scope, mark))


def _first_of(named: Sequence[NamedEncounter]) -> list[NamedEncounter]:
    """The first encounter of each animal: its spelling of the name is the one that is kept."""
    first: dict[NameKey, NamedEncounter] = {}
    for each in named:
        first.setdefault(each.key, each)
    return list(first.values())


def _tells_of(named: NamedEncounter, known: Mapping[NameKey, uuid.UUID]) -> bool:
    return named.animal is not None and named.key in known


def _known(
    session: Session, named: Sequence[NamedEncounter], mark: uuid.UUID | None
) -> dict[NameKey, uuid.UUID]:
    by_species: dict[str, dict[str, None]] = {}
    for each in named:
        species, folded = each.key
        by_species.setdefault(species, {})[folded] = None
    return {
        (species, folded): individual
        for species, names in by_species.items()
        for part in chunks(list(names))
        for folded, individual in individuals_named(session, species, part, mark=mark).items()
    }


def _staged(
    session: Session, known: Mapping[NameKey, uuid.UUID], mark: uuid.UUID | None
) -> frozenset[uuid.UUID]:
    """Those of the known animals that are staged by the mark."""
    if mark is None:
        return frozenset()
    return frozenset(
        each
        for part in chunks(sorted(set(known.values())))
        for each in session.scalars(
            select(Individual.id).where(Individual.id.in_(part), Individual.deletion_id == mark)
        )
    )


def _hidden(
    session: Session,
    named: Sequence[NamedEncounter],
    known: Mapping[NameKey, uuid.UUID],
    scope: Scope,
    staged: frozenset[uuid.UUID],
) -> list[Fault]:
    seen = set(staged)
    for part in chunks(sorted(set(known.values()))):
        statement = select(Individual.id).where(
            Individual.id.in_(part), readable(Individual, scope.read)
        )
        seen |= set(session.scalars(statement))
    return [
        Fault(
            f"{each.pointer}/individual_name",
            "name_taken",
            f"The name '{each.name}' is in use for an animal that you may not see. "
            "Choose another name, or leave it empty and identify the animal later.",
            each.name,
        )
        for each in named
        if each.key in known and known[each.key] not in seen
    ]


def taken_names(
    session: Session,
    facts: Mapping[uuid.UUID, AnimalFacts],
    species: Mapping[uuid.UUID, str],
    mark: uuid.UUID | None = None,
) -> list[Fault]:
    """New names that another animal of the species bears in the same context, known or of the same report."""
    wanted: dict[tuple[str, str], dict[str, list[uuid.UUID]]] = {}
    for owner, each in facts.items():
        for context in each.told_at:
            names = wanted.setdefault((species[owner], context), {})
            names.setdefault(fold_name(each.names[context]), []).append(owner)
    faults = []
    for (of, context), names in wanted.items():
        for part in chunks(list(names)):
            bearers = individuals_named(session, of, part, context, mark)
            for folded in part:
                first = bearers.get(folded, names[folded][0])
                for owner in names[folded]:
                    if owner != first:
                        faults.append(_taken(facts[owner], context))
    return faults


def _taken(told: AnimalFacts, context: str) -> Fault:
    value = told.names[context]
    message = f"Another animal of this species is called '{value}' in '{context}', not {told.name}."
    return Fault(told.told_at[context], "name_taken", message, value)


def _add(
    session: Session,
    new: Mapping[uuid.UUID, AnimalFacts],
    species: Mapping[uuid.UUID, str],
    mark: uuid.UUID | None,
) -> list[Change]:
    """Adds all new individuals with their names, in two statements."""
    if not new:
        return []
    rows = [
        {
            "id": owner,
            "species": species[owner],
            "comments": "",
            **facts.columns(),
            **staged_stamps(mark),
        }
        for owner, facts in new.items()
    ]
    session.execute(insert(Individual), rows)
    names = [
        {
            "id": new_id(),
            "individual_id": owner,
            "species": species[owner],
            "context": context,
            "value": value,
            "value_key": fold_name(value),
            "live": mark is None,
        }
        for owner, facts in new.items()
        for context, value in facts.names.items()
    ]
    session.execute(insert(Name), names)
    return [
        (
            "individuals",
            row["id"],
            None,
            recorded_individual(Individual(**row), new[row["id"]].listed_names()),
        )
        for row in rows
    ]
