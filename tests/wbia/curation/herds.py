"""Catalogues of drawn scores, for tests."""

import math

import numpy as np

from acm_wbia.wbia.curation.curator import Curator
from acm_wbia.wbia.curation.looks import Look, Looks
from acm_wbia.wbia.curation.parameters import CurationParameters

LISTED = 20


class Plain:
    """As a matcher's: what does not stand out is unlikely."""

    def probability(self, contrasts):
        return 1 / (1 + np.exp(3.2 - 1.84 * contrasts))


def one(*nodes):
    return frozenset(nodes)


def flat(node, nodes, **likes):
    """Node's list: all others score 1 but ``_3=5``, which stands out so many times."""
    stand_out = {int(name.strip("_")): score for name, score in likes.items()}
    return {other: stand_out.get(other, 1.0) for other in range(nodes) if other != node}


def lists(nodes, **pairs):
    """``_0_1=4.0``: to 0 and 1 each other stand out four times."""
    scores = [flat(node, nodes) for node in range(nodes)]
    for name, score in pairs.items():
        first, second = map(int, name.strip("_").split("_"))
        scores[first][second] = scores[second][first] = score
    return Looks([Look(node, "left", own) for node, own in enumerate(scores)], Plain())


def herd(animals=12, seen=4, seed=1, liked=0.6):
    """Lists of twenty, as a matcher makes them: of pairs of one animal it likes some, of others some by chance."""
    random = np.random.default_rng(seed)
    truth = [number // seen for number in range(animals * seen)]
    scores = np.exp(random.normal(0, 0.4, (len(truth), len(truth))))
    for first in range(len(truth)):
        for second in range(first):
            if truth[first] == truth[second] and random.uniform() < liked:
                scores[first, second] *= math.exp(random.normal(1.8, 0.6))
                scores[second, first] *= math.exp(random.normal(1.8, 0.6))
    looks = []
    for node, own in enumerate(scores):
        own[node] = 0
        best = np.argsort(-own)[: min(LISTED, len(truth) - 1)]
        looks.append(Look(node, "left", {int(each): float(own[each]) for each in best}))
    return Looks(looks, Plain()), truth


def nameless(looks, nodes, **parameters):
    return Curator(looks, [None] * nodes, CurationParameters(**parameters))


def ask_through(curator, truth, error, most, seed=9):
    """By a reviewer who errs at random, until nothing likely is left or so many were asked."""
    random = np.random.default_rng(seed)
    asked = 0
    while curator.open and asked < most:
        (each,) = curator.questions()
        wrong = random.uniform() < error
        curator.answer(each.first, each.second, (truth[each.first] == truth[each.second]) != wrong)
        asked += 1
    return asked


def alike(groups, truth):
    """Of the pairs in one group, here or in truth, how many are in both; 1: the true grouping."""
    home = {node: number for number, group in enumerate(groups) for node in group}
    pairs = [(a, b) for a in range(len(truth)) for b in range(a)]
    there = {(a, b) for a, b in pairs if home[a] == home[b]}
    true = {(a, b) for a, b in pairs if truth[a] == truth[b]}
    return len(there & true) / len(there | true)
