"""How does a worker keep a network in memory: loaded once, when it is first asked for, and again when its file changes?"""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from acm_wbia.wbia.models.card import ModelCard
from acm_wbia.wbia.models.store import ModelStore

Model = TypeVar("Model")


class LastLoaded(Generic[Model]):
    """Keeps the model that was asked for last, no other. May be asked from several threads at once."""

    def __init__(self, store: ModelStore, load: Callable[[ModelCard, Path], Model]) -> None:
        self._store = store
        self._load = load
        self._lock = threading.Lock()
        self._loaded: tuple[tuple[ModelCard, str, int], Model] | None = None

    def get(self, card: ModelCard) -> Model:
        """Raises ``ModelNotInstalled``, ``ModelFileWrong`` or ``ModelUnfit``."""
        path = self._store.file(card.name, card.files[0].name)
        state = (card, str(path), path.stat().st_mtime_ns)
        with self._lock:
            if self._loaded is None or self._loaded[0] != state:
                self._loaded = (state, self._load(card, path))
            return self._loaded[1]
