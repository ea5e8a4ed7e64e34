"""Whom a query may be compared with, and who is ahead, is answered as a plain loop over the members would."""

from typing import Any

import numpy as np
import pytest

from acm_wbia.wbia.matching.gallery import Gallery, Member, Relations
from acm_wbia.wbia.matching.scores import Scores
from tests.wbia.conftest import features_of


class Alike(str):
    """Words whose hashes say nothing about them."""

    __slots__ = ()

    def __hash__(self) -> int:
        return 7


def any_members(random: np.random.Generator, count: int, words: type[str] = str) -> list[Member]:
    """Names, encounters and pictures share their words, and some are missing."""

    def drawn(most: int) -> str | None:
        number = int(random.integers(-1, most))
        return None if number < 0 else words(number)

    return [
        Member(words(at), drawn(count // 3 + 1), drawn(count // 4 + 1), drawn(count // 2 + 1))
        for at in range(count)
    ]


def is_stranger(member: Member, query: Member) -> bool:
    return not (
        member.annotation == query.annotation
        or (member.group is not None and member.group == query.group)
        or (member.asset is not None and member.asset == query.asset)
    )


@pytest.mark.parametrize("words", [str, Alike])
@pytest.mark.parametrize("seed", range(5))
def test_strangers_are_neither_of_the_query_s_picture_nor_of_its_encounter(
    seed: int, words: type[str]
) -> None:
    random = np.random.default_rng(seed)
    members = any_members(random, int(random.integers(1, 60)), words)
    relations = Relations(members)
    outsiders = [Member(f"not {each.annotation}", None, each.group) for each in members]
    for query in [*members, *outsiders, Member("nobody")]:
        found = relations.strangers(query)
        assert found.tolist() == [is_stranger(each, query) for each in members]
    assert relations.strangers(None).all()


def test_of_nobody_there_are_no_strangers() -> None:
    assert Relations([]).strangers(Member("query", None, "encounter")).shape == (0,)


def test_only_members_of_the_match_set_are_compared() -> None:
    random = np.random.default_rng(3)
    members = any_members(random, 12)
    whole = Gallery.build(members, [features_of(0)] * 12)
    chosen = whole.holding(members[:9], np.arange(9))
    for query in members:
        expected = [at < 9 and is_stranger(each, query) for at, each in enumerate(members)]
        assert chosen.comparable(query).tolist() == expected
    assert chosen.comparable(None).tolist() == [at < 9 for at in range(12)]


def test_the_pictures_of_an_individual_are_those_of_its_name() -> None:
    gallery = Gallery.build(any_members(np.random.default_rng(8), 12), [features_of(0)] * 12)
    for candidate in range(12):
        expected = np.flatnonzero(gallery.candidates == candidate)
        assert gallery.pictures_of(candidate).tolist() == expected.tolist()


def best(scores: Any, count: int, among: Any) -> list[int]:
    ahead = sorted((each for each in among if scores[each] > 0), key=lambda at: -scores[at])
    return [int(each) for each in ahead[:count]]


@pytest.mark.parametrize("count", [0, 1, 7, 200])
def test_the_best_are_above_zero_and_equal_ones_stay_in_order(count: int) -> None:
    random = np.random.default_rng(count)
    of_annotations, of_candidates = (random.integers(-1, 4, 100).astype(float) for _ in range(2))
    scores, some = Scores(of_annotations, of_candidates), np.arange(90, 10, -3)
    assert scores.best_candidates(count) == best(of_candidates, count, range(100))
    assert scores.best_annotations(count) == best(of_annotations, count, range(100))
    assert scores.best_annotations(count, some) == best(of_annotations, count, some)
