"""Is a large catalogue searched by lists, sorted once, with the same answer whoever searches it?"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from acm_wbia.acm.files.galleries import RENEWING
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


@pytest.fixture
def little_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few animals are a large share: nothing is put together anew."""
    monkeypatch.setattr(neighbours, "LARGEST_SHARE_APART", 1)


Change = Callable[[Acm, list[dict[str, Any]]], list[dict[str, Any]]]
"""Makes another match set of one."""


def one_is_removed(acm: Acm, members: list[dict[str, Any]]) -> list[dict[str, Any]]:
    acm.call("DELETE", f"/annotations/{members[2]['annotation']}")
    return members[:2] + members[3:]


def a_box_is_moved(acm: Acm, members: list[dict[str, Any]]) -> list[dict[str, Any]]:
    acm.call("PATCH", f"/annotations/{members[1]['annotation']}", {"bbox": [0, 0, 300, 200]})
    return members


def it_is_filtered(acm: Acm, members: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return members[::-1][:4]


def others_are_seen(acm: Acm, members: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Another person's picture instead of one's own."""
    return [*members[1:], member(acm.keep_animal(0, 2), "animal 0")]


@pytest.mark.parametrize(
    "change", [one_is_removed, a_box_is_moved, it_is_filtered, others_are_seen]
)
def test_no_change_of_a_match_set_has_the_index_put_together_anew(
    acm: Acm,
    another_worker: Acm,
    large: list[dict[str, Any]],
    change: Change,
    little_apart: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    query = acm.keep_animal(4, 1)
    acm.done("identify", identify(acm.keep_match_set(large), query))
    asked = identify(acm.keep_match_set(change(acm, large)), query)
    with monkeypatch.context() as patched:
        patched.delattr(codebooks.Codebook, "inverted_file")
        changed = acm.done("identify", asked)
    assert changed["queries"][0]["individuals"][0]["name"] == "animal 4"
    assert without_ids(changed) == without_ids(another_worker.done("identify", asked))


def test_what_sorts_before_the_others_is_added_all_the_same(
    acm: Acm,
    another_worker: Acm,
    large: list[dict[str, Any]],
    little_apart: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    query = acm.keep_animal(0, 1)
    acm.done("identify", identify(acm.keep_match_set(large[2:]), query))
    asked = identify(acm.keep_match_set(large), query)
    with monkeypatch.context() as patched:
        patched.delattr(codebooks.Codebook, "inverted_file")
        added_to = acm.done("identify", asked)
    assert added_to["queries"][0]["individuals"][0]["name"] == "animal 0"
    assert without_ids(added_to) == without_ids(another_worker.done("identify", asked))


def until_renewed() -> None:
    for thread in threading.enumerate():
        if thread.name == RENEWING:
            thread.join()


def test_what_has_become_too_much_is_put_together_while_nobody_waits(
    acm: Acm, another_worker: Acm, large: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    query = acm.keep_animal(7, 1)
    acm.done("identify", identify(acm.keep_match_set(large), query))
    more = [*one_is_removed(acm, large), member(acm.keep_animal(7, 0), "animal 7")]
    asked = identify(acm.keep_match_set(more), query)
    monkeypatch.delattr(codebooks.Codebook, "inverted_file")
    waiting = threading.Event()
    renew = Gallery.of

    def of(gallery: Gallery, *arguments: Any) -> Gallery:
        waiting.wait()
        return renew(gallery, *arguments)

    monkeypatch.setattr(Gallery, "of", of)
    answers = [acm.done("identify", asked) for _ in range(2)]  # nobody waits for it
    waiting.set()
    until_renewed()
    (kept,) = acm.foundation.galleries._kept.values()
    assert len(kept.parts) == ANIMALS + 1  # who is gone was in a match set since it was built
    assert not kept.outgrown
    answers.append(acm.done("identify", asked))
    monkeypatch.undo()
    right = without_ids(another_worker.done("identify", asked))
    assert [without_ids(each) for each in answers] == [right] * 3


def test_what_is_gone_is_forgotten_when_all_is_put_together_the_next_time(
    acm: Acm, large: list[dict[str, Any]]
) -> None:
    query = acm.keep_animal(7, 1)
    acm.done("identify", identify(acm.keep_match_set(large), query))
    for animal in (7, 8):
        large = [*one_is_removed(acm, large), member(acm.keep_animal(animal, 0), "new")]
        acm.done("identify", identify(acm.keep_match_set(large), query))
        until_renewed()
    (kept,) = acm.foundation.galleries._kept.values()
    assert len(kept.parts) == ANIMALS


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


def test_the_codebook_before_serves_until_the_index_by_the_next_is_put_together(
    acm: Acm,
    another_worker: Acm,
    large: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = identify(acm.keep_match_set(large), acm.keep_animal(4, 1))
    before = acm.done("identify", asked)
    monkeypatch.setattr(codebooks, "GROWTH", 1.2)  # now the catalogue is some generations on
    waiting = threading.Event()
    put_together = codebooks.Codebook.inverted_file

    def inverted_file(*arguments: Any) -> Any:
        waiting.wait()
        return put_together(*arguments)

    monkeypatch.setattr(codebooks.Codebook, "inverted_file", inverted_file)
    assert without_ids(acm.done("identify", asked)) == without_ids(before)  # nobody waits for it
    waiting.set()
    until_renewed()
    after = acm.done("identify", asked)
    assert without_ids(after) == without_ids(another_worker.done("identify", asked))
    assert count(acm, CodebookRow) == 2


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="nothing tells which files are open")
def test_a_worker_keeps_no_file_open_for_each_picture_that_came(
    acm: Acm, large: list[dict[str, Any]]
) -> None:
    query = acm.keep_animal(4, 1)
    acm.done("identify", identify(acm.keep_match_set(large), query))
    for _ in range(50):
        new = member(acm.keep_animal(7, 0), "animal 7")
        for some in (large, large[:1]):  # by lists, and exactly
            acm.done("identify", identify(acm.keep_match_set([*some, new]), query))
        until_renewed()
    # Other tests of this process have files of their own open.
    own = acm.foundation.settings.data
    held = [each for each in open_features() if each.is_relative_to(own)]
    assert len(held) <= 5  # the writer's, the last map and those of what is kept


def open_features() -> list[Path]:
    links = [each for each in Path("/proc/self/fd").iterdir() if each.is_symlink()]
    return [file for each in links if (file := each.readlink()).suffix == ".features"]


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


def test_much_that_is_new_is_sorted_by_the_question_where_most_is_ready(
    acm: Acm,
    another_worker: Acm,
    large: list[dict[str, Any]],
    patience_for_one: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    query = acm.keep_animal(4, 1)
    asked = identify(acm.keep_match_set(large), query)
    acm.done("identify", asked)
    acm.worker.run(sorting(acm)[0].id)
    acm.done("identify", asked)
    monkeypatch.delattr(NeighbourIndex, "unsorted")
    new = [member(acm.keep_animal(animal, 0), f"animal {animal}") for animal in (7, 8)]
    asked = identify(acm.keep_match_set([*large, *new]), query)
    answer = acm.done("identify", asked)
    assert answer["queries"][0]["individuals"][0]["name"] == "animal 4"
    assert without_ids(answer) == without_ids(another_worker.done("identify", asked))


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
