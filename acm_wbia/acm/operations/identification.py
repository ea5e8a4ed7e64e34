"""Which animals do the queries resemble? Features where they are missing, then the search, then its evidence."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.answering import as_answer, together, without
from acm_wbia.acm.operations.comparing import Comparison, Seen, comparison_by
from acm_wbia.acm.operations.keeping_evidence import keep_evidence
from acm_wbia.acm.operations.looking import as_named, look_at, opened
from acm_wbia.acm.operations.sorting import have_sorted
from acm_wbia.acm.operations.telling import tell_when_over
from acm_wbia.acm.queries.annotations import identifiability_of
from acm_wbia.acm.queries.calibrations import confidence_of
from acm_wbia.acm.queries.match_sets import members_of
from acm_wbia.acm.queries.pictures import Place
from acm_wbia.wbia.calibration.confidence import Confidence
from acm_wbia.wbia.calibration.contrast import AMONG
from acm_wbia.wbia.matching.ranking import RankedIndividual, Ranking
from service_kit.jobs import JobContext

NO_CLASS = (
    "Nobody has said what the box shows: an annotation without a class cannot be matched. "
    "Give it a class, such as animal, and ask again."
)

log = logging.getLogger(__name__)


def identify(foundation: AcmFoundation, context: JobContext) -> None:
    """Ends the job with the ranked candidates of each query; their evidence is on the disk by then."""
    arguments = context.arguments
    chosen = opened(foundation, arguments["algorithm"])
    members = members_of(foundation.database, arguments["match_set"])
    queries = [uuid.UUID(each["annotation"]) for each in arguments["queries"]]
    species = arguments.get("species")
    asked = [*queries, *(each.annotation for each in members)]
    seen = look_at(foundation, context, chosen.matchers, asked)

    def sorted_in(done: int, total: int) -> None:
        context.progress(done, total, f"{done} of {total} animals sorted into the catalogue")

    ask_for_sorting = partial(have_sorted, foundation, context.id, arguments["match_set"])
    comparison = comparison_by(
        foundation, chosen, seen, members, ask_for_sorting, sorted_in, species
    )
    confidence = confidence_of(foundation.database, species, chosen.card.name, chosen.version)
    places = seen[0].places  # the same for each matcher
    search = _Search(foundation, comparison, places, len(members), confidence)
    classless = {
        each
        for each in queries
        if each in places
        and places[each].animal_class is None
        and not arguments.get("without_class")
    }
    answers = []
    for done, each in enumerate(arguments["queries"]):
        context.progress(done, len(queries), f"{done} of {len(queries)} animals compared")
        query = uuid.UUID(each["annotation"])
        answer = None
        if query not in classless:
            answer = search.answer(context.id, each, arguments["limit"])
        reason = NO_CLASS if query in classless else _why_not(query, seen[0])
        answers.append(answer or as_answer(str(query), "failed", reason, None, None, 0))
    judged = identifiability_of(foundation.database, queries)
    asked_together = together(
        arguments["queries"], search.candidates, confidence, arguments["limit"]
    )
    result = {
        "algorithm": as_named(chosen),
        "match_set": {"hash": arguments["match_set"], "size": len(members)},
        "calibration": confidence.same.provenance.to_mapping() if confidence else None,
        "queries": [
            {**answer, "identifiability": judged.get(query)}
            for query, answer in zip(queries, answers, strict=True)
        ],
        "together": asked_together,
    }
    with foundation.database.write() as session:
        context.finish(session, result)
        tell_when_over(foundation, session, context.id)


class _Search:
    """One match set, searched by one query after the other."""

    def __init__(
        self,
        foundation: AcmFoundation,
        comparison: Comparison,
        places: Mapping[uuid.UUID, Place],
        size: int,
        confidence: Confidence | None,
    ) -> None:
        self._foundation = foundation
        self._comparison = comparison
        self._places = places
        self._size = size
        self._confidence = confidence
        self.candidates: dict[str, Sequence[RankedIndividual]] = {}
        """By query annotation, of those answered so far."""

    def answer(self, job: uuid.UUID, asked: Mapping[str, Any], limit: int) -> dict[str, Any] | None:
        """The candidates of one query, whose evidence is kept; nothing where it has no features."""
        query, refused = uuid.UUID(asked["annotation"]), asked.get("not_these", ())
        wanted = max(limit, AMONG) + len(refused)
        found = self._comparison.ranking(query, asked["group"], wanted)
        if found is None:
            return None
        ranking = without(found, refused)
        self.candidates[str(query)] = ranking.individuals
        keep_evidence(self._foundation, job, query, ranking.annotations, self._places)
        reason = self._why_nobody(ranking)
        return as_answer(str(query), "done", reason, ranking, self._confidence, limit)

    def _why_nobody(self, ranking: Ranking) -> str | None:
        if self._size and not len(self._comparison):
            return f"None of the {self._size} annotations of the match set shows enough to be compared."
        return ranking.reason


def _why_not(query: uuid.UUID, seen: Seen) -> str:
    """Why this query could not be described: what the first matcher says, for the others could not either."""
    kept = seen.extracted.kept.get(query)
    if kept is not None and kept.reason is not None:
        return kept.reason
    if query not in seen.places:
        return "There is no such annotation."
    return seen.extracted.unseen.get(query, "The annotation was changed meanwhile; ask again.")
