"""How is a network in an ONNX file run, on the GPU where there is one, and what if it gives nonsense?"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from acm_wbia.wbia.errors import ModelFileWrong, ModelUnfit, NetworkBrokeOff
from acm_wbia.wbia.models import efficientnet_lite0
from acm_wbia.wbia.models.network import InputForm

ARCHITECTURES: dict[str, Callable[[Path], bytes]] = {
    "efficientnet_lite0": efficientnet_lite0.network
}
"""By the word of the card: how mere weights become a network."""

PROVIDERS = ("CUDAExecutionProvider", "CPUExecutionProvider")
"""In the order in which they are wished for."""

LEAST_SEVERITY = 3
"""onnxruntime's errors only: its warnings are about the exporter, and there are hundreds."""

Tensor = NDArray[np.float32]


class OnnxNetwork:
    """One network, loaded. May be called from several threads at once."""

    def __init__(
        self,
        path: Path,
        form: InputForm,
        threads: int | None = None,
        architecture: str | None = None,
    ) -> None:
        """Raises ``ModelFileWrong`` for what is no network, ``ModelUnfit`` where the card says otherwise.

        ``threads`` work on one batch; None takes all cores. ``architecture`` is the card's.
        """
        self._form = form
        self._name = path.name
        options = onnxruntime.SessionOptions()
        options.log_severity_level = LEAST_SEVERITY
        options.intra_op_num_threads = threads or len(os.sched_getaffinity(0))
        there = onnxruntime.get_available_providers()
        network = str(path) if architecture is None else ARCHITECTURES[architecture](path)
        try:
            self._session = onnxruntime.InferenceSession(
                network, options, providers=[each for each in PROVIDERS if each in there]
            )
        except Exception as error:  # onnxruntime's own exceptions have no common base
            raise ModelFileWrong(
                f"{path.name} is no ONNX network that can be loaded. `houston models check` tells more."
            ) from error
        self._inputs = [each.name for each in self._session.get_inputs()]
        self._outputs = [each.name for each in self._session.get_outputs()]
        self._check_inputs()
        self._type = np.float16 if "float16" in self._session.get_inputs()[0].type else np.float32

    @property
    def batch(self) -> int | None:
        """How many pictures it takes at once; None: as many as one likes."""
        length = self._session.get_inputs()[0].shape[0]
        return length if isinstance(length, int) else None

    @property
    def on_gpu(self) -> bool:
        """Whether it runs on a GPU."""
        return bool(self._session.get_providers()[0] == PROVIDERS[0])

    def __call__(self, tensors: Sequence[Tensor]) -> list[dict[str, NDArray[np.floating[Any]]]]:
        """For each picture every output by its name, without the axis of the batch.

        ``tensors`` have the card's form. Raises ``NetworkBrokeOff``, and ``ModelUnfit`` when the network gives
        anything that is no number.
        """
        feeds: dict[str, NDArray[Any]] = {self._inputs[0]: np.stack(tensors).astype(self._type)}
        if self._form.sizes:
            feeds[self._inputs[1]] = np.array([self._form.size[::-1]] * len(tensors), np.int64)
        try:
            outputs = self._session.run(None, feeds)
        except Exception as error:  # as above
            raise NetworkBrokeOff(self._name) from error
        for name, output in zip(self._outputs, outputs, strict=True):
            self._check_output(name, output, len(tensors))
        return [
            {
                name: output[place].astype(np.float32, copy=False)
                for name, output in zip(self._outputs, outputs, strict=True)
            }
            for place in range(len(tensors))
        ]

    def _check_inputs(self) -> None:
        wanted = 2 if self._form.sizes else 1
        if len(self._inputs) < wanted:
            raise ModelUnfit(f"The network {self._name} takes no sizes, as its card says it does.")
        height, width = self._form.size
        nchw = self._form.layout == "nchw"
        shape = (3, height, width) if nchw else (height, width, 3)
        found = self._session.get_inputs()[0].shape
        fits = len(found) == 4 and all(
            not isinstance(side, int) or side == wanted_side
            for side, wanted_side in zip(found[1:], shape, strict=True)
        )
        if not fits:
            raise ModelUnfit(
                f"The network {self._name} takes {_sides(found)} numbers, its card says {_sides(('n', *shape))}."
            )

    def _check_output(self, name: str, output: NDArray[Any], pictures: int) -> None:
        if output.ndim == 0 or len(output) != pictures:
            raise ModelUnfit(
                f"The network {self._name} gives {_sides(output.shape)} numbers as {name} "
                f"for {pictures} pictures: the first is to be the number of pictures."
            )
        if not np.isfinite(output).all():
            raise ModelUnfit(
                f"The network {self._name} gave what are no numbers (NaN or infinite) as {name}. "
                "Its file or its card's input is wrong."
            )


def _sides(shape: Sequence[Any]) -> str:
    return " × ".join("n" if side is None else str(side) for side in shape) or "single"
