"""With which annotations is a client's query compared? Those named, or all of the species, less what was ruled out."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.models import Annotation, Asset
from acm_wbia.acm.queries.annotations import get_annotation, visible_ids
from acm_wbia.acm.queries.scoped import within
from acm_wbia.acm.wire.annotations import check_annotations, names_of
from acm_wbia.acm.wire.envelope import EMPTY_DATABASE, MANY_NAMES, Refusal, as_plain
from acm_wbia.acm.wire.words import known
from service_kit.content_hash import content_hash
from service_kit.errors import Malformed
from service_kit.scope import Scope

RULED_OUT = ("notmatched", "notcomparable")

State = tuple[uuid.UUID, uuid.UUID, str]
"""Of two annotations, what somebody found out about them."""


@dataclass(frozen=True, slots=True)
class MatchDatabase:
    """A query and what it is compared with."""

    query: uuid.UUID
    query_name: str | None
    members: dict[uuid.UUID, str | None]
    """With the name of each, where it has one."""

    @property
    def hash(self) -> str:
        """The name of the match set."""
        return content_hash(
            [{**each, "annotation": str(each["annotation"])} for each in self.as_members()]
        )

    def as_members(self) -> list[dict[str, Any]]:
        """As a match set takes them, by annotation."""
        return [
            {"annotation": each, "name": name, "group": None}
            for each, name in sorted(self.members.items(), key=lambda item: str(item[0]))
        ]


def match_database(
    foundation: AcmFoundation, scope: Scope, said: Mapping[str, Any]
) -> MatchDatabase:
    """The query and its candidates. Raises a `Refusal` that says what left none, or names what is not there."""
    (query,) = said["query_annot_uuid_list"]
    check_annotations(foundation, scope, [query])
    named = said["database_annot_uuid_list"]
    if named is None or named == [None]:
        members = _all_of_the_species(foundation, scope, query)
        why = "There is no other annotation of the query's species."
    else:
        members = _named(foundation, scope, said)
        why = (
            "The database is empty: name annotations to compare with, or null for all of the species."
            if not named
            else "The database holds nothing but the query itself."
        )
    if not set(members) - {query}:
        raise _empty(why, query)
    members.pop(query, None)
    states = said["matching_state_list"] or []
    names = _names_outside(foundation, scope, members, states)
    left = _without_ruled_out(query, members, names, states)
    if not left:
        raise _empty(
            "The matching states rule out every annotation that the query could be compared with.",
            query,
        )
    (query_name,) = said["query_annot_name_list"] or [None]
    return MatchDatabase(query, known(query_name), left)


def _all_of_the_species(
    foundation: AcmFoundation, scope: Scope, query: uuid.UUID
) -> dict[uuid.UUID, str | None]:
    species = get_annotation(foundation.database, scope.read, query)["animal_class"]
    if species is None:
        raise Malformed(
            "The query's species is not known, so there is no telling which annotations are of it. Give the "
            "annotation a species, or name the annotations to compare with in database_annot_uuid_list."
        )
    with foundation.database.read() as session:
        found = session.scalars(
            select(Annotation.id)
            .join(Asset, Asset.id == Annotation.asset_id)
            .where(Annotation.animal_class == species, within(scope.read))
        ).all()
    names = names_of(foundation.database, found)
    return {each: names.get(each) for each in found}


def _named(
    foundation: AcmFoundation, scope: Scope, said: Mapping[str, Any]
) -> dict[uuid.UUID, str | None]:
    named = said["database_annot_uuid_list"]
    if None in named:
        raise Malformed("database_annot_uuid_list: null stands for all of the species, alone.")
    check_annotations(foundation, scope, named)
    said_names = said["database_annot_name_list"]
    if said_names is None:
        names = names_of(foundation.database, named)
        return {each: names.get(each) for each in named}
    members: dict[uuid.UUID, str | None] = {}
    twice: dict[uuid.UUID, set[str]] = {}
    for each, word in zip(named, said_names, strict=True):
        name, before = known(word), members.get(each)
        if name and before and name != before:
            twice.setdefault(each, {before}).add(name)
        members[each] = name or before
    if twice:
        raise _many_names(twice)
    return members


def _names_outside(
    foundation: AcmFoundation,
    scope: Scope,
    members: Mapping[uuid.UUID, str | None],
    states: Sequence[State],
) -> dict[uuid.UUID, str]:
    """The names of annotations that a state is about and that are no members themselves."""
    outside = {each for *pair, _ in states for each in pair} - set(members)
    visible = visible_ids(foundation.database, scope.read, list(outside))
    return names_of(foundation.database, visible)


def _without_ruled_out(
    query: uuid.UUID,
    members: Mapping[uuid.UUID, str | None],
    outside: Mapping[uuid.UUID, str],
    states: Sequence[State],
) -> dict[uuid.UUID, str | None]:
    """Who is not the animal of one annotation is not that of its other annotations, either."""
    others: dict[str, set[uuid.UUID]] = {state: set() for state in RULED_OUT}
    for first, second, state in states:
        if state in others and query in (first, second):
            others[state].add(second if first == query else first)
    names = {**outside, **members}
    not_these = {names.get(each) for each in others["notmatched"]} - {None}
    gone = others["notmatched"] | others["notcomparable"]
    return {
        each: name for each, name in members.items() if each not in gone and name not in not_these
    }


def _empty(why: str, query: uuid.UUID) -> Refusal:
    response = {"query_annot_uuid_list": [as_plain(query)], "database_annot_uuid_list": []}
    return Refusal(why, status=400, wire_code=EMPTY_DATABASE, response=response)


def _many_names(twice: Mapping[uuid.UUID, set[str]]) -> Refusal:
    first, names = next(iter(twice.items()))
    sentence = f"The annotation {first} is there with several names: {', '.join(sorted(names))}."
    response = {"bad_dict": {str(each): sorted(some) for each, some in twice.items()}}
    return Refusal(sentence, status=400, wire_code=MANY_NAMES, response=response)
