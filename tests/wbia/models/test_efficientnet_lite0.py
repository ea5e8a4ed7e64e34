"""The network that is made of the weights alone answers what the same layers answer in torch."""

import numpy as np
import onnxruntime
import pytest
import torch
from torch.nn import functional

from acm_wbia.wbia.errors import ModelFileWrong
from acm_wbia.wbia.models import efficientnet_lite0

STAGES = [
    # repeats, kernel, stride, widening, channels: the table of the paper
    (1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112), (4, 5, 2, 6, 192), (1, 3, 1, 6, 320),
]  # fmt: skip
CLASSES = 7
SIDE = 64


def blocks():
    channels = 32
    for repeats, kernel, stride, widening, wide in STAGES:
        for number in range(repeats):
            yield kernel, stride if number == 0 else 1, widening, channels, wide
            channels = wide


@pytest.fixture(scope="module")
def weights():
    generator = torch.Generator().manual_seed(5)
    found = {}

    def layer(name, normalised, out, into, kernel):
        numbers = torch.randn(out, into, kernel, kernel, generator=generator)
        found[f"{name}.weight"] = numbers * (2 / (into * kernel * kernel)) ** 0.5
        for part, low, high in (
            ("weight", 0.5, 1.5), ("bias", -0.5, 0.5), ("running_mean", -0.2, 0.2), ("running_var", 0.5, 1.5),
        ):  # fmt: skip
            found[f"{normalised}.{part}"] = low + (high - low) * torch.rand(
                out, generator=generator
            )

    layer("_conv_stem", "_bn0", 32, 3, 3)
    for number, (kernel, _, widening, channels, wide) in enumerate(blocks()):
        name, inner = f"_blocks.{number}", channels * widening
        if widening > 1:
            layer(f"{name}._expand_conv", f"{name}._bn0", inner, channels, 1)
        layer(f"{name}._depthwise_conv", f"{name}._bn1", inner, 1, kernel)
        layer(f"{name}._project_conv", f"{name}._bn2", wide, inner, 1)
    layer("_conv_head", "_bn1", 1280, 320, 1)
    found["_fc.weight"] = torch.randn(CLASSES, 1280, generator=generator) / 36
    found["_fc.bias"] = torch.randn(CLASSES, generator=generator)
    return found


def answer_of_torch(weights, values):
    """``(n, classes)``, as the classifier has it: the last layer over the mean of the places."""

    def convolved(values, name, normalised, stride=1, bounded=True):
        kernel = weights[f"{name}.weight"]
        pads = []
        for side in (values.shape[3], values.shape[2]):
            missing = max((-(-side // stride) - 1) * stride + kernel.shape[2] - side, 0)
            pads += [missing // 2, missing - missing // 2]
        groups = len(kernel) if kernel.shape[1] == 1 else 1
        values = functional.conv2d(
            functional.pad(values, pads), kernel, stride=stride, groups=groups
        )
        mean, variance, scale, shift = (
            weights[f"{normalised}.{part}"]
            for part in ("running_mean", "running_var", "weight", "bias")
        )
        values = functional.batch_norm(values, mean, variance, scale, shift, eps=1e-3)
        return functional.relu6(values) if bounded else values

    values = convolved(values, "_conv_stem", "_bn0", 2)
    for number, (_, stride, widening, channels, wide) in enumerate(blocks()):
        name, inner = f"_blocks.{number}", values
        if widening > 1:
            inner = convolved(inner, f"{name}._expand_conv", f"{name}._bn0")
        inner = convolved(inner, f"{name}._depthwise_conv", f"{name}._bn1", stride)
        inner = convolved(inner, f"{name}._project_conv", f"{name}._bn2", bounded=False)
        values = values + inner if stride == 1 and channels == wide else inner
    values = convolved(values, "_conv_head", "_bn1").mean((2, 3))
    return functional.linear(values, weights["_fc.weight"], weights["_fc.bias"])


def test_the_mean_of_its_places_is_what_torch_says_of_the_picture(weights, tmp_path):
    path = tmp_path / "weights.pth"
    torch.save(weights, path)
    network = efficientnet_lite0.network(path)
    images = np.random.default_rng(0).normal(size=(2, 3, SIDE, SIDE + 32)).astype(np.float32)
    session = onnxruntime.InferenceSession(network, providers=["CPUExecutionProvider"])
    (places,) = session.run(["places"], {"images": images})
    assert places.shape == (2, CLASSES, SIDE // 32, SIDE // 32 + 1)
    expected = answer_of_torch(weights, torch.from_numpy(images)).numpy()
    np.testing.assert_allclose(places.mean((2, 3)), expected, rtol=1e-3, atol=1e-3)


def test_weights_of_another_network_are_refused(weights, tmp_path):
    path = tmp_path / "weights.pth"
    torch.save({name: each for name, each in weights.items() if "_blocks.15" not in name}, path)
    with pytest.raises(ModelFileWrong, match=r"EfficientNet-Lite0 .*_blocks\.15"):
        efficientnet_lite0.network(path)
