"""Which encounters may an animal be compared with, in the words of EDM's filter tree, and which filter left none?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

USELESS_STATES = ("rejected", "unidentifiable")
"""Encounters that somebody found not to show an animal that can be known."""


@dataclass(frozen=True, slots=True)
class MatchFilter:
    """One narrowing of the candidates: the condition, and how a person would call it."""

    condition: Mapping[str, Any]
    sentence: str
    """Why nobody is left, if it was this one."""


def match_filters(species: str | None, filters: Mapping[str, Any]) -> list[MatchFilter]:
    """The filters in the order in which they are applied, the species first."""
    chosen = [
        MatchFilter(
            {
                "and": [
                    *([_is("species", "eq", species)] if species else []),
                    {"not": _is("state", "in", list(USELESS_STATES))},
                ]
            },
            "There is no other encounter of this species that you may see.",
        )
    ]
    for name, (field, operator, sentence) in NAMED.items():
        if name in filters:
            value = filters[name]
            wanted = list(map(str, value)) if isinstance(value, list) else value
            chosen.append(MatchFilter(_is(field, operator, wanted), sentence))
    if filters.get("tree"):
        chosen.append(MatchFilter(filters["tree"], "No encounter meets the filter."))
    return chosen


def all_of(filters: list[MatchFilter]) -> dict[str, Any]:
    """One tree in which all of them must be met."""
    return {"and": [each.condition for each in filters]}


def _is(field: str, operator: str, value: Any) -> dict[str, Any]:
    return {"field": field, "op": operator, "value": value}


NAMED = {
    "regions": ("region", "in", "No encounter lies in the chosen regions."),
    "seen_from": ("time", "ge", "No encounter is from the chosen time."),
    "seen_to": ("time", "le", "No encounter is from the chosen time."),
    "owners": ("owner", "in", "None of the chosen people has an encounter that you may see."),
    "projects": ("project", "in", "No encounter that you may see is in the chosen projects."),
    "individuals": ("individual", "in", "None of the chosen individuals has an encounter."),
    "identified": ("identified", "eq", "No encounter is left, named or not as you asked."),
}
"""Our filters by name: EDM's field, the comparison, and what is said when it leaves nobody."""
