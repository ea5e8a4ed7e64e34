"""What is wrong in a species' catalogue, and which comparisons by a person would tell most about it?"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.calibration import FEWEST_OF_A_KIND
from acm_wbia.acm.operations.looking import as_named, look_at, opened
from acm_wbia.acm.operations.looking_alike import Compared, Side, compare_side, encounter_of
from acm_wbia.acm.operations.telling import tell_when_over
from acm_wbia.acm.queries.calibrations import confidence_of
from acm_wbia.acm.queries.match_sets import members_of
from acm_wbia.wbia.curation.curator import Curator, Question
from acm_wbia.wbia.curation.looks import Look, Looks
from acm_wbia.wbia.curation.proposals import as_mapping, proposals
from acm_wbia.wbia.matching.algorithm import IdentificationAlgorithm
from service_kit.jobs import JobContext, JobFailed


def curate(foundation: AcmFoundation, context: JobContext) -> None:
    """Ends the job with what should be asked next and what the catalogue would be by all that is known."""
    arguments = context.arguments
    chosen, species = opened(foundation, arguments["algorithm"]), arguments["species"]
    confidence = confidence_of(foundation.database, species, chosen.card.name, chosen.version)
    if confidence is None:
        raise JobFailed(
            f"Nothing says yet what the scores of {chosen.card.name} are worth for this species, so a catalogue "
            "cannot be put in order by them. Decisions teach it: identify its animals with this algorithm, until "
            f"there are {FEWEST_OF_A_KIND} that were known and {FEWEST_OF_A_KIND} that were new. "
            "Or begin with another algorithm."
        )
    sides = [
        Side(
            members_of(foundation.database, each["match_set"]),
            list(map(uuid.UUID, each["queries"])),
        )
        for each in arguments["sides"]
    ]
    compared = _compare(foundation, context, chosen, sides)
    context.progress(0, None, "Looking for what does not fit together")
    names = {encounter_of(each): each.name for side in sides for each in side.members}
    encounters = sorted(names)
    node_of = {encounter: node for node, encounter in enumerate(encounters)}
    looks = Looks(_looks(sides, compared, node_of), confidence.same)
    closed = [node_of[each] for each in arguments.get("closed", ()) if each in node_of]
    curator = Curator(looks, [names[each] for each in encounters], closed=closed)
    curator.answer_all(
        (node_of[each["first"]], node_of[each["second"]], each["same"])
        for each in arguments["answers"]
        if each["first"] in node_of and each["second"] in node_of
    )
    shown = _Shown(sides, compared)
    found = proposals(curator.groups, [names[each] for each in encounters], curator.unsettled)
    open_of_closed, unlikely_of_closed = curator.of_closed
    result = {
        "algorithm": as_named(chosen),
        "calibration": confidence.same.provenance.to_mapping(),
        "encounters": len(encounters),
        "groups": len(curator.groups),
        "open": curator.open,
        "unlikely": curator.unlikely,
        "of_closed": {"open": open_of_closed, "unlikely": unlikely_of_closed},
        "questions": [
            shown.question(each, encounters) for each in curator.questions(arguments["limit"])
        ],
        "proposals": [as_mapping(each, encounters) for each in found],
    }
    with foundation.database.write() as session:
        context.finish(session, result)
        tell_when_over(foundation, session, context.id)
    for gone in foundation.looks.remove_unused():
        foundation.evidence.remove(uuid.UUID(gone[:32]))


def _compare(
    foundation: AcmFoundation,
    context: JobContext,
    chosen: IdentificationAlgorithm,
    sides: Sequence[Side],
) -> list[Compared]:
    everybody = sorted({each.annotation for side in sides for each in side.members})
    seen = look_at(foundation, context, chosen.matchers, everybody)
    species = context.arguments["species"]
    total, before, found = sum(len(side.queries) for side in sides), 0, []
    for side in sides:

        def compared_so_far(done: int, before: int = before) -> None:
            all_done = before + done
            context.progress(all_done, total, f"{all_done} of {total} pictures compared")

        told = compare_side(foundation, chosen, seen, side, species, compared_so_far)
        foundation.evidence.write_algorithm(told.evidence, as_named(chosen))
        found.append(told)
        before += len(side.queries)
    return found


def _looks(
    sides: Sequence[Side], compared: Sequence[Compared], node_of: Mapping[str, int]
) -> list[Look]:
    """Of each side the pictures of an encounter as one: their scores added."""
    looks = []
    for number, (side, told) in enumerate(zip(sides, compared, strict=True)):
        own = {each.annotation: encounter_of(each) for each in side.members}
        sums: dict[int, dict[int, float]] = {}
        for query in side.queries:
            for encounter, likeness in told.lists.get(query, {}).items():
                scores = sums.setdefault(node_of[own[query]], {})
                node = node_of[encounter]
                scores[node] = scores.get(node, 0.0) + likeness.score
        looks += [Look(node, str(number), scores) for node, scores in sums.items()]
    return looks


class _Pair(NamedTuple):
    """A picture of one encounter and, of another on its list, the one most alike."""

    score: float
    query: uuid.UUID
    annotation: str
    side: int
    asked: str
    about: str


class _Shown:
    """Chooses the two pictures by which a person can best tell."""

    def __init__(self, sides: Sequence[Side], compared: Sequence[Compared]) -> None:
        self._compared = compared
        self._own: list[dict[str, list[uuid.UUID]]] = []
        self._members: list[dict[str, uuid.UUID]] = []
        for side in sides:
            own: dict[str, list[uuid.UUID]] = {}
            members: dict[str, uuid.UUID] = {}
            wanted = set(side.queries)
            for each in side.members:
                members.setdefault(encounter_of(each), each.annotation)
                if each.annotation in wanted:
                    own.setdefault(encounter_of(each), []).append(each.annotation)
            self._own.append(own)
            self._members.append(members)

    def question(self, asked: Question, encounters: Sequence[str]) -> dict[str, Any]:
        """With the pictures most alike; `first` is the one of which the evidence was a query's."""
        first, second = encounters[asked.first], encounters[asked.second]
        pairs = sorted(
            [*self._pairs(first, second), *self._pairs(second, first)],
            key=lambda pair: (-pair.score, str(pair.query)),
        )
        side: int | None
        if pairs:
            pair = pairs[0]
            first, second, side = pair.asked, pair.about, pair.side
            query, other = str(pair.query), pair.annotation
        else:
            query, other, side = self._on_no_list(first, second)
        return {
            "first": {"group": first, "annotation": query},
            "second": {"group": second, "annotation": other},
            "probability": asked.same,
            "evidence": None if side is None else str(self._compared[side].evidence),
            "likeness": self._likeness(pairs[0]) if pairs else None,
        }

    def _pairs(self, asked: str, about: str) -> list[_Pair]:
        return [
            _Pair(like.score, query, like.annotation, side, asked, about)
            for side, (own, told) in enumerate(zip(self._own, self._compared, strict=True))
            for query in own.get(asked, ())
            if (like := told.lists.get(query, {}).get(about)) is not None
        ]

    def _on_no_list(self, first: str, second: str) -> tuple[str, str, int | None]:
        """A picture of each, from a side that shows both where there is one, and that side."""
        for side, members in enumerate(self._members):
            if first in members and second in members:
                return str(members[first]), str(members[second]), side
        return self._any(first), self._any(second), None

    def _any(self, encounter: str) -> str:
        return str(next(each[encounter] for each in self._members if encounter in each))

    def _likeness(self, pair: _Pair) -> dict[str, Any]:
        """The scores of the list on which the second is, and its place."""
        likes = self._compared[pair.side].lists[pair.query]
        order = sorted(likes, key=lambda group: -likes[group].score)
        return {
            "scores": [likes[group].score for group in order],
            "place": order.index(pair.about),
        }
