"""How is a network that torch wrote run: one of ``torch.export``, one of TorchScript, or weights alone?

On the GPU where torch has one. Nothing in a file is run but the network's own operations.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from acm_wbia.wbia.embedding import AT_ONCE, filled_up
from acm_wbia.wbia.errors import ModelFileWrong, ModelUnfit, NetworkBrokeOff
from acm_wbia.wbia.models.network import EmbeddingForm
from acm_wbia.wbia.networks.efficientnet import EfficientNetLite

Forward = Callable[[Tensor], Any]


def opened(path: Path, wanted: EmbeddingForm) -> "TorchEmbedding":
    """The network in a file; raises ``ModelFileWrong`` or ``WrongWeights``."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    batch = None
    if wanted.format == "torch_export":
        forward, batch = _exported(path, device)
    elif wanted.format == "torchscript":
        # What was traced with one animal may only do for one, and does not say so.
        forward, batch = _scripted(path, device), 1
    else:
        forward = EfficientNetLite.load(path, device)
    return TorchEmbedding(path.name, forward, wanted.output, device, batch)


class TorchEmbedding:
    """One network, loaded. May be called from several threads at once."""

    def __init__(
        self,
        name: str,
        forward: Forward,
        output: str | None,
        device: torch.device,
        batch: int | None,
    ) -> None:
        """``batch`` is how many animals it takes, no more and no fewer; None: as many as one likes."""
        self._name = name
        self._forward = forward
        self._output = output
        self._device = device
        self._batch = batch
        self.at_once = batch or AT_ONCE

    def __call__(self, tensors: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
        """See ``acm_wbia.wbia.embedding.Network``."""
        batch = torch.from_numpy(np.stack(filled_up(tensors, self._batch))).to(self._device)
        try:
            with torch.inference_mode():
                answer = self._forward(batch)
        except Exception as error:  # A network may break off with whatever its operations raise.
            raise NetworkBrokeOff(self._name) from error
        found = self._chosen(answer)
        rows: NDArray[np.float32] = found.float().flatten(1).cpu().numpy()
        return rows[: len(tensors)]

    def _chosen(self, answer: Any) -> Tensor:
        """The one output, or the one that the card names: by its key, or its place in a list."""
        if isinstance(answer, Tensor):
            found: Any = answer
        elif isinstance(answer, Mapping):
            found = answer.get(self._output)
        elif isinstance(answer, (tuple, list)):
            named = self._output or ("0" if len(answer) == 1 else "")
            found = dict(zip(map(str, range(len(answer))), answer, strict=True)).get(named)
        else:
            found = None
        if not isinstance(found, Tensor) or found.ndim == 0:
            raise ModelUnfit(
                f"The network {self._name} gave no output {self._output or 'that is the only one'}."
            )
        return found


def _exported(path: Path, device: torch.device) -> tuple[Forward, int | None]:
    """With how many animals it takes: as many as it was exported for, where it is held to that."""
    try:
        program = torch.export.load(path)
    except Exception as error:  # torch raises whatever the damaged part happens to raise.
        raise ModelFileWrong(f"{path.name} is no program of torch.export.") from error
    module: Any = program.module()
    moved: Forward = module.to(device)
    first = program.graph_signature.user_inputs[0]
    taken = next(node for node in program.graph.nodes if node.name == first).meta["val"].shape[0]
    return moved, taken if isinstance(taken, int) else None


def _scripted(path: Path, device: torch.device) -> Forward:
    try:
        module = torch.jit.load(str(path), map_location=device)
    except Exception as error:  # As above.
        raise ModelFileWrong(f"{path.name} is no network of TorchScript.") from error
    evaluated: Forward = module.eval()
    return evaluated
