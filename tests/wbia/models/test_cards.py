"""A card says all that is needed, and a wrong one says all that is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from acm_wbia.wbia.errors import CardWrong
from acm_wbia.wbia.models.algorithms import known
from acm_wbia.wbia.models.card import ModelKind
from acm_wbia.wbia.models.reading import read_card
from acm_wbia.wbia.models.store import SHIPPED, ModelStore
from tests.wbia.models.conftest import card_content


def read(folder: Path, content: Any) -> Any:
    path = folder / "card.yaml"
    path.write_text(content if isinstance(content, str) else yaml.safe_dump(content))
    return read_card(path)


def faults(folder: Path, content: Any) -> tuple[str, ...]:
    with pytest.raises(CardWrong) as caught:
        read(folder, content)
    return caught.value.faults


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_card_is_in_order_and_is_called_like_its_file(path: Path) -> None:
    card = read_card(path)
    assert card.name == path.stem
    assert card.licence_url.startswith("https://")
    for file in card.files:
        assert file.sources or card.how_to_add, "nobody knows where the file is to be had"


def test_no_model_is_shipped_that_nothing_uses() -> None:
    """Detectors, classifiers and embeddings run from their card alone; code has to ask for any other."""
    runs_from_its_card = {ModelKind.DETECTOR, ModelKind.CLASSIFIER, ModelKind.EMBEDDING}
    others = {
        card.name
        for card in map(read_card, SHIPPED.glob("*.yaml"))
        if card.kind not in runs_from_its_card
    }
    asked_for = {
        model
        for name, parameters in (("aliked", {"lightglue": True}), ("xfeat_matching", {}))
        for one in [known(name)]
        for model in one.needs(one.parameters.from_mapping(parameters), None).models
    }
    assert others == asked_for


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    content = card_content(kind="oracle", licnce="MIT", files=[{"name": "../x", "sha256": "12"}])
    del content["version"]
    told = " ".join(faults(tmp_path, content))
    for part in ("version: is missing", "kind: ", "licnce: is not known here. Is 'licence'"):
        assert part in told
    for part in ("files.0.name", "files.0.sha256"):
        assert part in told


def test_what_is_of_the_wrong_kind_is_said_plainly(tmp_path: Path) -> None:
    told = faults(tmp_path, card_content(files="x", name=3, citation=["x"]))
    assert "files: has to be a list." in told
    assert "name: has to be a string." in told
    assert not any("valid" in each or "Input" in each for each in told)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("- a\n- b\n", "names and values"),
        ("name: [", "not YAML"),
        ("name: x" + " " * 300_000, "too large"),
    ],
)
def test_what_is_no_card_is_refused_with_a_sentence(
    tmp_path: Path, content: str, said: str
) -> None:
    assert said in faults(tmp_path, content)[0]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ({"url": "https://example.org/a", "file": "/a"}, "one of url"),
        ({"url": "ftp://example.org/a"}, "https"),
        ({"pypi": "weights==1.0"}, "path of the file"),
        ({"pypi": "weights", "path": "a.bin"}, "name==1.2.3"),
        ({"npm": "@some/weights", "path": "a.bin"}, "name@1.2.3"),
    ],
)
def test_a_source_is_one_place_and_a_package_has_its_version(
    tmp_path: Path, source: dict[str, str], said: str
) -> None:
    file = {"name": "a.bin", "sha256": "0" * 64, "sources": [source]}
    assert said in faults(tmp_path, card_content(files=[file]))[0]


def test_what_is_fetched_has_a_hash(tmp_path: Path) -> None:
    file = {"name": "a.bin", "sources": [{"url": "https://example.org/a"}]}
    assert "has a sha256" in faults(tmp_path, card_content(files=[file]))[0]


def test_a_detector_says_what_goes_in_what_comes_out_and_what_it_means(tmp_path: Path) -> None:
    detector = card_content(
        kind="detector",
        files=[{"name": "a.onnx"}],
        labels=["dog", "cat"],
        detects={"dog": "animal", "horse": "animal"},
        thresholds={"default": 0.2, "bird": 0.3},
    )
    told = " ".join(faults(tmp_path, detector))
    for part in ("'input'", "'output'", "'horse' stands under 'detects'", "'bird' stands under"):
        assert part in told


def test_what_a_detector_can_find_is_what_its_labels_lead_to(tmp_path: Path) -> None:
    card = read(
        tmp_path,
        card_content(
            kind="detector",
            files=[{"name": "a.onnx"}],
            input={"size": [416, 416]},
            output={"decoder": "yolox"},
            labels=["dog", "zebra", "cat", "car"],
            detects={"dog": "animal", "zebra": "zebra", "cat": "animal"},
        ),
    )
    assert card.classes == ("animal", "zebra")


def test_a_site_s_own_cards_stand_beside_the_shipped_ones_and_take_no_name_from_them(
    store: ModelStore,
) -> None:
    store.own_cards.mkdir(parents=True)
    (store.own_cards / "a.yaml").write_text(yaml.safe_dump(card_content()))
    (store.own_cards / "b.yaml").write_text(yaml.safe_dump(card_content(name="xfeat")))
    (store.own_cards / "c.yaml").write_text("name: [")
    assert store.card("own").licence == "MIT"
    assert store.card("xfeat").licence == "Apache-2.0"
    assert len(store.faults()) == 2


def test_a_changed_card_is_read_anew(store: ModelStore) -> None:
    store.own_cards.mkdir(parents=True)
    path = store.own_cards / "a.yaml"
    for version in ("1", "2 beta"):
        path.write_text(yaml.safe_dump(card_content(version=version)))
        assert store.card("own").version == version


def detector(**other: Any) -> dict[str, Any]:
    parts = {"input": {"size": [64, 64]}, "output": {"decoder": "yolov5"}}
    return card_content(kind="detector", files=[{"name": "a.onnx"}], **parts, **other)


def test_labels_may_be_a_shipped_list_and_a_star_all_that_are_not_named(tmp_path: Path) -> None:
    content = detector(labels="imagenet_animals", detects={"zebra": "zebra", "*": "animal"})
    card = read(tmp_path, content)
    assert len(card.labels) == 398
    assert card.labels[340] == "zebra"
    assert (card.detects["zebra"], card.detects["jaguar"]) == ("zebra", "animal")
    assert set(card.classes) == {"zebra", "animal"}
    said = faults(tmp_path, detector(labels="imagenet", detects={"*": "animal"}))[0]
    assert "There are: " in said
    assert "imagenet_animals" in said


def test_a_word_that_means_whichever_detector_is_there_is_no_name(tmp_path: Path) -> None:
    assert "'default' is no name" in faults(tmp_path, card_content(name="default"))[0]
