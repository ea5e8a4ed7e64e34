"""Is a large catalogue searched by lists, sorted once, with the same answer whoever searches it?"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from acm_wbia.acm.files.galleries import Contents, Galleries, Parts
from acm_wbia.acm.models import CodebookRow, FeatureLists, Job
from acm_wbia.acm.operations import catalogue, codebooks
from acm_wbia.acm.operations.codebooks import generation_of
from acm_wbia.acm.operations.sorting import SORT
from acm_wbia.acm.settings import AcmSettings
from acm_wbia.wbia.matching import neighbours
from acm_wbia.wbia.matching.gallery import Gallery
from acm_wbia.wbia.matching.neighbours import NeighbourIndex
from tests.acm.conftest import Acm
from tests.acm.houston import StandInHouston
from tests.acm.test_identification import identify, member, without_ids

ANIMALS = 6  # some 300 features each: more than the thousand that are searched exactly here


@pytest.fixture
def exact_up_to() -> int:
    return 1000


@pytest.fixture
def large(acm: Acm) -> list[dict[str, Any]]:
    return [member(acm.keep_animal(animal, 0), f"animal {animal}") for animal in range(ANIMALS)]


@pytest.fixture
def another_worker(settings: AcmSettings, houston: StandInHouston) -> Iterator[Acm]:
    made = Acm(settings, houston)
    yield made
    made.foundation.database.dispose()


def count(acm: Acm, model: type[CodebookRow] | type[FeatureLists]) -> int:
    with acm.foundation.database.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_large_catalogue_is_searched_by_lists_and_the_animal_is_found(
    acm: Acm, large: list[dict[str, Any]]
) -> None:
    match_set = acm.keep_match_set(large)
    answer = acm.done("identify", identify(match_set, acm.keep_animal(4, 1)))
    assert answer["queries"][0]["individuals"][0]["name"] == "animal 4"
    assert (count(acm, CodebookRow), count(acm, FeatureLists)) == (1, ANIMALS)


def test_another_worker_gives_the_same_answer_and_sorts_nothing_again(
    acm: Acm, another_worker: Acm, large: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = identify(acm.keep_match_set(large), acm.keep_animal(4, 1))
    first = acm.done("identify", asked)
    monkeypatch.delattr(codebooks.Codebook, "train")
    monkeypatch.delattr(codebooks.Codebook, "lists_of")
    assert without_ids(another_worker.done("identify", asked)) == without_ids(first)


def test_a_catalogue_that_grows_is_sorted_where_it_is_new(
    acm: Acm, large: list[dict[str, Any]]
) -> None:
    query = acm.keep_animal(7, 1)
    acm.done("identify", identify(acm.keep_match_set(large), query))
    more = [*large, member(acm.keep_animal(7, 0), "animal 7")]
    answer = acm.done("identify", identify(acm.keep_match_set(more), query))
    assert answer["queries"][0]["individuals"][0]["name"] == "animal 7"
    assert (count(acm, CodebookRow), count(acm, FeatureLists)) == (1, ANIMALS + 1)


def test_what_came_since_is_added_to_what_is_ready_and_changes_no_answer(
    acm: Acm, another_worker: Acm, large: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    query = acm.keep_animal(7, 1)
    acm.done("identify", identify(acm.keep_match_set(large), query))
    more = [*large, member(acm.keep_animal(7, 0), "animal 7")]
    asked = identify(acm.keep_match_set(more), query)
    monkeypatch.setattr(neighbours, "LARGEST_SHARE_APART", 1)  # so few animals are a large share
    with monkeypatch.context() as patched:
        patched.delattr(codebooks.Codebook, "inverted_file")
        added_to = acm.done("identify", asked)
    assert without_ids(added_to) == without_ids(another_worker.done("identify", asked))


def test_what_is_ready_is_asked_without_looking_for_what_is_not_sorted(
    acm: Acm, large: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = identify(acm.keep_match_set(large), acm.keep_animal(4, 1))
    first = acm.done("identify", asked)
    monkeypatch.delattr(catalogue, "lists_of")
    monkeypatch.setattr(catalogue, "SORTED_WHILE_WAITING", 0)
    assert without_ids(acm.done("identify", asked)) == without_ids(first)


def test_a_part_of_a_catalogue_is_searched_with_the_same_answer_as_alone(
    acm: Acm, another_worker: Acm, large: list[dict[str, Any]]
) -> None:
    query = acm.keep_animal(4, 1)
    acm.done("identify", identify(acm.keep_match_set(large), query))
    part = identify(acm.keep_match_set(large[1:]), query)
    within_the_larger = acm.done("identify", part)
    alone = another_worker.done("identify", part)
    assert without_ids(within_the_larger) == without_ids(alone)


def test_a_moved_box_is_sorted_anew(acm: Acm, large: list[dict[str, Any]]) -> None:
    asked = identify(acm.keep_match_set(large), acm.keep_animal(4, 1))
    acm.done("identify", asked)
    acm.call("PATCH", f"/annotations/{large[0]['annotation']}", {"bbox": [0, 0, 300, 200]})
    assert count(acm, FeatureLists) == ANIMALS - 1
    answer = acm.done("identify", asked)
    assert answer["queries"][0]["individuals"][0]["name"] == "animal 4"
    assert count(acm, FeatureLists) == ANIMALS


def test_a_worker_killed_while_it_sorts_changes_no_answer(
    acm: Acm, another_worker: Acm, large: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = identify(acm.keep_match_set(large), acm.keep_animal(4, 1))

    def die(*_: Any) -> None:
        raise RuntimeError("killed when the lists were written and no row was")

    insert = codebooks.insert_new
    monkeypatch.setattr(
        codebooks,
        "insert_new",
        lambda session, model, rows: (
            die() if model is FeatureLists else insert(session, model, rows)
        ),
    )
    job = acm.ask("identify", asked)
    acm.worker.run(uuid.UUID(job))
    assert acm.job(job)["state"] == "queued"
    monkeypatch.undo()
    acm.worker.run(uuid.UUID(job))
    undisturbed = another_worker.done("identify", asked)
    assert acm.job(job)["result"] == without_ids(undisturbed)


@pytest.fixture
def patience_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than one annotation to sort is too much to wait for."""
    monkeypatch.setattr(catalogue, "SORTED_WHILE_WAITING", 1)


def sorting(acm: Acm) -> list[Job]:
    with acm.foundation.database.read() as session:
        return list(session.scalars(select(Job).where(Job.kind == SORT).order_by(Job.created_at)))


def test_nobody_waits_until_a_large_catalogue_is_sorted(
    acm: Acm, large: list[dict[str, Any]], patience_for_one: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = identify(acm.keep_match_set(large), acm.keep_animal(4, 1))
    for _ in range(2):
        answer = acm.done("identify", asked)
        assert answer["queries"][0]["individuals"][0]["name"] == "animal 4"
    assert (count(acm, CodebookRow), count(acm, FeatureLists)) == (0, 0)
    (job,) = sorting(acm)
    assert job.queue == "bulk"
    acm.worker.run(job.id)
    assert (count(acm, CodebookRow), count(acm, FeatureLists)) == (1, ANIMALS)

    monkeypatch.delattr(NeighbourIndex, "unsorted")
    answer = acm.done("identify", asked)
    assert answer["queries"][0]["individuals"][0]["name"] == "animal 4"
    assert len(sorting(acm)) == 1


def test_a_catalogue_that_outgrew_its_codebook_is_searched_by_it_until_the_next_is_made(
    acm: Acm, large: list[dict[str, Any]], patience_for_one: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = identify(acm.keep_match_set(large), acm.keep_animal(4, 1))
    acm.done("identify", asked)
    acm.worker.run(sorting(acm)[0].id)
    monkeypatch.delattr(NeighbourIndex, "unsorted")
    monkeypatch.setattr(codebooks, "GROWTH", 1.2)  # now the catalogue is some generations on
    answer = acm.done("identify", asked)
    assert answer["queries"][0]["individuals"][0]["name"] == "animal 4"
    assert count(acm, CodebookRow) == 1
    _, later = sorting(acm)
    acm.worker.run(later.id)
    assert (count(acm, CodebookRow), count(acm, FeatureLists)) == (2, 2 * ANIMALS)


def test_the_generations_follow_one_another_by_factors_of_four() -> None:
    sizes = (0, 1000, 1001, 4000, 4001, 16_000, 16_001)
    assert [generation_of(size, 1000) for size in sizes] == [0, 0, 1, 1, 2, 2, 3]


def test_a_worker_keeps_what_it_searched_last_within_its_memory() -> None:
    built = []

    def build(name: str) -> Gallery:
        built.append(name)
        return Gallery.build([], [])

    def get(galleries: Galleries, name: str) -> Gallery:
        return galleries.get(Contents(name, ()), lambda _: build(name))

    roomy, cramped = Galleries(1000), Galleries(-1)
    for galleries in (roomy, cramped):
        for name in ("one", "two", "one"):
            get(galleries, name)
    assert built == ["one", "two", "one", "two", "one"]
    assert get(roomy, "one") is get(roomy, "one")


def test_a_gallery_is_built_from_the_largest_that_has_its_first_parts_in_the_same_way() -> None:
    galleries = Galleries(1000)
    given: dict[str, Gallery | None] = {}

    def get(name: str, kind: str, parts: Parts) -> Gallery:
        def build(beginning: Gallery | None) -> Gallery:
            given[name] = beginning
            return Gallery.build([], [])

        return galleries.get(Contents(kind, parts), build)

    first, second, moved, third = ("a", 1), ("b", 1), ("b", 2), ("c", 1)
    small = get("small", "kind", (first,))
    large = get("large", "kind", (first, second))
    get("of another kind", "another", (first, second, third))
    get("with a moved box", "kind", (first, moved, third))
    get("larger", "kind", (first, second, third))
    assert given == {
        "small": None,
        "large": small,
        "of another kind": None,
        "with a moved box": small,
        "larger": large,
    }
