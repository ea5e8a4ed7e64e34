"""A whole catalogue is compared with itself, a list for each picture: as long as the lists, not squared."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from acm_wbia.acm.files.looks import LikeList, Likeness
from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.catalogue import Catalogue
from acm_wbia.acm.queries.match_sets import MatchSetMember
from acm_wbia.acm.queries.pictures import Place
from acm_wbia.wbia.calibration.contrast import AMONG
from acm_wbia.wbia.matching.hotspotter import HotSpotter
from service_kit.content_hash import content_hash

SHOWN = 5
"""Of each list, whose evidence is kept: what a person is asked about is nearly always among them."""

Progress = Callable[[int], None]
"""Told how many pictures were compared so far."""


@dataclass(frozen=True)
class Side:
    """Pictures that can be compared with one another."""

    members: Sequence[MatchSetMember]
    queries: Sequence[uuid.UUID]


@dataclass(frozen=True)
class Compared:
    """What came of one side."""

    evidence: uuid.UUID
    """Under what the matches are kept, as if it were a job."""
    lists: Mapping[uuid.UUID, LikeList]
    """By query."""


def encounter_of(member: MatchSetMember) -> str:
    """What a member belongs to: its group, or it is one of its own."""
    return member.group or str(member.annotation)


def compare_side(
    foundation: AcmFoundation,
    chosen: HotSpotter,
    catalogue: Catalogue,
    places: Mapping[uuid.UUID, Place],
    side: Side,
    progress: Progress,
) -> Compared:
    """The lists of all queries of a side; what was compared before is not compared again."""
    there = [each for each in side.members if each.annotation in places]
    # Names change with every answer; encounters are compared, whoever they are said to be.
    unnamed = [MatchSetMember(each.annotation, encounter_of(each), each.group) for each in there]
    key = content_hash(
        {
            "algorithm": [chosen.card.name, chosen.card.version, chosen.parameters.to_mapping()],
            "members": sorted(
                [str(each.annotation), places[each.annotation].revision, each.name]
                for each in unnamed
            ),
        }
    )
    evidence = uuid.UUID(key[:32])
    lists = foundation.looks.read(key)
    groups = {each.annotation: each.group for each in there}
    missing = [each for each in side.queries if each in groups and each not in lists]
    progress(len(side.queries) - len(missing))
    if not missing:
        return Compared(evidence, lists)
    gallery = catalogue.gallery(unnamed, lambda *_: None)
    with foundation.looks.adding(key) as writer:
        for done, query in enumerate(missing, start=len(side.queries) - len(missing) + 1):
            features = catalogue.features(query)
            likes: dict[str, Likeness] = {}
            if features is not None:
                asked = catalogue.member(query, None, groups[query])
                ranking = chosen(features, gallery, asked, AMONG)
                matches = {each.annotation: each.matches for each in ranking.annotations}
                best = [each.annotation for each in ranking.individuals[:SHOWN]]
                foundation.evidence.write(evidence, query, {each: matches[each] for each in best})
                likes = {
                    str(each.name): Likeness(each.score, each.annotation)
                    for each in ranking.individuals
                    if each.score > 0
                }
            writer.add(query, likes)
            lists[query] = likes
            progress(done)
    return Compared(evidence, lists)
