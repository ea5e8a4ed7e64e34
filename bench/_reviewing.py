"""How many decisions does a person need who goes down ranked lists, and how many one who is asked by the curator?"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from acm_wbia.wbia.curation.curator import Curator
from acm_wbia.wbia.curation.looks import Looks
from acm_wbia.wbia.curation.weights import Group, ordered
from bench._manifest import ManifestRow


@dataclass(frozen=True)
class Reviewed:
    """One person's work."""

    decisions: int
    """Until there is nothing left to look at."""
    alike: float
    """How much of the true grouping was found by then, 0…1; see ``alike``."""
    until_true: int | None = None
    """Decisions until the grouping was the true one for the first time; ``None``: it never was."""
    course: tuple[tuple[int, float], ...] = ()
    """How much of the true grouping there was after so many decisions, in their order."""
    seconds: float = field(default=0.0, compare=False)
    """What all questions took to be chosen, and all answers to be taken in."""

    def after(self, decisions: float) -> float:
        """How much of the true grouping there was after so many decisions."""
        return max(((count, share) for count, share in self.course if count <= decisions))[1]

    def until(self, share: float) -> int | None:
        """After how many decisions so much of the true grouping was there; ``None``: never."""
        return next((count for count, found in self.course if found >= share), None)


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
    course = [(0, alike(_groups(home), truth))]
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
            course.append((decisions, alike(_groups(home), truth)))
            break
    return Reviewed(decisions, alike(_groups(home), truth), course=tuple(course))


def on_the_lists(lists: Sequence[tuple[int, Mapping[int, float]]], truth: Sequence[str]) -> float:
    """How much of the true grouping comes of joining all that are one animal and on each other's lists."""
    home = list(range(len(truth)))
    for node, scores in lists:
        for other in scores:
            if truth[other] == truth[node]:
                kept, gone = ordered(home[node], home[other])
                home = [kept if each == gone else each for each in home]
    return alike(_groups(home), truth)


def asked_by_the_curator(
    looks: Looks, truth: Sequence[str], error: float, seed: int, most: int, at_once: int = 1
) -> Reviewed:
    """By a reviewer who errs at random, and answers so many ``at_once``, until the true grouping is there.

    A curator that has not come by it after ``most`` decisions, or that has nothing left to ask, is left alone.
    """
    begun = time.perf_counter()
    random = np.random.default_rng(seed)
    curator = Curator(looks, [None] * len(truth))
    decisions, until_true = 0, None
    course = [(0, alike(curator.groups, truth))]
    while decisions < most and (asked := curator.questions(at_once)):
        given = []
        for each in asked:
            same = truth[each.first] == truth[each.second]
            given.append((each.first, each.second, same != bool(random.uniform() < error)))
        curator.answer_all(given)
        decisions += len(given)
        course.append((decisions, alike(curator.groups, truth)))
        if course[-1][1] == 1:
            until_true = decisions
            break
    took = time.perf_counter() - begun
    return Reviewed(decisions, course[-1][1], until_true, tuple(course), took)


def _groups(home: Sequence[int]) -> list[Group]:
    found: dict[int, set[int]] = {}
    for node, name in enumerate(home):
        found.setdefault(name, set()).add(node)
    return [frozenset(each) for each in found.values()]


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
