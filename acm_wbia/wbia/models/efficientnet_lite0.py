"""What does EfficientNet-Lite0 look like as an ONNX network, made of its weights alone?

Tan and Le (2019), Lite0 as Google published it: inverted residual blocks without squeeze-and-excite, ReLU6. Every batch
normalisation is taken into the convolution before it. The last layer stands over each place of the last map instead of
over their mean, so that each place says what it shows; the mean of the places is what the classifier says.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.errors import ModelFileWrong
from acm_wbia.wbia.models import torch_weights

STRIDES = (1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1)
"""Of the sixteen blocks."""

EPSILON = 1e-3
"""Beside the variance, as TensorFlow has it."""

OPSET = 17
IR_VERSION = 8
"""What every onnxruntime since 1.12 reads."""

Array = NDArray[np.float32]


def network(path: Path) -> bytes:
    """An ONNX file: ``images (n, 3, height, width)`` → ``places (n, classes, height / 32, width / 32)``, logits.

    ``path`` is the file of the weights, as torch wrote them. Raises ``ModelFileWrong``.
    """
    weights = torch_weights.read(path)
    try:
        return _Graph(weights).written()
    except (KeyError, ValueError) as error:
        raise ModelFileWrong(
            f"{path.name} does not hold the weights of EfficientNet-Lite0 ({error})."
        ) from error


class _Graph:
    """Nodes and numbers, one layer after the other."""

    def __init__(self, weights: torch_weights.Weights) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._known: dict[str, Array] = {
            "least": np.array(0, np.float32),
            "most": np.array(6, np.float32),
        }
        last = self._convolved("images", "_conv_stem", "_bn0", stride=2)
        for number, stride in enumerate(STRIDES):
            last = self._block(last, f"_blocks.{number}", stride)
        last = self._convolved(last, "_conv_head", "_bn1")
        self._classified(last)

    def written(self) -> bytes:
        # onnx is needed here only, and slow to import.
        from onnx import TensorProto, checker, helper, numpy_helper

        classes = len(self._known["_fc.bias"])
        graph = helper.make_graph(
            [helper.make_node(*each[:3], name=each[2][0], **each[3]) for each in self._nodes],
            "efficientnet_lite0",
            [_described(helper, TensorProto.FLOAT, "images", 3)],
            [_described(helper, TensorProto.FLOAT, "places", classes)],
            [numpy_helper.from_array(each, name) for name, each in self._known.items()],
        )
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION
        )
        checker.check_model(model)
        serialised: bytes = model.SerializeToString()
        return serialised

    def _block(self, values: str, name: str, stride: int) -> str:
        inner = values
        if f"{name}._expand_conv.weight" in self._weights:
            inner = self._convolved(inner, f"{name}._expand_conv", f"{name}._bn0")
        inner = self._convolved(inner, f"{name}._depthwise_conv", f"{name}._bn1", stride=stride)
        inner = self._convolved(inner, f"{name}._project_conv", f"{name}._bn2", bounded=False)
        first = self._weights.get(f"{name}._expand_conv.weight")
        wide = self._weights[f"{name}._project_conv.weight"].shape[0]
        if stride > 1 or first is None or first.shape[1] != wide:
            return inner
        return self._node("Add", [values, inner], f"{name}.sum")

    def _convolved(
        self, values: str, name: str, normalised: str, stride: int = 1, bounded: bool = True
    ) -> str:
        kernel = self._weights[f"{name}.weight"]
        scale, shift, mean, variance = (
            self._weights[f"{normalised}.{part}"]
            for part in ("weight", "bias", "running_mean", "running_var")
        )
        factor = scale / np.sqrt(variance + EPSILON)
        self._known[f"{name}.weight"] = kernel * factor[:, None, None, None]
        self._known[f"{name}.bias"] = shift - mean * factor
        groups = len(kernel) if kernel.shape[1] == 1 else 1
        convolved = self._node(
            "Conv",
            [values, f"{name}.weight", f"{name}.bias"],
            f"{name}.convolved",
            kernel_shape=kernel.shape[2:],
            strides=(stride, stride),
            auto_pad="SAME_UPPER",  # TensorFlow's: an odd pixel goes to the right and below
            group=groups,
        )
        if not bounded:
            return convolved
        return self._node("Clip", [convolved, "least", "most"], f"{name}.bounded")

    def _classified(self, values: str) -> None:
        self._known["_fc.weight"] = self._weights["_fc.weight"][:, :, None, None]
        self._known["_fc.bias"] = self._weights["_fc.bias"]
        self._node("Conv", [values, "_fc.weight", "_fc.bias"], "places", kernel_shape=(1, 1))

    def _node(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        self._nodes.append((kind, inputs, [output], attributes))
        return output


def _described(helper: Any, kind: int, name: str, channels: int) -> Any:
    return helper.make_tensor_value_info(name, kind, ["n", channels, "height", "width"])
