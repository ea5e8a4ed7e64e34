"""Which features of two pictures are the same spot, seeing all features of both together?

LightGlue (Lindenberger et al., 2023): layers in which each feature looks first at the others of its picture, by where
they lie to it, and then at those of the other picture; in the end, a feature either has a partner or none.
"""

import math
import re
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from acm_wbia.wbia.networks import weights
from acm_wbia.wbia.networks.weights import Weights

LAYERS = 9
HEADS = 4
WIDTH = 256

_SAMPLE = {"input_proj.weight": (256, 128), "posenc.Wr.weight": (32, 2)}


class LightGlue:
    """The network with its weights, for ALIKED's 128 numbers a feature; safe to share between threads."""

    def __init__(self, loaded: Weights) -> None:
        self._weights = {_renamed(name): each for name, each in loaded.items()}

    @classmethod
    def load(cls, path: Path) -> "LightGlue":
        """From the authors' ``aliked_lightglue.pth``; raises ``WrongWeights``."""
        return cls(weights.read(path, _SAMPLE))

    @torch.inference_mode()  # type: ignore[untyped-decorator]
    def assignment(
        self,
        points: tuple[Tensor, Tensor],
        descriptors: tuple[Tensor, Tensor],
        layers: int = LAYERS,
    ) -> Tensor:
        """How surely each of n features is each of m, ``(b, n, m)``, 0…1, of b pairs of pictures.

        ``points`` are ``(b, n, 2)`` and ``(b, m, 2)``: x and y, 0 in the centre of each picture and ±1 at the
        edges of its longer side; ``descriptors`` are ``(b, n, 128)`` and ``(b, m, 128)``, of length 1. After
        fewer than all nine ``layers`` the answer is coarser.
        """
        first, second = (self._linear(each, "input_proj") for each in descriptors)
        turns = [self._turns(each) for each in points]
        for number in range(layers):
            first = self._within(first, turns[0], f"self_attn.{number}")
            second = self._within(second, turns[1], f"self_attn.{number}")
            first, second = self._across(first, second, f"cross_attn.{number}")
        return self._assigned(first, second, f"log_assignment.{layers - 1}")

    def _turns(self, points: Tensor) -> tuple[Tensor, Tensor]:
        """Cosines and sines by which the numbers of a feature at each point are turned, two by two."""
        angles = points @ self._weights["posenc.Wr.weight"].T
        return torch.cos(angles)[:, None], torch.sin(angles)[:, None]

    def _within(self, values: Tensor, turns: tuple[Tensor, Tensor], name: str) -> Tensor:
        parts = self._linear(values, f"{name}.Wqkv").unflatten(-1, (HEADS, -1, 3)).transpose(1, 2)
        asked, offered = _turned(parts[..., 0], turns), _turned(parts[..., 1], turns)
        heard = functional.scaled_dot_product_attention(asked, offered, parts[..., 2])
        return self._with_message(values, self._linear(_joined(heard), f"{name}.out_proj"), name)

    def _across(self, first: Tensor, second: Tensor, name: str) -> tuple[Tensor, Tensor]:
        one, two = (_heads(self._linear(each, f"{name}.to_qk")) for each in (first, second))
        likeness = one @ two.transpose(2, 3) / math.sqrt(WIDTH // HEADS)
        for_one = torch.softmax(likeness, 3) @ _heads(self._linear(second, f"{name}.to_v"))
        for_two = torch.softmax(likeness, 2).transpose(2, 3) @ _heads(
            self._linear(first, f"{name}.to_v")
        )
        return (
            self._with_message(first, self._linear(_joined(for_one), f"{name}.to_out"), name),
            self._with_message(second, self._linear(_joined(for_two), f"{name}.to_out"), name),
        )

    def _with_message(self, values: Tensor, message: Tensor, name: str) -> Tensor:
        inner = self._linear(torch.cat([values, message], -1), f"{name}.ffn.0")
        scale, shift = self._weights[f"{name}.ffn.1.weight"], self._weights[f"{name}.ffn.1.bias"]
        inner = functional.layer_norm(inner, scale.shape, scale, shift)
        return values + self._linear(functional.gelu(inner), f"{name}.ffn.3")

    def _assigned(self, first: Tensor, second: Tensor, name: str) -> Tensor:
        one, two = (self._linear(each, f"{name}.final_proj") for each in (first, second))
        likeness = one @ two.transpose(1, 2) / math.sqrt(WIDTH)
        has_partner = [
            functional.logsigmoid(self._linear(each, f"{name}.matchability"))
            for each in (first, second)
        ]
        surely = functional.log_softmax(likeness, 2) + functional.log_softmax(likeness, 1)
        return torch.exp(surely + has_partner[0] + has_partner[1].transpose(1, 2))

    def _linear(self, values: Tensor, name: str) -> Tensor:
        return functional.linear(
            values, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        )


def _renamed(name: str) -> str:
    """Newer files call the layers ``transformers.0.self_attn``; older ones ``self_attn.0``."""
    return re.sub(r"^transformers\.(\d+)\.(self_attn|cross_attn)", r"\2.\1", name)


def _heads(values: Tensor) -> Tensor:
    return values.unflatten(-1, (HEADS, -1)).transpose(1, 2)


def _joined(values: Tensor) -> Tensor:
    return values.transpose(1, 2).flatten(2)


def _turned(values: Tensor, turns: tuple[Tensor, Tensor]) -> Tensor:
    cosines, sines = turns
    even, odd = values[..., 0::2], values[..., 1::2]
    return torch.stack([even * cosines - odd * sines, odd * cosines + even * sines], -1).flatten(-2)
