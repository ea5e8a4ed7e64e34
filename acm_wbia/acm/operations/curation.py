"""What is wrong in a species' catalogue, and which comparisons by a person would tell most about it?"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from acm_wbia.acm.foundation import AcmFoundation
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

NOT_CALIBRATED = "Nothing says yet what this algorithm's scores are worth, so a catalogue cannot be put in order by them."


def curate(foundation: AcmFoundation, context: JobContext) -> None:
    """Ends the job with what should be asked next and what the catalogue would be by all that is known."""
    arguments = context.arguments
    chosen, species = opened(foundation, arguments["algorithm"]), arguments["species"]
    confidence = confidence_of(foundation.database, species, chosen.card.name, chosen.version)
    if confidence is None:
        raise JobFailed(NOT_CALIBRATED)
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
    curator = Curator(looks, [names[each] for each in encounters])
    curator.answer_all(
        (node_of[each["first"]], node_of[each["second"]], each["same"])
        for each in arguments["answers"]
        if each["first"] in node_of and each["second"] in node_of
    )
    shown = _Shown(foundation, sides, compared)
    found = proposals(curator.groups, [names[each] for each in encounters], curator.unsettled)
    result = {
        "algorithm": as_named(chosen),
        "calibration": confidence.same.provenance.to_mapping(),
        "encounters": len(encounters),
        "groups": len(curator.groups),
        "open": curator.open,
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

        found.append(compare_side(foundation, chosen, seen, side, species, compared_so_far))
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


class _Shown:
    """Chooses the two pictures by which a person can best tell."""

    def __init__(
        self, foundation: AcmFoundation, sides: Sequence[Side], compared: Sequence[Compared]
    ) -> None:
        self._foundation = foundation
        self._compared = compared
        self._own: list[dict[str, list[uuid.UUID]]] = []
        self._any: dict[str, str] = {}
        for side in sides:
            own: dict[str, list[uuid.UUID]] = {}
            wanted = set(side.queries)
            for each in side.members:
                self._any.setdefault(encounter_of(each), str(each.annotation))
                if each.annotation in wanted:
                    own.setdefault(encounter_of(each), []).append(each.annotation)
            self._own.append(own)

    def question(self, asked: Question, encounters: Sequence[str]) -> dict[str, Any]:
        """With the pictures most alike; `first` is the one of which the evidence was a query's."""
        first, second = encounters[asked.first], encounters[asked.second]
        pairs = sorted(
            [*self._pairs(first, second), *self._pairs(second, first)],
            key=lambda pair: (-pair[0], pair[1]),
        )
        evidence = None
        if pairs:
            kept = (each for each in pairs if self._has_evidence(each))
            best = next(kept, None)
            evidence = str(best[2]) if best else None
            _, query, _, first, second, other = best or pairs[0]
        else:
            query, other = self._any[first], self._any[second]
        return {
            "first": {"group": first, "annotation": query},
            "second": {"group": second, "annotation": other},
            "probability": asked.same,
            "evidence": evidence,
        }

    def _pairs(self, asked: str, about: str) -> list[tuple[float, str, uuid.UUID, str, str, str]]:
        return [
            (like.score, str(query), told.evidence, asked, about, like.annotation)
            for own, told in zip(self._own, self._compared, strict=True)
            for query in own.get(asked, ())
            if (like := told.lists.get(query, {}).get(about)) is not None
        ]

    def _has_evidence(self, pair: tuple[float, str, uuid.UUID, str, str, str]) -> bool:
        _, query, evidence, _, _, other = pair
        kept = self._foundation.evidence.read(evidence, uuid.UUID(query), uuid.UUID(other))
        return kept is not None
