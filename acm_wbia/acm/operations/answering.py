"""How is a ranking told: who, with which score, how sure that is, and which pictures say so?

Queries of one encounter are of one animal: beside the answer to each, the encounter has one of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from acm_wbia.wbia.calibration.confidence import Confidence, Said
from acm_wbia.wbia.matching.ranking import RankedIndividual, Ranking

Answer = dict[str, Any]

ALL_REFUSED = "Of all that resemble it somebody said that they are other animals."


def as_answer(
    query: str,
    state: str,
    reason: str | None,
    ranking: Ranking | None,
    confidence: Confidence | None,
    limit: int,
) -> Answer:
    """The answer to one query; its candidates are cut to `limit` after it is known how far they stand out."""
    individuals = ranking.individuals if ranking else ()
    said = _said(confidence, [(each.score, each.name) for each in individuals])
    shown = individuals[:limit]
    pictures = {each.annotation for each in shown}
    annotations = ranking.annotations if ranking else ()
    return {
        "annotation": query,
        "state": state,
        "reason": reason,
        "probability_new": said.new if said else None,
        "individuals": [
            _individual(each, _probability(said, place)) for place, each in enumerate(shown)
        ],
        "annotations": [
            {
                "annotation": each.annotation,
                "name": each.name,
                "score": each.score,
                "matches": len(each.matches),
            }
            for place, each in enumerate(annotations)
            if place < limit or each.annotation in pictures
        ],
    }


def without(ranking: Ranking, refused: Collection[str]) -> Ranking:
    """The ranking without those that the query is known not to be, by name or by annotation of the unnamed."""
    if not refused:
        return ranking
    barred = set(refused)
    individuals = tuple(
        each for each in ranking.individuals if (each.name or each.annotation) not in barred
    )
    annotations = tuple(
        each for each in ranking.annotations if (each.name or each.annotation) not in barred
    )
    reason = ranking.reason if individuals or not ranking.individuals else ALL_REFUSED
    return replace(ranking, individuals=individuals, annotations=annotations, reason=reason)


def together(
    queries: Sequence[Mapping[str, Any]],
    candidates: Mapping[str, Sequence[RankedIndividual]],
    confidence: Confidence | None,
    limit: int,
) -> list[Answer]:
    """For each group with several answered queries, its candidates by the sum of their scores.

    `candidates` are by query annotation. What stands out in every picture stands out more in their sum.
    """
    groups: dict[str, list[str]] = {}
    for each in queries:
        if each["group"] is not None and each["annotation"] in candidates:
            groups.setdefault(each["group"], []).append(each["annotation"])
    return [
        _as_one(group, {query: candidates[query] for query in own}, confidence, limit)
        for group, own in groups.items()
        if len(own) > 1
    ]


def _as_one(
    group: str,
    candidates: Mapping[str, Sequence[RankedIndividual]],
    confidence: Confidence | None,
    limit: int,
) -> Answer:
    sums: dict[str, float] = {}
    best: dict[str, tuple[RankedIndividual, str]] = {}
    for query, individuals in candidates.items():
        for each in individuals:
            key = each.name or each.annotation  # nobody has named it: a candidate of its own
            sums[key] = sums.get(key, 0.0) + each.score
            if key not in best or each.score > best[key][0].score:
                best[key] = (each, query)
    order = sorted(sums, key=lambda key: -sums[key])
    said = _said(confidence, [(sums[key], best[key][0].name) for key in order])
    return {
        "group": group,
        "queries": list(candidates),
        "probability_new": said.new if said else None,
        "individuals": [
            {
                **_individual(best[key][0], _probability(said, place)),
                "score": sums[key],
                "query": best[key][1],
            }
            for place, key in enumerate(order[:limit])
        ],
    }


def _individual(each: RankedIndividual, probability: float | None) -> dict[str, Any]:
    return {
        "name": each.name,
        "score": each.score,
        "probability": probability,
        "annotation": each.annotation,
    }


def _said(
    confidence: Confidence | None, candidates: Sequence[tuple[float, str | None]]
) -> Said | None:
    """Of candidates with their scores, best first, and names."""
    if confidence is None:
        return None
    return confidence(
        [score for score, _ in candidates], [name is not None for _, name in candidates]
    )


def _probability(said: Said | None, place: int) -> float | None:
    if said is None or place >= len(said.candidates):
        return None
    return float(said.candidates[place])
