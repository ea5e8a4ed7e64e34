"""A small network that describes an animal by the colours of sixteen places, in each form that a card can name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import yaml
from onnx import TensorProto, helper, numpy_helper

from acm_wbia.wbia.embedding import Network
from acm_wbia.wbia.models.card import ModelCard
from acm_wbia.wbia.models.installing import add_file
from acm_wbia.wbia.models.network import EmbeddingForm, InputForm
from acm_wbia.wbia.models.store import ModelStore
from acm_wbia.wbia.networks.embedding import Reader

MODELS = os.environ.get("CODEX_TEST_MODELS")
SIDE = 64
DIMENSION = 48


def card_of(form: str = "onnx", name: str = "colours", **other: Any) -> ModelCard:
    """Its card; ``other`` goes into the part ``embedding``."""
    return ModelCard.model_validate(
        {
            "name": name,
            "version": "1",
            "kind": "embedding",
            "description": "The colours of sixteen places.",
            "licence": "MIT",
            "files": [{"name": "network.bin"}],
            "input": {"size": [SIDE, SIDE], "resize": "stretch", "mean": [0.5] * 3},
            "embedding": {"format": form, "dimension": DIMENSION, **other},
        }
    )


def as_onnx(path: Path, factor: float = 1.0, outputs: int = 1, batch: int | str = "n") -> Path:
    """Where ``factor`` is not a number, nothing that it gives is one."""
    nodes = [
        helper.make_node(
            "AveragePool", ["images"], ["pooled"], kernel_shape=[16, 16], strides=[16, 16]
        ),
        helper.make_node("Flatten", ["pooled"], ["flat"]),
        helper.make_node("Mul", ["flat", "factor"], ["embedding"]),
        helper.make_node("Neg", ["embedding"], ["opposite"]),
    ]
    told = ["embedding", "opposite"][:outputs]
    graph = helper.make_graph(
        nodes[: 2 + outputs],
        "colours",
        [helper.make_tensor_value_info("images", TensorProto.FLOAT, [batch, 3, SIDE, SIDE])],
        [
            helper.make_tensor_value_info(each, TensorProto.FLOAT, [batch, DIMENSION])
            for each in told
        ],
        [numpy_helper.from_array(np.float32(factor), "factor")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 10
    onnx.save(model, str(path))
    return path


def install(store: ModelStore, folder: Path, factor: float = 1.0) -> None:
    """Adds the network to a site's models, as ``colours``; or one that gives this many times as much."""
    store.own_cards.mkdir(parents=True, exist_ok=True)
    content = card_of().model_dump(mode="json", exclude_defaults=True)
    (store.own_cards / "colours.yaml").write_text(yaml.safe_dump(content))
    add_file(store, store.card("colours"), as_onnx(folder / "network.onnx", factor))


def looking_at_a_quarter(path: Path) -> Path:
    """As ONNX, but that only the upper left quarter of an animal counts, for one animal at a time."""
    nodes = [
        helper.make_node("Slice", ["images", "starts", "ends", "axes"], ["quarter"]),
        helper.make_node(
            "AveragePool", ["quarter"], ["pooled"], kernel_shape=[8, 8], strides=[8, 8]
        ),
        helper.make_node("Flatten", ["pooled"], ["embedding"]),
    ]
    bounds = {"starts": [0, 0], "ends": [SIDE // 2, SIDE // 2], "axes": [2, 3]}
    graph = helper.make_graph(
        nodes,
        "quarter",
        [helper.make_tensor_value_info("images", TensorProto.FLOAT, [1, 3, SIDE, SIDE])],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, [1, DIMENSION])],
        [numpy_helper.from_array(np.array(value), name) for name, value in bounds.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 10
    onnx.save(model, str(path))
    return path


def torch_module(factor: float = 1.0, outputs: int = 1) -> Any:
    """The same, as a module of torch."""
    import torch

    class Colours(torch.nn.Module):
        def forward(self, images: torch.Tensor) -> Any:
            found = torch.nn.functional.avg_pool2d(images, 16).flatten(1) * factor
            return found if outputs == 1 else (found, -found)

    return Colours().eval()


def exported(path: Path, factor: float = 1.0, outputs: int = 1, batch: int = 1) -> Path:
    """As torch.export saves it."""
    import torch

    module = torch_module(factor, outputs)
    torch.export.save(torch.export.export(module, (torch.zeros(batch, 3, SIDE, SIDE),)), path)
    return path


def scripted(path: Path, factor: float = 1.0, outputs: int = 1) -> Path:
    """As TorchScript saves it."""
    import torch

    module = torch_module(factor, outputs)
    torch.jit.trace(module, torch.zeros(1, 3, SIDE, SIDE)).save(str(path))
    return path


FORMS: dict[str, Any] = {"onnx": as_onnx, "torch_export": exported, "torchscript": scripted}


def pulled_efficientnet() -> tuple[Network, InputForm, EmbeddingForm]:
    """With its own weights; skips, saying so, where they are missing."""
    if MODELS is None:
        pytest.skip("CODEX_TEST_MODELS names no folder of pulled models")
    pytest.importorskip("torch", reason="the learned networks need torch")
    store = ModelStore(Path(MODELS))
    card = store.card("efficientnet_lite0")
    assert card.input is not None
    assert card.embedding is not None
    network = store.loaded(card.name, card.files[0].name, Reader(card.input, card.embedding))
    return network, card.input, card.embedding
