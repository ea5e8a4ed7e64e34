"""A detector whose answer is known, installed as any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from acm_wbia.wbia.models.installing import add_file
from acm_wbia.wbia.models.store import ModelStore
from tests.wbia.detection.networks import always, card_of


def install_tiny(store: ModelStore, folder: Path, answer: Any, **card: Any) -> None:
    """Installs `tiny`, which gives this answer for every picture; bytes are its file itself."""
    store.own_cards.mkdir(parents=True, exist_ok=True)
    content = card_of(**card).model_dump(mode="json", exclude_defaults=True)
    (store.own_cards / "tiny.yaml").write_text(yaml.safe_dump(content))
    network = folder / "network.onnx"
    if isinstance(answer, bytes):
        network.write_bytes(answer)
    else:
        always(network, answer)
    add_file(store, store.card("tiny"), network)
