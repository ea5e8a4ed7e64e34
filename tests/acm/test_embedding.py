"""Are whole animals compared by a network that a site has installed, each looked at once, and the same by any worker?"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from click.testing import CliRunner

from acm_wbia.__main__ import main
from acm_wbia.acm.files.embedding_indexes import EmbeddingIndexes
from acm_wbia.acm.files.feature_segments import Stretch
from acm_wbia.acm.settings import AcmSettings
from acm_wbia.wbia.models.installing import add_file
from tests.acm.conftest import Acm
from tests.acm.houston import StandInHouston
from tests.acm.test_algorithms import counts
from tests.acm.test_identification import catalogue, identify, member, without_ids
from tests.wbia.embedding_networks import DIMENSION, as_onnx, card_of

COLOURS = {"name": "embedding", "parameters": {"network": "colours"}}


@pytest.fixture
def install(acm: Acm, tmp_path: Path) -> Any:
    """Has the small network installed; or one that gives this many times as much."""

    def installed(factor: float = 1.0) -> None:
        store = acm.foundation.models
        store.own_cards.mkdir(parents=True, exist_ok=True)
        content = card_of().model_dump(mode="json", exclude_defaults=True)
        (store.own_cards / "colours.yaml").write_text(yaml.safe_dump(content))
        add_file(store, store.card("colours"), as_onnx(tmp_path / "network.onnx", factor))

    return installed


@pytest.fixture
def another_worker(settings: AcmSettings, houston: StandInHouston) -> Iterator[Acm]:
    made = Acm(settings, houston)
    yield made
    made.foundation.database.dispose()


@pytest.fixture
def asked(acm: Acm, install: Any) -> dict[str, Any]:
    install()
    match_set = acm.keep_match_set(catalogue(acm, 4))
    return {**identify(match_set, acm.keep_animal(1, 1), species="seal"), "algorithm": COLOURS}


def test_the_animal_that_looks_most_like_the_query_is_first(
    acm: Acm, asked: dict[str, Any]
) -> None:
    answer = acm.done("identify", asked)
    (found,) = answer["queries"]
    assert found["individuals"][0]["name"] == "animal 1"
    assert 0 < found["individuals"][0]["score"] <= 1
    assert answer["algorithm"]["parameters"] == {"network": "colours"}
    assert [each["matches"] for each in found["annotations"]] == [0] * len(found["annotations"])
    best = found["individuals"][0]["annotation"]
    evidence = acm.call("GET", f"/evidence/{answer['job']}/{found['annotation']}/{best}").json
    assert evidence["matches"] == []
    assert "as a whole" in evidence["note"]
    listed = [each["name"] for each in acm.call("GET", "/models").json["algorithms"]]
    assert listed == ["embedding", "hotspotter"]


def test_each_animal_is_looked_at_once_and_kept_in_two_bytes_a_number(
    acm: Acm, asked: dict[str, Any]
) -> None:
    acm.done("identify", asked)
    ((extraction, kept),) = counts(acm).items()
    assert extraction.startswith("embedding-")
    assert kept == [1] * 5
    fetched = len(acm.houston.fetched)
    acm.done("identify", asked)
    assert len(acm.houston.fetched) == fetched
    (segment,) = acm.foundation.settings.files.rglob("*.features")
    assert segment.stat().st_size <= 5 * (2 * DIMENSION + 64)


def test_another_worker_that_knows_the_animals_in_another_order_gives_the_same_answer(
    acm: Acm, another_worker: Acm, asked: dict[str, Any]
) -> None:
    first = acm.done("identify", asked)
    more = acm.keep_match_set([member(acm.keep_animal(animal, 0), "x") for animal in (8, 9)])
    another_worker.done("identify", {**asked, "match_set": more})
    assert without_ids(another_worker.done("identify", asked)) == without_ids(first)


def test_an_index_grows_by_what_is_new(acm: Acm, asked: dict[str, Any]) -> None:
    acm.done("identify", asked)
    (growing,) = acm.foundation.embeddings._kept.values()
    assert len(growing) == 4
    added: list[int] = []
    add = growing.index.add
    growing.index.add = lambda rows: (added.append(len(rows)), add(rows))  # type: ignore[method-assign]
    newcomer = member(acm.keep_animal(7, 0), "animal 7")
    alone = acm.keep_match_set([newcomer])
    query = acm.keep_animal(7, 1)
    found = acm.done("identify", {**identify(alone, query, species="seal"), "algorithm": COLOURS})
    assert [each["name"] for each in found["queries"][0]["individuals"]] == ["animal 7"]
    assert added == [1]


def test_a_box_that_was_moved_is_described_anew(acm: Acm, asked: dict[str, Any]) -> None:
    first = acm.done("identify", asked)["queries"][0]["individuals"][0]
    acm.call("PATCH", f"/annotations/{first['annotation']}", {"bbox": [0, 0, 160, 120]})
    again = acm.done("identify", asked)["queries"][0]["individuals"]
    assert first not in again


def test_a_model_that_gives_no_number_fails_the_picture_and_says_so(
    acm: Acm, asked: dict[str, Any], install: Any
) -> None:
    install(0.0)
    (found,) = acm.done("identify", asked)["queries"]
    assert found["state"] == "failed"
    assert "The model gave no number" in found["reason"]
    install()  # another file: what the one before made of the pictures is not held against it
    assert acm.done("identify", asked)["queries"][0]["state"] == "done"


def test_a_network_that_is_damaged_fails_the_job(acm: Acm, asked: dict[str, Any]) -> None:
    store = acm.foundation.models
    card = store.card("colours")
    store.place(card, card.files[0]).write_bytes(b"no network")
    job = acm.ask("identify", asked)
    acm.worker.run(uuid.UUID(job))
    told = acm.job(job)
    assert told["state"] == "failed"
    assert "damaged" in told["error"]


@pytest.mark.parametrize(
    ("network", "pointer", "said"),
    [
        ("colour", "/arguments/algorithm/parameters", "Did you mean colours"),
        ("miewid", "/arguments/algorithm/name", "houston models add FILE --model miewid"),
        ("efficientnet_lite0", "/arguments/algorithm/name", "houston models pull"),
    ],
)
def test_a_network_that_is_not_there_is_refused(
    acm: Acm, asked: dict[str, Any], network: str, pointer: str, said: str
) -> None:
    named = {"name": "embedding", "parameters": {"network": network}}
    document = {"id": str(uuid.uuid4()), "kind": "identify"}
    answer = acm.call("POST", "/jobs", {**document, "arguments": {**asked, "algorithm": named}})
    (fault,) = answer.json["errors"]
    assert fault["pointer"] == pointer
    assert said in fault["message"]


def test_marks_and_looks_are_asked_together(acm: Acm, asked: dict[str, Any]) -> None:
    both = {"name": "fusion", "parameters": {"algorithms": [COLOURS, "hotspotter"]}}
    answer = acm.done("identify", {**asked, "algorithm": both})
    (found,) = answer["queries"]
    assert found["individuals"][0]["name"] == "animal 1"
    assert found["annotations"][0]["matches"] > 3
    assert len(counts(acm)) == 2


def test_check_lets_each_network_look_at_a_picture(acm: Acm, install: Any, tmp_path: Path) -> None:
    for factor, code, said in ((1.0, 0, "ok   colours"), (0.0, 1, "gave no number")):
        install(factor)
        environment = {"ACM_DATA": str(tmp_path)}
        checked = CliRunner().invoke(main, ["models", "check", "colours"], env=environment)
        assert (checked.exit_code, said in checked.output) == (code, True), checked.output


def stretches(count: int) -> list[Stretch]:
    return [Stretch("segment", number, 1) for number in range(count)]


def test_a_worker_keeps_what_it_searched_last_within_its_memory() -> None:
    indexes = EmbeddingIndexes(10 * DIMENSION * 2)

    def filled(key: str, count: int) -> Any:
        growing = indexes.get(("seal", key), DIMENSION, count)
        growing.rows(stretches(count), lambda _: np.ones(DIMENSION, np.float16))
        return growing

    first = filled("one", 8)
    assert filled("one", 8) is first
    filled("two", 8)
    assert filled("two", 8) is not first
    assert list(indexes._kept) == [("seal", "two")]
    crowded = filled("two", 30)
    assert filled("two", 30) is crowded  # all of it is wanted
    assert len(filled("two", 5)) == 5
