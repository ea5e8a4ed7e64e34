"""A whole catalogue in the sides that can be compared: each picture with those that show the animal from there."""

from __future__ import annotations

from dataclasses import dataclass

from houston.house import House
from houston.models import Curation
from houston.operations.match_filters import all_of, match_filters
from houston.operations.match_set import (
    Candidate,
    MatchSet,
    annotations_of,
    comparable_viewpoints,
    is_comparable,
)
from houston.queries.ecology import find_candidates, species_facts
from service_kit.scope import Scope


@dataclass(frozen=True, slots=True)
class Side:
    """Pictures, and all that they are compared with."""

    match_set: MatchSet
    queries: tuple[Candidate, ...]


def catalogue_sides(house: House, curation: Curation) -> list[Side]:
    """The sides within the owner's scope; none where nothing could be compared."""
    scope, actor = Scope.from_dict(curation.scope), str(curation.owner)
    tree = all_of(match_filters(curation.species, curation.filters))
    everybody = annotations_of(house, find_candidates(house, scope, actor, tree))
    species = species_facts(house, curation.species)
    by_viewpoints: dict[frozenset[str] | None, list[Candidate]] = {}
    for each in everybody:
        viewpoints = comparable_viewpoints(each.viewpoint, species)
        by_viewpoints.setdefault(viewpoints, []).append(each)
    sides = []
    for viewpoints, queries in by_viewpoints.items():
        members = tuple(each for each in everybody if is_comparable(each.viewpoint, viewpoints))
        if len({each.encounter for each in members}) > 1:
            sides.append(Side(MatchSet((), members, None), tuple(queries)))
    return sides
