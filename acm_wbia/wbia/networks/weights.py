"""How do weights get from a file into a network, without anything else in the file being run?"""

from collections.abc import Mapping
from pathlib import Path

import torch

from acm_wbia.wbia.errors import ProcessingError

Weights = Mapping[str, torch.Tensor]
"""By name, float32, on the processor."""


class WrongWeights(ProcessingError):
    """The file holds no weights, not those of this network, or numbers that are none."""

    code = "wrong_weights"


def read(path: Path, sample: Mapping[str, tuple[int, ...]]) -> Weights:
    """The weights in a file that torch wrote; raises ``WrongWeights``.

    ``sample`` has the shapes of some weights that tell this network from others.
    """
    try:
        found = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # torch raises whatever the damaged part happens to raise.
        raise WrongWeights(f"{path.name} cannot be read as weights of a network.") from error
    if not isinstance(found, dict) or not all(isinstance(x, torch.Tensor) for x in found.values()):
        raise WrongWeights(f"{path.name} holds something else than weights.")
    for name, shape in sample.items():
        if name not in found or tuple(found[name].shape) != shape:
            raise WrongWeights(f"{path.name} holds the weights of another network.")
    weights = {name: each.float() for name, each in found.items() if each.is_floating_point()}
    if not all(bool(torch.isfinite(each).all()) for each in weights.values()):
        raise WrongWeights(f"{path.name} holds numbers that are infinite or none at all.")
    return weights
