"""How does an identification look to this very viewer? Candidates that they may not see are not there."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from houston.access import Principal, scope_of
from houston.house import House
from houston.models import (
    Annotation,
    Identification,
    IdentificationDecision,
    IdentificationQuery,
)
from houston.models.identification import DecisionState
from houston.queries.boxes import boxes_of
from houston.queries.ecology import facts_of, individuals_of
from houston.queries.identification import decisions_of, open_encounters, queries_of
from houston.queries.refused_pair import HOLD, NOBODY, Refused, refusals

NOTHING_OPEN = "Nothing that you may see resembles it."
ALL_REFUSED = "Of all that resemble it somebody said that it is not them."

Row = Mapping[str, Any]
"""An individual or an annotation, as ACM answered."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One annotation as the viewer may see it."""

    annotation: uuid.UUID
    asset: uuid.UUID
    bbox: list[float] | None
    encounter: uuid.UUID | None
    individual: dict[str, Any] | None
    whose: uuid.UUID | None
    """The individual's id."""

    def as_side(self) -> dict[str, Any]:
        return {"annotation": self.annotation, "asset": self.asset, "bbox": self.bbox}


@dataclass(frozen=True, slots=True)
class Shown:
    """Which of the rows that ACM answered the viewer is shown, and how."""

    seen: Mapping[uuid.UUID, Seen]
    refused: Refused
    decided: Collection[uuid.UUID]
    """The queries about which a decision holds."""

    def rows(self, rows: Sequence[Row], queries: Sequence[str]) -> list[Row]:
        """Those of an answer to these queries; whom somebody refused only where something was decided about them."""
        is_decided = any(uuid.UUID(each) in self.decided for each in queries)
        return [
            each
            for each in rows
            if (own := self._seen(each)) and (is_decided or not self._is_refused(own))
        ]

    def candidate(self, row: Row) -> dict[str, Any]:
        seen = self.seen[uuid.UUID(row["annotation"])]
        return {
            "individual": seen.individual,
            "encounter": seen.encounter,
            "score": row["score"],
            "probability": row.get("probability"),
            "refused": self._is_refused(seen),
            **seen.as_side(),
        }

    def why_hidden(self, rows: Sequence[Row]) -> str:
        """Why none of these is shown."""
        return ALL_REFUSED if any(self._seen(each) for each in rows) else NOTHING_OPEN

    def _seen(self, row: Row) -> Seen | None:
        return self.seen.get(uuid.UUID(row["annotation"]))

    def _is_refused(self, seen: Seen) -> bool:
        return seen.encounter is not None and self.refused.holds(seen.encounter, seen.whose)


def view_identification(
    house: House, principal: Principal, identification: Identification
) -> dict[str, Any]:
    """With names, pictures and boxes as they are now, within what the viewer may read."""
    with house.database.read() as session:
        queries = queries_of(session, identification.id)
        decisions = decisions_of(session, identification.id)
    results = identification.results or {}
    candidates = _candidates_in(results.values())
    wanted = {query.annotation_id for query in queries} | candidates
    wanted |= {each.candidate for each in decisions if each.candidate}
    seen = see_annotations(house, principal, wanted)
    named = {each.individual for each in decisions if each.individual}
    individuals = individuals_of(house, named, scope_of(principal)) if named else {}
    refused = _refused(house, queries, seen if candidates else {})
    # Where something was decided, what the person had before them stays, with whom they refused.
    decided = {each.annotation_id for each in decisions if each.state in HOLD}
    return {
        **outline(identification, principal),
        "queries": [
            _query(query, results.get(str(query.annotation_id)), Shown(seen, whom, decided))
            for query, whom in zip(queries, refused, strict=True)
        ],
        "decisions": [view_decision(each, individuals, seen) for each in decisions],
    }


def outline(identification: Identification, principal: Principal) -> dict[str, Any]:
    """What an identification is about, without its results.

    How many there were to compare with is told to who may see them all.
    """
    sees_all = identification.owner == principal.user or scope_of(principal).read.all
    size = identification.match_set_size if sees_all else None
    return {
        "id": identification.id,
        "state": identification.state,
        "reason": identification.reason,
        "job": identification.job,
        "owner": identification.owner,
        "encounter": identification.encounter,
        "species": identification.species,
        "algorithm": identification.algorithm,
        "match_set": None if size is None else {"size": size, "filters": identification.filters},
        "created_at": identification.created_at,
        "finished_at": identification.finished_at,
        "queries": [],
        "decisions": [],
    }


def view_decision(
    decision: IdentificationDecision,
    individuals: Mapping[uuid.UUID, dict[str, Any]],
    seen: Collection[uuid.UUID],
) -> dict[str, Any]:
    """One decision; its individual and its candidate are named where the viewer may see them."""
    individual = decision.individual and individuals.get(decision.individual)
    return {
        "id": decision.id,
        "annotation": decision.annotation_id,
        "encounter": decision.encounter_id,
        "decision": decision.decision,
        "individual": individual or None,
        "candidate": decision.candidate if decision.candidate in seen else None,
        "state": decision.state,
        "undoable": decision.state == DecisionState.APPLIED,
        "decided_by": decision.decided_by,
        "decided_at": decision.decided_at,
        "undone_by": decision.undone_by,
        "undone_at": decision.undone_at,
    }


def see_annotations(
    house: House, principal: Principal, annotations: Collection[uuid.UUID]
) -> dict[uuid.UUID, Seen]:
    """Those of the annotations whose encounter the viewer may read, as they are now."""
    with house.database.read() as session:
        rows = session.scalars(
            select(Annotation).where(
                Annotation.id.in_(annotations), Annotation.encounter_id.is_not(None)
            )
        ).all()
        encounters = {row.encounter_id for row in rows if row.encounter_id}
        open_to = open_encounters(session, principal, encounters)
    visible = [row for row in rows if row.encounter_id in open_to]
    if not visible:
        return {}
    scope = scope_of(principal)
    facts = facts_of(house, open_to, scope)
    known = {fact.individual for fact in facts.values() if fact.individual}
    individuals = individuals_of(house, known, scope) if known else {}
    boxes = boxes_of(house, [row.id for row in visible])
    seen = {}
    for row in visible:
        fact = facts.get(row.encounter_id) if row.encounter_id else None
        if fact is not None and row.id in boxes:
            individual = individuals.get(fact.individual) if fact.individual else None
            bbox = boxes[row.id]["bbox"]
            seen[row.id] = Seen(
                row.id, row.asset_id, bbox, row.encounter_id, individual, fact.individual
            )
    return seen


def _refused(
    house: House, queries: Sequence[IdentificationQuery], seen: Mapping[uuid.UUID, Seen]
) -> list[Refused]:
    """Of each query, whom it is not, by all that was said until now."""
    known = {each.encounter: each.whose for each in seen.values() if each.encounter}
    asked = [seen.get(query.annotation_id) for query in queries]
    encounters = {each.encounter for each in asked if each and each.encounter}
    found = refusals(house, encounters, known)
    return [found[each.encounter] if each and each.encounter else NOBODY for each in asked]


def _candidates_in(results: Collection[Mapping[str, Any]]) -> set[uuid.UUID]:
    return {
        uuid.UUID(each["annotation"])
        for result in results
        for each in (
            *result["individuals"],
            *result["annotations"],
            *(result.get("together") or {}).get("individuals", ()),
        )
    }


def _query(
    query: IdentificationQuery, result: Mapping[str, Any] | None, what: Shown
) -> dict[str, Any]:
    own = what.seen.get(query.annotation_id)
    shown: dict[str, Any] = {
        "annotation": query.annotation_id,
        "encounter": own.encounter if own else query.encounter_id,
        "asset": own.asset if own else None,
        "bbox": own.bbox if own else None,
        "individual": own.individual if own else None,
        "review": query.review,
        "comparable": True,
        "reason": None,
        "identifiability": None,
        "probability_new": None,
        "calibration": None,
        "individuals": [],
        "annotations": [],
        "together": None,
    }
    if result is None:
        return shown
    shown["comparable"] = result["state"] != "failed"
    shown["identifiability"] = result.get("identifiability")
    shown["probability_new"] = result.get("probability_new")
    shown["calibration"] = result.get("calibration")
    shown["together"] = _together(result.get("together"), what)
    about = [str(query.annotation_id)]
    shown["individuals"] = [
        what.candidate(each) for each in what.rows(result["individuals"], about)
    ]
    shown["annotations"] = [
        {**what.candidate(each), "matches_count": each["matches"]}
        for each in what.rows(result["annotations"], about)
    ]
    hidden = result["annotations"] and not shown["annotations"]
    shown["reason"] = result["reason"] or (
        what.why_hidden(result["annotations"]) if hidden else None
    )
    return shown


def _together(result: Mapping[str, Any] | None, what: Shown) -> dict[str, Any] | None:
    """What all pictures of this side say as one; answers from before probabilities have none."""
    if result is None:
        return None
    return {
        "queries": result["queries"],
        "probability_new": result["probability_new"],
        "individuals": [
            {**what.candidate(each), "query": each["query"]}
            for each in what.rows(result["individuals"], result["queries"])
        ],
    }
