"""How does a worker come by a detector: loaded once, when it is first asked for, and again when its file changes?"""

import os
import threading
from pathlib import Path

from acm_wbia.wbia.detection.detector import Detector
from acm_wbia.wbia.detection.onnx_detector import OnnxDetector
from acm_wbia.wbia.detection.whole_picture import WholePicture
from acm_wbia.wbia.models.card import ModelCard, ModelKind
from acm_wbia.wbia.models.registry import WHOLE_PICTURE, card
from acm_wbia.wbia.models.store import ModelStore

State = tuple[ModelCard, str, int]


class Detectors:
    """The detectors of one process. The one that was asked for last stays in memory, no other."""

    def __init__(self, store: ModelStore, callers: int = 1) -> None:
        """``callers`` are the threads that will look at pictures at the same time: they share the cores."""
        self._store = store
        self._threads = max(1, len(os.sched_getaffinity(0)) // callers)
        self._lock = threading.Lock()
        self._loaded: tuple[State, Detector] | None = None

    def get(self, name: str) -> Detector:
        """Ready to be called, from several threads at once.

        Raises ``UnknownModel``, ``ModelNotInstalled``, ``ModelFileWrong`` or ``ModelUnfit``.
        """
        chosen = card(name, ModelKind.DETECTOR, self._store)
        if chosen is WHOLE_PICTURE:
            return WholePicture()
        path = self._store.file(chosen.name, chosen.files[0].name)
        state = (chosen, str(path), path.stat().st_mtime_ns)
        with self._lock:
            if self._loaded is None or self._loaded[0] != state:
                self._loaded = (state, self._made(chosen, path))
            return self._loaded[1]

    def _made(self, chosen: ModelCard, path: Path) -> Detector:
        return OnnxDetector(chosen, path, self._threads)
