"""How is a network that describes whole animals read from its file? As its card says; the libraries come with it."""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.embedding import AT_ONCE, Network, filled_up
from acm_wbia.wbia.errors import ModelUnfit
from acm_wbia.wbia.models.network import EmbeddingForm, InputForm


@dataclass(frozen=True)
class Reader:
    """Reads a file as a network of these forms. Two with the same forms are the same."""

    form: InputForm
    wanted: EmbeddingForm

    def __call__(self, path: Path) -> Network:
        """Raises ``ModelFileWrong``, ``ModelUnfit`` or ``WrongWeights``."""
        if self.wanted.format == "onnx":
            return _Onnx(path, self.form, self.wanted)
        module = importlib.import_module("acm_wbia.wbia.networks.torch_embedding")
        return cast("Network", module.opened(path, self.wanted))


class _Onnx:
    def __init__(self, path: Path, form: InputForm, wanted: EmbeddingForm) -> None:
        from acm_wbia.wbia.models.onnx_network import OnnxNetwork

        self._network = OnnxNetwork(path, form)
        self._output = wanted.output

    @property
    def at_once(self) -> int:
        return self._network.batch or AT_ONCE

    def __call__(self, tensors: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
        found = self._network(filled_up(tensors, self._network.batch))[: len(tensors)]
        names = list(found[0])
        name = self._output or names[0]
        if name not in names or (self._output is None and len(names) > 1):
            raise ModelUnfit(
                f"The network's outputs are {', '.join(names)}; its card names {self._output or 'none of them'}."
            )
        return np.stack([each[name].ravel() for each in found]).astype(np.float32)
