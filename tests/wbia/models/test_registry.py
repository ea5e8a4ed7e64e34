"""Models are found by name, say what they are, and are loaded only when they are used."""

import subprocess
import sys

from acm_wbia.wbia.models import registry


def test_cards_come_by_kind_and_say_all_that_is_asked():
    names = [card.name for card in registry.cards()]
    assert names == sorted(names)
    for card in registry.cards():
        told = card.to_mapping()
        assert all(told[key] for key in ("name", "version", "kind", "description", "licence"))


def test_listing_models_loads_none_of_the_libraries_that_run_them():
    words = (
        "import sys; from acm_wbia.wbia.models import registry; registry.cards(); "
        "print({'cv2', 'faiss', 'torch', 'onnxruntime'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
