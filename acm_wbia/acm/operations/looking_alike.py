"""A whole catalogue is compared with itself, a list for each picture: as long as the lists, not squared."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from acm_wbia.acm.files.looks import LikeList, Likeness
from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.comparing import Seen, comparison_by
from acm_wbia.acm.operations.keeping_evidence import keep_evidence
from acm_wbia.acm.queries.match_sets import MatchSetMember
from acm_wbia.wbia.curation.looks import LISTED
from acm_wbia.wbia.matching.algorithm import IdentificationAlgorithm
from service_kit.content_hash import content_hash

SHOWN = 5
"""Of each list, whose evidence is kept: what a person is asked about is mostly among them; who else is asked about is
looked at again then.
"""

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
    chosen: IdentificationAlgorithm,
    seen: Sequence[Seen],
    side: Side,
    species: str | None,
    progress: Progress,
) -> Compared:
    """The lists of all queries of a side; what was compared before is not compared again."""
    places = seen[0].places  # the same for each matcher
    there = [each for each in side.members if each.annotation in places]
    # Names change with every answer; encounters are compared, whoever they are said to be.
    unnamed = [MatchSetMember(each.annotation, encounter_of(each), each.group) for each in there]
    key = content_hash(
        {
            "algorithm": [chosen.card.name, chosen.version, chosen.parameters.to_mapping()],
            "listed": LISTED,
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
    # Nothing is sorted into lists for it: nobody waits here for the answer to one query.
    comparison = comparison_by(foundation, chosen, seen, unnamed, _nobody, _nobody, species)
    with foundation.looks.adding(key) as writer:
        for done, query in enumerate(missing, start=len(side.queries) - len(missing) + 1):
            likes: dict[str, Likeness] = {}
            ranking = comparison.ranking(query, groups[query], LISTED)
            if ranking is not None:
                best = {each.annotation for each in ranking.individuals[:SHOWN]}
                spoke = [each for each in ranking.annotations if each.annotation in best]
                keep_evidence(foundation, evidence, query, spoke, places)
                likes = {
                    str(each.name): Likeness(each.score, each.annotation)
                    for each in ranking.individuals
                    if each.score > 0
                }
            writer.add(query, likes)
            lists[query] = likes
            progress(done)
    return Compared(evidence, lists)


def _nobody(*_: object) -> None:
    """Is told."""
