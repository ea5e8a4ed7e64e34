"""A file is given out only when it is the one that its card speaks of."""

from __future__ import annotations

import os

import pytest

from acm_wbia.wbia.errors import ModelFileWrong, ModelNotInstalled, UnknownModel
from acm_wbia.wbia.models import store as store_module
from acm_wbia.wbia.models.installing import add_file
from tests.wbia.models.conftest import WEIGHTS


def test_what_is_not_installed_says_how_it_gets_here(store, card_of):
    with pytest.raises(ModelNotInstalled, match="houston models pull xfeat"):
        store.file("xfeat", "xfeat.pt")
    card_of(sha256=None)
    with pytest.raises(ModelNotInstalled, match="houston models add FILE --model own"):
        store.file("own", "weights.bin")


def test_names_that_are_not_known_are_answered_with_the_nearest(store):
    with pytest.raises(UnknownModel, match=r"Did you mean xfeat\?"):
        store.file("xfet", "xfeat.pt")
    with pytest.raises(UnknownModel, match=r"Did you mean xfeat\.pt\?"):
        store.file("xfeat", "xfet.pt")


def test_a_whole_file_is_given_out_and_looked_through_only_once(store, card_of, monkeypatch):
    card = card_of()
    place = store.place(card, card.files[0])
    place.parent.mkdir(parents=True)
    place.write_bytes(WEIGHTS)
    looked = []
    hashed = store_module.sha256_of
    monkeypatch.setattr(store_module, "sha256_of", lambda path: looked.append(1) or hashed(path))
    assert [store.file("own", "weights.bin") for _ in range(3)] == [place] * 3
    assert len(looked) == 1


def test_a_file_that_was_changed_is_not_given_out(store, card_of):
    card = card_of()
    place = store.place(card, card.files[0])
    place.parent.mkdir(parents=True)
    place.write_bytes(WEIGHTS)
    store.file("own", "weights.bin")
    place.write_bytes(WEIGHTS[:-1] + b"x")
    os.utime(place, (1, 1))
    with pytest.raises(ModelFileWrong, match="SHA-256 differs"):
        store.file("own", "weights.bin")


def test_of_an_unpinned_file_the_hash_counts_that_it_had_when_it_was_added(
    store, card_of, tmp_path
):
    card = card_of(sha256=None)
    (tmp_path / "export").write_bytes(WEIGHTS)
    add_file(store, card, tmp_path / "export")
    place = store.file("own", "weights.bin")
    place.write_bytes(b"something else")
    with pytest.raises(ModelFileWrong):
        store.file("own", "weights.bin")
