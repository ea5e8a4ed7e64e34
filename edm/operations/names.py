"""What is an animal called, and is that name still free?"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.orm import Session, aliased

from edm.models import DEFAULT_CONTEXT, Individual, Name
from edm.operations.refusals import invalid
from edm.queries.chunks import chunks
from edm.queries.individual_view import names_of
from edm.species import SpeciesCatalogue
from edm.validation.individual_fields import check_names
from edm.validation.names import fold_name
from edm.values import FaultList
from service_kit.errors import Conflict, Fault
from service_kit.identity import new_id

_NUMBER_SIGNS = re.compile(r"#+")


def checked_names(names: Sequence[Mapping[str, str]]) -> tuple[dict[str, str], ...]:
    """The names as they are stored. Raises `Invalid` when one is no name, or one context has two."""
    findings = FaultList()
    checked = check_names([dict(name) for name in names], "/names", findings)
    if findings.faults:
        raise invalid(findings.faults)
    return tuple(checked)


def individuals_named(
    session: Session,
    species: str,
    values: Sequence[str],
    context: str = DEFAULT_CONTEXT,
    mark: uuid.UUID | None = None,
) -> dict[str, uuid.UUID]:
    """The live individuals of a species that bear one of these names, by the folded name.

    With the `mark` of a staging also those that are staged by it; a live one goes before.
    """
    wanted = and_(
        Name.context == context,
        Name.species == species,
        Name.value_key.in_(sorted({fold_name(value) for value in values})),
    )
    # One after the other: of both at once PostgreSQL reads every name, since no index holds both.
    staged = _staged_bearers(session, wanted, mark) if mark is not None else {}
    rows = session.execute(select(Name.value_key, Name.individual_id).where(wanted, Name.live))
    return {**staged, **{row.value_key: row.individual_id for row in rows}}


def _staged_bearers(
    session: Session, wanted: ColumnElement[bool], mark: uuid.UUID
) -> dict[str, uuid.UUID]:
    rows = session.execute(
        select(Name.value_key, Name.individual_id).where(wanted, ~Name.live)
    ).all()
    staged = {
        each
        for part in chunks([row.individual_id for row in rows])
        for each in session.scalars(
            select(Individual.id).where(Individual.id.in_(part), Individual.deletion_id == mark)
        )
    }
    return {row.value_key: row.individual_id for row in rows if row.individual_id in staged}


def set_names(session: Session, individual: Individual, names: Sequence[dict[str, str]]) -> None:
    """Gives the individual exactly these names, one a context. Raises `Conflict` with `name_taken`."""
    _refuse_taken(session, individual, names)
    # What it was called when it was deleted is of no more use to one that lives.
    session.execute(delete(Name).where(Name.individual_id == individual.id, Name.live.is_(False)))
    present = {
        name.context: name
        for name in session.scalars(
            select(Name).where(Name.individual_id == individual.id, Name.live)
        )
    }
    wanted = {name["context"]: name["value"] for name in names}
    for context, name in present.items():
        if context not in wanted:
            session.delete(name)
    # A name may move from one context to another: it is free before it is taken again.
    session.flush()
    for context, value in wanted.items():
        if context in present:
            present[context].value = value
            present[context].value_key = fold_name(value)
            present[context].species = individual.species
        else:
            session.add(
                Name(
                    id=new_id(),
                    individual_id=individual.id,
                    species=individual.species,
                    context=context,
                    value=value,
                    value_key=fold_name(value),
                )
            )
    session.flush()


def list_names(session: Session, individual: uuid.UUID) -> list[dict[str, str]]:
    """The names of one individual, the default one first."""
    return names_of(session, [individual])[individual]


def let_names_go(session: Session, individual: uuid.UUID) -> None:
    """The individual is no more; its names may be given to others."""
    for name in session.scalars(select(Name).where(Name.individual_id == individual, Name.live)):
        name.live = False
    session.flush()


def take_names_back(session: Session, individual: Individual) -> None:
    """The individual is back. Raises `Conflict` with `name_taken` when its name was given to another meanwhile."""
    gone = list(
        session.scalars(
            select(Name).where(Name.individual_id == individual.id, Name.live.is_(False))
        )
    )
    names = [{"context": name.context, "value": name.value} for name in gone]
    _refuse_taken(session, individual, names)
    for name in gone:
        name.live = True
    session.flush()


def take_names_of_all_back(
    session: Session, gone: ColumnElement[bool], returning: ColumnElement[bool]
) -> None:
    """Of the individuals that are `gone` those that are `returning` bear their names again.

    Raises `Conflict` with `name_taken`, with every name of all that are gone which another bears by now.
    """
    other = aliased(Name)
    taken = session.execute(
        select(Name.value, Name.context)
        .join(
            other,
            and_(
                other.live,
                other.context == Name.context,
                other.species == Name.species,
                other.value_key == Name.value_key,
            ),
        )
        .where(Name.individual_id.in_(select(Individual.id).where(gone)), Name.live.is_(False))
        .order_by(Name.value_key)
    ).all()
    _refuse([_taken("", row.value, row.context) for row in taken])
    session.execute(
        update(Name)
        .where(Name.individual_id.in_(select(Individual.id).where(returning)))
        .values(live=True)
        .execution_options(synchronize_session=False)
    )


def next_name(session: Session, species: str, catalogue: SpeciesCatalogue) -> str | None:
    """The next free name of the species' pattern (`ZIM-###`); none where it has no pattern."""
    config = catalogue.get(species)
    pattern = config.name_pattern if config else None
    signs = _NUMBER_SIGNS.search(pattern) if pattern else None
    if pattern is None or signs is None:
        return None
    before, after = pattern[: signs.start()], pattern[signs.end() :]
    form = re.compile(re.escape(fold_name(before)) + r"(\d+)" + re.escape(fold_name(after)))
    taken = session.scalars(
        select(Name.value_key).where(
            Name.live,
            Name.context == DEFAULT_CONTEXT,
            Name.species == species,
            Name.value_key.startswith(fold_name(before), autoescape=True),
        )
    )
    numbers = [int(found[1]) for key in taken if (found := form.fullmatch(key))]
    number = str(max(numbers, default=0) + 1).rjust(len(signs[0]), "0")
    return f"{before}{number}{after}"


def _refuse_taken(
    session: Session, individual: Individual, names: Sequence[dict[str, str]]
) -> None:
    faults = []
    for index, name in enumerate(names):
        owners = individuals_named(
            session, individual.species, [name["value"]], name["context"]
        ).values()
        if any(owner != individual.id for owner in owners):
            faults.append(_taken(f"/names/{index}/value", name["value"], name["context"]))
    _refuse(faults)


def _taken(pointer: str, value: str, context: str) -> Fault:
    where = "" if context == DEFAULT_CONTEXT else f" in '{context}'"
    message = (
        f"Another animal of this species is called '{value}'{where}. Please choose another name."
    )
    return Fault(pointer, "name_taken", message, value)


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise Conflict(faults[0].message, code="name_taken", errors=faults)
