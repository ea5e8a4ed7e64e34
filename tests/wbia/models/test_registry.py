"""Models are found by name, say what they are, and are loaded only when they are used."""

import subprocess
import sys

import pytest

from acm_wbia.wbia.errors import UnknownModel
from acm_wbia.wbia.models import registry
from acm_wbia.wbia.models.card import ModelKind


def test_cards_come_by_kind_and_say_all_that_is_asked():
    names = [card.name for card in registry.cards()]
    assert names == sorted(names)
    for card in registry.cards():
        told = card.to_mapping()
        assert all(told[key] for key in ("name", "version", "kind", "description", "licence"))


def test_the_default_detector_is_the_best_that_is_installed(store):
    def default():
        return registry.card("default", ModelKind.DETECTOR, store).name

    assert default() == "whole_picture"
    for name, expected in (
        ("yolox_nano", "whole_picture"),  # worse than nothing: only who names it gets it
        ("efficientnet_lite0_detector", "efficientnet_lite0_detector"),
        ("megadetector_v5a", "megadetector_v5a"),
        ("picodet_s_416", "megadetector_v5a"),
    ):
        card = store.card(name)
        place = store.place(card, card.files[0])
        place.parent.mkdir(parents=True)
        place.write_bytes(b"there")
        assert default() == expected


def test_default_is_a_detector_only():
    assert registry.card("default", ModelKind.DETECTOR).name == "whole_picture"
    with pytest.raises(UnknownModel):
        registry.card("default")


def test_listing_models_loads_none_of_the_libraries_that_run_them():
    words = (
        "import sys; from acm_wbia.wbia.models import registry; registry.cards(); "
        "print({'cv2', 'faiss', 'torch', 'onnx', 'onnxruntime'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
