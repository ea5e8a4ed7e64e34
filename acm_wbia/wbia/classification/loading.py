"""How does a worker come by a classifier, where there is one?"""

import os
from pathlib import Path

from acm_wbia.wbia.classification.classifier import Classifier
from acm_wbia.wbia.models.card import DEFAULT, ModelCard, ModelKind
from acm_wbia.wbia.models.last_loaded import LastLoaded
from acm_wbia.wbia.models.registry import card, installed_classifier
from acm_wbia.wbia.models.store import ModelStore


class Classifiers:
    """The classifiers of one process. The one that was asked for last stays in memory, no other."""

    def __init__(self, store: ModelStore, callers: int = 1) -> None:
        """``callers`` are the threads that will look at pictures at the same time: they share the cores."""
        self._store = store
        self._threads = max(1, len(os.sched_getaffinity(0)) // callers)
        self._loaded = LastLoaded(store, self._made)

    def get(self, name: str) -> Classifier | None:
        """Ready to be called; none where ``default`` is asked for and none is installed.

        Raises ``UnknownModel``, ``ModelNotInstalled``, ``ModelFileWrong`` or ``ModelUnfit``.
        """
        if name != DEFAULT:
            return self.named(name)
        chosen = installed_classifier(self._store)
        return self._loaded.get(chosen) if chosen else None

    def named(self, name: str) -> Classifier:
        """Ready to be called; raises as ``get``."""
        return self._loaded.get(card(name, ModelKind.CLASSIFIER, self._store))

    def _made(self, chosen: ModelCard, path: Path) -> Classifier:
        return Classifier(chosen, path, self._threads)
