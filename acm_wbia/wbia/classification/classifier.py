"""A classifier that is a card and a network: the animal in a box in, what it may be out.

What the network itself says is always told; a taxon or a viewpoint only where it is surer than the card's threshold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.boxes import Box, PictureSize, checked, clip, corners
from acm_wbia.wbia.detection.candidates import sigmoid, softmax
from acm_wbia.wbia.detection.preparing import prepare
from acm_wbia.wbia.errors import ModelUnfit
from acm_wbia.wbia.models.card import ModelCard
from acm_wbia.wbia.models.onnx_network import OnnxNetwork
from acm_wbia.wbia.pictures import Picture

DEFAULT_THRESHOLD = 0.5
"""Where a card names none: likelier than not."""

Scores = NDArray[np.floating]


@dataclass(frozen=True)
class Suggestion:
    """What a classifier makes of one animal."""

    raw_class: str
    """What the network itself calls it: the likeliest of its labels."""
    raw_score: float
    """Of that label, 0…1."""
    taxon: str | None
    """Scientific name of the likeliest taxon, where it is likely enough; several labels may mean one."""
    taxon_score: float | None
    viewpoint: str | None
    """The side that is seen, where the network tells and is sure enough."""


class Classifier:
    """May be called from several threads at once."""

    def __init__(self, card: ModelCard, path: Path, threads: int | None = None) -> None:
        """``card`` is a classifier's with all its parts. Raises ``ModelFileWrong`` or ``ModelUnfit``."""
        if card.input is None or card.scores is None:
            raise ValueError(f"the card of {card.name} describes no classifier")
        self.card = card
        self._input = card.input
        self._scores = card.scores
        self._network = OnnxNetwork(path, card.input, threads, card.architecture)

    def __call__(self, picture: Picture, bbox: Sequence[float], theta: float = 0.0) -> Suggestion:
        """What is in this box, in pixels of the upright original; raises ``InvalidBox`` or ``ModelUnfit``."""
        part = _part(picture, checked(bbox), theta, self._scores.margin)
        tensors = [prepare(part, self._input).tensor]
        (outputs, *_) = self._network(tensors * (self._network.batch or 1))
        likely = self._likely(outputs)
        best = int(likely.argmax())
        taxon, taxon_score = self._surest(likely, self.card.taxa)
        viewpoint, _ = self._surest(likely, self.card.viewpoints)
        return Suggestion(
            self.card.labels[best], float(likely[best]), taxon, taxon_score, viewpoint
        )

    def _likely(self, outputs: Mapping[str, Scores]) -> Scores:
        """``(labels,)``, 0…1."""
        (scores, *_) = outputs.values()
        if scores.ndim == 3:
            scores = scores.mean(axis=(1, 2))  # Of each place: their mean is the picture's.
        labels = len(self.card.labels)
        if scores.ndim != 1 or len(scores) < labels:
            raise ModelUnfit(
                f"The network is not what its card says: a classifier gives one number for each of "
                f"{labels} labels, this network {' × '.join(map(str, scores.shape))}."
            )
        if self._scores.activation == "softmax":
            scores = softmax(scores)
        elif self._scores.activation == "sigmoid":
            scores = sigmoid(scores)
        return np.clip(scores[:labels], 0, 1)

    def _surest(
        self, likely: Scores, meanings: Mapping[str, str]
    ) -> tuple[str | None, float | None]:
        """Of what the labels mean the likeliest with its share, where it is likely enough."""
        shares: dict[str, float] = {}
        for label, share in zip(self.card.labels, likely, strict=True):
            meaning = meanings.get(label)
            if meaning is not None:
                shares[meaning] = shares.get(meaning, 0.0) + float(share)
        if not shares:
            return None, None
        best = max(shares, key=lambda each: shares[each])
        default = self.card.thresholds.get("default", DEFAULT_THRESHOLD)
        if shares[best] < self.card.thresholds.get(best, default):
            return None, None
        return best, min(shares[best], 1.0)


def _part(picture: Picture, box: Box, theta: float, margin: float) -> Picture:
    """The picture's part around the box, as it is turned in it, with a margin as share of its sides."""
    points = corners(box, theta)
    low, high = points.min(axis=0), points.max(axis=0)
    around = margin * (high - low)
    size = PictureSize(picture.shape[1], picture.shape[0])
    wanted = Box(*(low - around), *(high - low + 2 * around))
    inside = clip(wanted, size)
    left, top = int(inside.x), int(inside.y)
    right = max(left + 1, round(inside.x + inside.width))
    bottom = max(top + 1, round(inside.y + inside.height))
    return picture[top:bottom, left:right]
