"""Algorithms are opened by name once all is there that they need, and otherwise say what is missing."""

from __future__ import annotations

from typing import Any

import pytest

from acm_wbia.wbia.errors import InvalidParameters, ModelNotInstalled, UnknownModel
from acm_wbia.wbia.models import algorithms, registry
from acm_wbia.wbia.models.card import ModelKind
from acm_wbia.wbia.models.store import ModelStore, sha256_of
from tests.wbia.models.placing import place_files


def names_of(store: ModelStore | None) -> list[str]:
    return [card.name for card in registry.cards(ModelKind.IDENTIFICATION, store)]


@pytest.fixture
def without_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(algorithms, "has_torch", lambda: False)


def test_a_misspelt_algorithm_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownModel, match=r"Did you mean hotspotter\?"):
        algorithms.opened("hotspoter")


def test_a_detector_does_not_identify() -> None:
    with pytest.raises(UnknownModel, match="no identification algorithm whole_picture"):
        algorithms.opened("whole_picture")


def test_parameters_not_given_have_their_defaults() -> None:
    chosen = algorithms.opened("hotspotter", {"features": 300, "verify": False})
    defaults = registry.card("hotspotter").parameters
    assert chosen.parameters.to_mapping() == {**defaults, "features": 300, "verify": False}


def test_an_unknown_parameter_is_answered_with_the_nearest() -> None:
    with pytest.raises(InvalidParameters, match="Did you mean neighbours"):
        algorithms.opened("hotspotter", {"neighbour": 2})


def test_what_is_not_installed_is_not_listed_and_says_how_it_gets_here(
    store: ModelStore, without_torch: None
) -> None:
    assert names_of(store) == names_of(None) == ["hotspotter"]
    with pytest.raises(ModelNotInstalled) as caught:
        algorithms.opened("aliked", {}, store)
    assert "houston models pull aliked_n16" in str(caught.value)
    assert "pip install 'codex-houston[learned]'" in str(caught.value)


def test_what_is_installed_is_listed(store: ModelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    place_files(store, "aliked_n16")
    monkeypatch.setattr(algorithms, "has_torch", lambda: True)
    assert "aliked" in names_of(store)
    with pytest.raises(ModelNotInstalled, match="aliked_lightglue"):
        algorithms.checked("aliked", {"lightglue": True}, store)


def test_what_is_paired_otherwise_is_scored_otherwise(store: ModelStore) -> None:
    pytest.importorskip("torch")
    place_files(store, "aliked_n16", "aliked_lightglue")
    usual = algorithms.opened("aliked", {}, store)
    paired = algorithms.opened("aliked", {"lightglue": True}, store)
    assert usual.version == algorithms.ALIKED.version != paired.version


def test_weights_without_the_library_are_not_enough(store: ModelStore, without_torch: None) -> None:
    place_files(store, "aliked_n16")
    assert names_of(store) == ["hotspotter"]
    with pytest.raises(ModelNotInstalled, match="the library torch"):
        algorithms.checked("aliked", {}, store)


def test_a_network_is_made_once_for_each_state_of_its_file(store: ModelStore, card_of: Any) -> None:
    card = card_of(sha256=None)
    place = store.place(card, card.files[0])
    made: list[bytes] = []

    def make(path: Any) -> bytes:
        made.append(path.read_bytes())
        return made[-1]

    def put(content: bytes) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        store.note(card, card.files[0]).write_text(sha256_of(place))

    put(b"one")
    assert store.loaded("own", "weights.bin", make) == store.loaded("own", "weights.bin", make)
    assert made == [b"one"]
    put(b"another")
    assert store.loaded("own", "weights.bin", make) == b"another"
