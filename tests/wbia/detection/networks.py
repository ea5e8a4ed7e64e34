"""Small ONNX networks whose answer is known: they say the same of every picture, or of what they see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from acm_wbia.wbia.models.card import ModelCard

SIDE = 64
"""Of the networks' input."""
IR_VERSION = 10
OPSET = 17

ANIMAL, PERSON = 0, 1


def card_of(**other: Any) -> ModelCard:
    """A card of a detector of animals, people and lorries, of which the last do not concern us."""
    said: dict[str, Any] = {
        "name": "tiny",
        "version": "1",
        "kind": "detector",
        "description": "Tiny.",
        "licence": "MIT",
        "files": [{"name": "tiny.onnx"}],
        "input": {"size": [SIDE, SIDE]},
        "output": {"decoder": "yolov5"},
        "labels": ["animal", "human", "lorry"],
        "detects": {"animal": "animal", "human": "person"},
        "thresholds": {"default": 0.2, "person": 0.6},
    }
    return ModelCard.model_validate({**said, **other})


def rows_of(*boxes: tuple[float, float, float, float, float, int]) -> NDArray[np.float32]:
    """``(1, n, 8)``: what YOLOv5 says of boxes x1, y1, x2, y2, score, class in pixels of the input."""
    rows = np.zeros((1, len(boxes), 8), np.float32)
    for row, (left, top, right, bottom, score, label) in zip(rows[0], boxes, strict=True):
        row[:4] = [(left + right) / 2, (top + bottom) / 2, right - left, bottom - top]
        row[4], row[5 + label] = 1, score
    return rows


def always(path: Path, answer: NDArray[np.float32], batch: int | str = "n") -> Path:
    """A network that says the same of each picture."""
    nodes = [
        helper.make_node("ReduceMax", ["images"], ["brightest"], axes=[1, 2, 3], keepdims=1),
        helper.make_node("Squeeze", ["brightest", "last"], ["one"]),
        helper.make_node("Mul", ["one", "zero"], ["nothing"]),
        helper.make_node("Add", ["nothing", "answer"], ["output"]),
    ]
    known = {"zero": np.float32(0), "answer": answer, "last": np.int64([3])}
    return _written(path, nodes, known, [batch, *answer.shape[1:]], batch)


def of_bright_pixels(path: Path, batch: int | str = "n") -> Path:
    """A network that proposes a box of 8 × 8 around every pixel, as sure as the pixel is bright."""
    cells = SIDE * SIDE
    y, x = np.mgrid[:SIDE, :SIDE]
    places = np.zeros((1, cells, 8), np.float32)
    places[0, :, 0], places[0, :, 1] = x.ravel() + 0.5, y.ravel() + 0.5
    places[0, :, 2:4], places[0, :, 4] = 8, 1
    into_class = np.zeros((1, 1, 8), np.float32)
    into_class[0, 0, 5] = 1
    nodes = [
        helper.make_node("ReduceMean", ["images"], ["grey"], axes=[1], keepdims=1),
        helper.make_node("Reshape", ["grey", "column"], ["scores"]),
        helper.make_node("Mul", ["scores", "class"], ["placed"]),
        helper.make_node("Add", ["placed", "places"], ["output"]),
    ]
    column = np.int64([-1, cells, 1])
    known = {"column": column, "class": into_class, "places": places}
    return _written(path, nodes, known, [batch, cells, 8], batch)


def of_sizes(path: Path) -> Path:
    """A network like RT-DETR's own export: it is told the sizes, and finds one box as large as they say."""
    graph = helper.make_graph(
        [
            helper.make_node("Cast", ["sizes"], ["wide_high"], to=TensorProto.FLOAT),
            helper.make_node("Mul", ["wide_high", "zero"], ["corner"]),
            helper.make_node("Concat", ["corner", "wide_high"], ["flat"], axis=1),
            helper.make_node("Unsqueeze", ["flat", "first"], ["boxes"]),
            helper.make_node("ReduceMax", ["boxes"], ["largest"], axes=[2], keepdims=0),
            helper.make_node("Div", ["largest", "largest"], ["scores"]),
            helper.make_node("Sub", ["scores", "scores"], ["labels"]),
        ],
        "sizes",
        [
            helper.make_tensor_value_info("images", TensorProto.FLOAT, ["n", 3, SIDE, SIDE]),
            helper.make_tensor_value_info("sizes", TensorProto.INT64, ["n", 2]),
        ],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", 1, *more])
            for name, more in (("labels", []), ("boxes", [4]), ("scores", []))
        ],
        [
            numpy_helper.from_array(np.float32(0), "zero"),
            numpy_helper.from_array(np.int64([1]), "first"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = IR_VERSION
    onnx.save(model, str(path))
    return path


def _written(
    path: Path,
    nodes: Sequence[Any],
    known: Mapping[str, Any],
    shape: Sequence[int | str],
    batch: int | str,
) -> Path:
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("images", TensorProto.FLOAT, [batch, 3, SIDE, SIDE])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, shape)],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in known.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = IR_VERSION
    onnx.save(model, str(path))
    return path
