"""How does a worker come by a detector?"""

import os
from pathlib import Path

from acm_wbia.wbia.detection.detector import Detector
from acm_wbia.wbia.detection.onnx_detector import OnnxDetector
from acm_wbia.wbia.detection.whole_picture import WholePicture
from acm_wbia.wbia.models.card import ModelCard, ModelKind
from acm_wbia.wbia.models.last_loaded import LastLoaded
from acm_wbia.wbia.models.registry import WHOLE_PICTURE, card
from acm_wbia.wbia.models.store import ModelStore


class Detectors:
    """The detectors of one process. The one that was asked for last stays in memory, no other."""

    def __init__(self, store: ModelStore, callers: int = 1) -> None:
        """``callers`` are the threads that will look at pictures at the same time: they share the cores."""
        self._store = store
        self._threads = max(1, len(os.sched_getaffinity(0)) // callers)
        self._loaded = LastLoaded(store, self._made)

    def get(self, name: str) -> Detector:
        """Ready to be called, from several threads at once.

        Raises ``UnknownModel``, ``ModelNotInstalled``, ``ModelFileWrong`` or ``ModelUnfit``.
        """
        chosen = card(name, ModelKind.DETECTOR, self._store)
        return WholePicture() if chosen is WHOLE_PICTURE else self._loaded.get(chosen)

    def _made(self, chosen: ModelCard, path: Path) -> Detector:
        return OnnxDetector(chosen, path, self._threads)
