"""The most similar embeddings are found among those that may be compared, the same by whatever index, in whatever order."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import faiss
import numpy as np
import pytest

from acm_wbia.wbia.embedding import Embedding
from acm_wbia.wbia.matching import embedding as module
from acm_wbia.wbia.matching import similarity
from acm_wbia.wbia.matching.embedding import EmbeddingGallery, EmbeddingMatching
from acm_wbia.wbia.matching.gallery import Member
from acm_wbia.wbia.matching.ranking import NetworkUsed, Ranking
from acm_wbia.wbia.matching.similarity import SimilarityIndex, Unfiltered, best_fetchers, cosines_of

DIMENSION = 32


def vectors(count: int, seed: int = 1) -> Any:
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSION))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)


def index_of(rows: Any, unfiltered: bool = False) -> SimilarityIndex:
    def as_on_a_gpu(dimension: int) -> Unfiltered:
        return Unfiltered(faiss.IndexFlatIP(dimension))

    index = SimilarityIndex(DIMENSION, as_on_a_gpu if unfiltered else None)
    index.add(rows)
    return index


@pytest.mark.parametrize("chunk", [100_000, 1500, 2000])
@pytest.mark.parametrize("unfiltered", [False, True])
@pytest.mark.parametrize("share", [1.0, 0.5, 0.01])
def test_those_that_may_be_found_are_found_as_by_comparing_each(
    unfiltered: bool, share: float, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similarity, "CHUNK", chunk)
    rows, query = vectors(4000), vectors(1, 2)[0]
    allowed = np.random.default_rng(3).random(len(rows)) < share
    cosines, numbers = index_of(rows, unfiltered).most_similar(query, 10, allowed)
    exact = np.where(allowed, cosines_of(query, rows), -2)
    expected = np.argsort(-exact, kind="stable")[:10]
    assert numbers.tolist() == expected.tolist()
    assert cosines.tolist() == exact[expected].tolist()


def test_fewer_than_wanted_and_none_at_all_are_answers() -> None:
    rows, query = vectors(50), vectors(1, 2)[0]
    few = np.zeros(50, dtype=bool)
    few[[3, 30]] = True
    for unfiltered in (False, True):
        index = index_of(rows, unfiltered)
        assert sorted(index.most_similar(query, 10, few)[1].tolist()) == [3, 30]
        assert len(index.most_similar(query, 10, np.zeros(50, dtype=bool))[1]) == 0


def test_what_is_added_later_is_found_like_what_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    rows, query = vectors(500), vectors(1, 2)[0]
    monkeypatch.setattr(similarity, "CHUNK", 200)
    at_once, bit_by_bit = index_of(rows), index_of(rows[:123])
    bit_by_bit.add(rows[123:])
    everything = np.ones(500, dtype=bool)
    for one, other in zip(
        at_once.most_similar(query, 20, everything),
        bit_by_bit.most_similar(query, 20, everything),
        strict=True,
    ):
        assert one.tolist() == other.tolist()
    assert len(bit_by_bit) == 500


def test_a_cosine_does_not_depend_on_the_order_of_the_sums() -> None:
    rows, query = vectors(200), vectors(1, 2)[0]
    mixed = np.random.default_rng(4).permutation(DIMENSION)
    assert cosines_of(query, rows).tolist() == cosines_of(query[mixed], rows[:, mixed]).tolist()


def test_without_a_gpu_the_processor_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faiss, "StandardGpuResources", object, raising=False)
    monkeypatch.setattr(faiss, "get_num_gpus", lambda: 0, raising=False)
    assert not isinstance(best_fetchers()(DIMENSION), Unfiltered)


class AsOnAGpu:
    """An index that gives no more neighbours than one on a GPU, and refuses to be asked for more."""

    def __init__(self, _resources: Any, dimension: int, _settings: Any) -> None:
        self._index = faiss.IndexFlatIP(dimension)
        self.add, self.reconstruct_batch = self._index.add, self._index.reconstruct_batch

    def search(self, queries: Any, count: int) -> Any:
        assert count <= similarity.MOST_FROM_GPU
        return self._index.search(queries, count)


@pytest.fixture
def resources(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Of a GPU that is only played, as they are taken."""
    taken: list[object] = []

    def take() -> object:
        taken.append(object())
        return taken[-1]

    monkeypatch.setattr(faiss, "StandardGpuResources", take, raising=False)
    monkeypatch.setattr(faiss, "get_num_gpus", lambda: 1, raising=False)
    monkeypatch.setattr(faiss, "GpuIndexFlatConfig", SimpleNamespace, raising=False)
    monkeypatch.setattr(faiss, "GpuIndexFlatIP", AsOnAGpu, raising=False)
    return taken


@pytest.mark.parametrize("count", [10, 100, 3000, 4000])
@pytest.mark.parametrize("share", [1.0, 0.5, 0.01])
def test_a_gpu_that_gives_few_neighbours_gives_the_processors_answer(
    resources: list[object], count: int, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similarity, "MOST_FROM_GPU", 64)
    monkeypatch.setattr(similarity, "CHUNK", 1500)
    monkeypatch.setattr(similarity, "BATCH", 400)
    rows, query = vectors(4000), vectors(1, 2)[0]
    allowed = np.random.default_rng(3).random(len(rows)) < share
    on_gpu = index_of(rows)
    found = on_gpu.most_similar(query, count, allowed)
    assert len(resources) == 1, "three parts and each search of them share what one has taken"
    monkeypatch.setattr(faiss, "get_num_gpus", lambda: 0)
    expected = index_of(rows).most_similar(query, count, allowed)
    assert [each.tolist() for each in found] == [each.tolist() for each in expected]


class ByAnything(EmbeddingMatching):
    """Ranks embeddings that no network has made."""

    def __init__(self) -> None:
        self.used = NetworkUsed("none", "embedding-none")


def ranking(
    rows: Any, members: list[Member], order: list[int], asked: Any, **options: Any
) -> Ranking:
    """Of members whose rows were added in this order."""
    index = index_of(rows[order])
    places = np.argsort(order)
    gallery = EmbeddingGallery(tuple(members), places.astype(np.int64), index)
    return ByAnything()(Embedding(asked), gallery, **options)


def herd(animals: int, photos: int) -> tuple[Any, list[Member]]:
    """Each animal's photos resemble one another."""
    own, random = vectors(animals).astype(float), np.random.default_rng(6)
    rows = np.repeat(own, photos, axis=0) + random.normal(0, 0.05, (animals * photos, DIMENSION))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    members = [
        Member(f"{animal}-{photo}", f"animal {animal}", f"encounter {animal}-{photo}")
        for animal in range(animals)
        for photo in range(photos)
    ]
    return rows.astype(np.float16), members


def test_individuals_are_ranked_by_their_most_similar_picture_in_whatever_order_they_lie() -> None:
    rows, members = herd(30, 3)
    query = Member("query", None, "encounter 7-0")
    plain, mixed = list(range(90)), np.random.default_rng(5).permutation(90).tolist()
    found = [
        ranking(rows, members, order, rows[7 * 3], query=query, limit=5) for order in (plain, mixed)
    ]
    first, second = found
    assert first.individuals == second.individuals
    assert [each.annotation for each in first.annotations] == [
        each.annotation for each in second.annotations
    ]
    assert first.individuals[0].name == "animal 7"
    assert first.individuals[0].annotation != "7-0"  # of the query's own encounter
    assert first.compared == 89
    assert {each.annotation for each in first.individuals} <= {
        each.annotation for each in first.annotations
    }


def test_there_are_no_matched_points_and_it_is_told_which_network_compared() -> None:
    rows, members = herd(5, 2)
    found = ranking(rows, members, list(range(10)), rows[0], limit=3)
    assert all(each.matches.shape == (0, 5) for each in found.annotations)
    assert {each.network for each in found.annotations} == {ByAnything().used}


def test_one_individual_with_very_many_pictures_does_not_hide_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "PICTURES_EACH", 2)
    rows, members = herd(2, 200)
    others, other_members = herd(10, 1)
    renamed = [Member(f"o{each.annotation}", f"o{each.name}") for each in other_members]
    found = ranking(
        np.concatenate([rows, others]), [*members, *renamed], list(range(410)), rows[0], limit=4
    )
    assert len(found.individuals) >= 3
    assert found.individuals[0].name == "animal 0"


def test_an_animal_that_nobody_has_named_is_a_candidate_of_its_own() -> None:
    rows, members = herd(3, 1)
    unnamed = [Member(each.annotation) for each in members]
    found = ranking(rows, unnamed, [0, 1, 2], rows[1], limit=3)
    assert (found.individuals[0].name, found.individuals[0].annotation) == (None, "1-0")


def test_why_nobody_is_found_is_said() -> None:
    rows, members = herd(1, 1)
    found = ranking(rows[:0], [], [], rows[0])
    assert "The match set is empty" in str(found.reason)
    found = ranking(rows, members, [0], rows[0], query=Member("x", None, members[0].group))
    assert "own picture or encounter" in str(found.reason)
    found = ranking(rows, members, [0], -rows[0])
    assert (found.individuals, "resembles" in str(found.reason)) == ((), True)
