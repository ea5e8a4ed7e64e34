"""How many decisions does a person need who goes down ranked lists, and how many one who is asked by the curator?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from acm_wbia.wbia.curation.curator import Curator
from acm_wbia.wbia.curation.grouping import Group
from acm_wbia.wbia.curation.looks import Looks
from acm_wbia.wbia.curation.weights import ordered
from bench._manifest import ManifestRow

MOST_ASKED = 20
"""Times as many questions as encounters; a curator that asks more never stops."""


@dataclass(frozen=True)
class Reviewed:
    """One person's work."""

    decisions: int
    """Until there is nothing left to look at."""
    alike: float
    """How much of the true grouping was found by then, 0…1; see ``alike``."""
    until_true: int | None = None
    """Decisions until the grouping was the true one for the first time; ``None``: it never was."""


def tellable(rows: Sequence[ManifestRow], encounters: Sequence[str]) -> list[str]:
    """Of each encounter, its animal as far as pictures of one side, from encounter to encounter, can tell."""
    home = {encounter: encounter for encounter in encounters}
    first_of: dict[tuple[str, str], str] = {}
    for row in rows:
        other = first_of.setdefault((row.individual, row.side), row.encounter)
        kept, gone = home[other], home[row.encounter]
        home = {each: kept if name == gone else name for each, name in home.items()}
    return [home[each] for each in encounters]


def down_the_lists(lists: Sequence[tuple[int, Mapping[int, float]]], truth: Sequence[str]) -> int:
    """Decisions where each picture's list is gone down to its animal, or to its end where that is not on it."""
    decisions = 0
    for node, scores in lists:
        for other in sorted(scores, key=lambda each: (-scores[each], each)):
            decisions += 1
            if truth[other] == truth[node]:
                break
    return decisions


def down_the_lists_once(
    lists: Sequence[tuple[int, Mapping[int, float]]], truth: Sequence[str]
) -> Reviewed:
    """The same by somebody who forgets nothing: what is known, or follows from it, is not decided again."""
    home = list(range(len(truth)))
    apart: set[tuple[int, int]] = set()
    decisions = 0
    for node, scores in lists:
        for other in sorted(scores, key=lambda each: (-scores[each], each)):
            if home[node] == home[other]:
                break
            pair = ordered(home[node], home[other])
            if pair in apart:
                continue
            decisions += 1
            if truth[other] != truth[node]:
                apart.add(pair)
                continue
            kept, gone = pair
            home = [kept if each == gone else each for each in home]
            apart = {
                ordered(*(kept if each == gone else each for each in known)) for known in apart
            }
            break
    groups = [
        frozenset(node for node, each in enumerate(home) if each == name) for name in set(home)
    ]
    return Reviewed(decisions, alike(groups, truth))


def asked_by_the_curator(looks: Looks, truth: Sequence[str], error: float, seed: int) -> Reviewed:
    """By a reviewer who errs at random, and answers until nothing is asked any more."""
    random = np.random.default_rng(seed)
    curator = Curator(looks, [None] * len(truth))
    decisions, until_true = 0, None
    if alike(curator.groups, truth) == 1:
        until_true = 0
    while (questions := curator.questions()) and decisions < MOST_ASKED * len(truth):
        (question,) = questions
        same = truth[question.first] == truth[question.second]
        curator.answer(question.first, question.second, same != bool(random.uniform() < error))
        decisions += 1
        if until_true is None and alike(curator.groups, truth) == 1:
            until_true = decisions
    return Reviewed(decisions, alike(curator.groups, truth), until_true)


def alike(groups: Sequence[Group], truth: Sequence[str]) -> float:
    """Of the pairs that are together, here or in truth, the share that is in both; 1: the true grouping."""
    both = found = 0
    for group in groups:
        found += len(group) * (len(group) - 1) // 2
        sizes: dict[str, int] = {}
        for node in group:
            sizes[truth[node]] = sizes.get(truth[node], 0) + 1
        both += sum(size * (size - 1) // 2 for size in sizes.values())
    counts: dict[str, int] = {}
    for name in truth:
        counts[name] = counts.get(name, 0) + 1
    true = sum(size * (size - 1) // 2 for size in counts.values())
    either = found + true - both
    return both / either if either else 1.0
