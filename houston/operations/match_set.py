"""With which annotations is a query compared? Those of the encounters that meet the filters, of the same side.

A match set is named after its content, so ACM is told its members only when it has never heard of them.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from houston.house import House
from houston.models import Annotation, Identification
from houston.operations.match_filters import all_of, match_filters
from houston.queries.ecology import EncounterFacts, SpeciesFacts, find_candidates
from service_kit.content_hash import content_hash
from service_kit.portions import portions
from service_kit.scope import SYSTEM_SCOPE, Scope

ROWS_AT_ONCE = 5_000  # encounters of one question to our own database
NO_ANNOTATION = "None of the encounters that meet the filters has an annotation to compare with."
NO_VIEWPOINT = "No annotation shows the animal from a side that can be compared with this one."
ONLY_ITSELF = "All that meets the filters is the encounter itself."
IN_ITS_PICTURE = "All other encounters of this species that you may see are in the same picture."


@dataclass(frozen=True, slots=True)
class Candidate:
    """One annotation that may be compared with."""

    annotation: uuid.UUID
    asset: uuid.UUID
    encounter: uuid.UUID
    individual: uuid.UUID | None
    viewpoint: str | None

    def as_member(self) -> dict[str, Any]:
        return {
            "annotation": str(self.annotation),
            "name": str(self.individual) if self.individual else None,
            "group": str(self.encounter),
        }


@dataclass(frozen=True, slots=True)
class MatchSet:
    """Members for the queries of comparable viewpoints; where there are none, why."""

    queries: tuple[Annotation, ...]
    members: tuple[Candidate, ...]
    reason: str | None

    @property
    def compared(self) -> set[uuid.UUID]:
        """The members with which any of the queries is compared."""
        asked = {(query.encounter_id, query.asset_id) for query in self.queries}
        return {each.annotation for each in self.members if _is_compared(asked, each)}

    @property
    def hash(self) -> str:
        return content_hash(self.documents())

    def documents(self) -> list[dict[str, Any]]:
        return sorted(
            (each.as_member() for each in self.members), key=lambda member: member["annotation"]
        )


def build_match_sets(
    house: House,
    identification: Identification,
    queries: Sequence[Annotation],
    species: SpeciesFacts,
) -> list[MatchSet]:
    """One match set for each group of queries that can be compared with the same viewpoints.

    Queries that have nobody to be compared with are a group of their own, which says why.
    """
    scope = Scope.from_dict(identification.scope)
    actor = str(identification.owner)
    steps = match_filters(identification.species, identification.filters)
    encounters = find_candidates(house, scope, actor, all_of(steps))
    candidates = annotations_of(house, encounters)
    wanted = identification.filters.get("viewpoints")
    if wanted:
        candidates = [each for each in candidates if each.viewpoint in wanted]
    sets = []
    for viewpoints, some in _by_comparable_viewpoints(queries, species):
        members = [each for each in candidates if is_comparable(each.viewpoint, viewpoints)]
        lonely = [query for query in some if not _has_others(query, members)]
        if others := [query for query in some if query not in lonely]:
            sets.append(MatchSet(tuple(others), tuple(members), None))
        for own, alone in _by_own_encounters(house, lonely):
            reason = _why_nobody(house, scope, actor, identification, encounters, candidates, own)
            sets.append(MatchSet(tuple(alone), (), reason))
    return sets


def tell_match_set(house: House, match_set: MatchSet) -> str:
    """Lets ACM know the match set where it does not; its hash."""
    name = match_set.hash
    answer = house.acm.send("GET", f"/acm/v1/match-sets/{name}", scope=SYSTEM_SCOPE)
    if answer.status != 200:
        house.acm.call(
            "PUT",
            f"/acm/v1/match-sets/{name}",
            scope=SYSTEM_SCOPE,
            json={"members": match_set.documents()},
        )
    return name


def annotations_of(house: House, encounters: Iterable[EncounterFacts]) -> list[Candidate]:
    """All annotations of these encounters that ACM knows."""
    individual_of = {each.id: each.individual for each in encounters}
    found = []
    with house.database.read() as session:
        for some in portions(list(individual_of), ROWS_AT_ONCE):
            rows = session.execute(
                select(
                    Annotation.id,
                    Annotation.asset_id,
                    Annotation.encounter_id,
                    Annotation.viewpoint,
                ).where(Annotation.encounter_id.in_(some), Annotation.unsent.is_(None))
            )
            found += [
                Candidate(
                    row.id,
                    row.asset_id,
                    row.encounter_id,
                    individual_of[row.encounter_id],
                    row.viewpoint,
                )
                for row in rows
            ]
    return found


def _is_compared(asked: Iterable[tuple[uuid.UUID | None, uuid.UUID]], member: Candidate) -> bool:
    """Is it neither of the encounter nor of the picture of one of those asked about?"""
    return any(member.encounter != own and member.asset != asset for own, asset in asked)


def _has_others(query: Annotation, members: Iterable[Candidate]) -> bool:
    asked = [(query.encounter_id, query.asset_id)]
    return any(_is_compared(asked, each) for each in members)


def _by_own_encounters(
    house: House, queries: Sequence[Annotation]
) -> list[tuple[frozenset[uuid.UUID | None], list[Annotation]]]:
    """Queries by the encounters with which they are never compared: their own, and those in the same picture."""
    if not queries:
        return []
    beside: dict[uuid.UUID, set[uuid.UUID | None]] = {}
    with house.database.read() as session:
        rows = session.execute(
            select(Annotation.asset_id, Annotation.encounter_id).where(
                Annotation.asset_id.in_({query.asset_id for query in queries})
            )
        )
        for asset, encounter in rows:
            beside.setdefault(asset, set()).add(encounter)
    groups: dict[frozenset[uuid.UUID | None], list[Annotation]] = {}
    for query in queries:
        own = frozenset({query.encounter_id, *beside.get(query.asset_id, ())})
        groups.setdefault(own, []).append(query)
    return list(groups.items())


def _by_comparable_viewpoints(
    queries: Sequence[Annotation], species: SpeciesFacts
) -> list[tuple[frozenset[str] | None, list[Annotation]]]:
    """Queries by the viewpoints that they can be compared with; None stands for all."""
    groups: dict[frozenset[str] | None, list[Annotation]] = {}
    for query in queries:
        comparable = comparable_viewpoints(query.viewpoint, species)
        groups.setdefault(comparable, []).append(query)
    return list(groups.items())


def comparable_viewpoints(viewpoint: str | None, species: SpeciesFacts) -> frozenset[str] | None:
    """The viewpoints that one can be compared with; None stands for all."""
    if not species.sides_differ or viewpoint is None:
        return None
    return species.comparable.get(viewpoint, frozenset({viewpoint}))


def is_comparable(viewpoint: str | None, comparable: frozenset[str] | None) -> bool:
    """Whether a picture of this viewpoint is among them."""
    # Of a picture whose side nobody told, the comparison itself will.
    return comparable is None or viewpoint is None or viewpoint in comparable


def _why_nobody(
    house: House,
    scope: Scope,
    actor: str,
    identification: Identification,
    encounters: Sequence[EncounterFacts],
    candidates: Sequence[Candidate],
    own: Collection[uuid.UUID | None],
) -> str:
    """The first thing that left nobody but the animal itself."""
    others = [each for each in encounters if each.id not in own]
    if not others:
        return _first_emptying_filter(house, scope, actor, identification, own)
    if any(each.encounter not in own for each in candidates):
        return NO_VIEWPOINT
    if identification.filters.get("viewpoints") and annotations_of(house, others):
        return "No annotation shows the animal from the chosen viewpoints."
    return NO_ANNOTATION


def _first_emptying_filter(
    house: House,
    scope: Scope,
    actor: str,
    identification: Identification,
    own: Collection[uuid.UUID | None],
) -> str:
    steps = match_filters(identification.species, identification.filters)
    for count, step in enumerate(steps, start=1):
        left = find_candidates(house, scope, actor, all_of(steps[:count]))
        if all(each.id in own for each in left):
            in_its_picture = count == 1 and len(left) > 1
            return IN_ITS_PICTURE if in_its_picture else step.sentence
    return ONLY_ITSELF  # somebody sent one in at this very moment
