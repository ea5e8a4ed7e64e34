"""What does a decoder hand on: every box the network proposes, before any is chosen?"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.detection.preparing import Boxes

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Candidates:
    """Boxes with the label that each most probably has."""

    boxes: Boxes
    """``(n, 4) float32``: x1, y1, x2, y2."""
    scores: Scores
    """``(n,) float32``, 0…1."""
    labels: NDArray[np.int64]
    """``(n,) int64``: places in the card's ``labels``."""

    def __len__(self) -> int:
        return len(self.scores)

    def __getitem__(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> "Candidates":
        return Candidates(self.boxes[chosen], self.scores[chosen], self.labels[chosen])


def best_of(boxes: NDArray[np.floating], scores: NDArray[np.floating]) -> Candidates:
    """From ``(n, 4)`` boxes and ``(n, classes)`` scores: each box with its best class."""
    labels = scores.argmax(axis=1) if scores.size else np.zeros(len(scores), np.int64)
    best = scores.max(axis=1, initial=0.0)
    return Candidates(boxes.astype(np.float32), best.astype(np.float32), labels.astype(np.int64))


def joined(several: list[Candidates]) -> Candidates:
    """All of them as one."""
    return Candidates(
        np.concatenate([each.boxes for each in several]),
        np.concatenate([each.scores for each in several]),
        np.concatenate([each.labels for each in several]),
    )


def suppressed(
    candidates: Candidates, groups: NDArray[np.int64], overlap: float | None
) -> Candidates:
    """Surest first, without those that share more than ``overlap`` of their union with a surer one.

    Only boxes of one of the ``groups`` ``(n,) int64`` suppress each other. None keeps all.
    """
    order = np.argsort(-candidates.scores, kind="stable")
    candidates, groups = candidates[order], groups[order]
    if overlap is None or not len(candidates):
        return candidates
    corners = candidates.boxes.astype(np.float64)
    rectangles = np.column_stack([corners[:, :2], corners[:, 2:] - corners[:, :2]]).tolist()
    kept = cv2.dnn.NMSBoxesBatched(
        rectangles, candidates.scores.tolist(), groups.astype(np.int32).tolist(), 0.0, overlap
    )
    return candidates[np.sort(np.asarray(kept, np.int64).reshape(-1))]


def surest(candidates: Candidates, count: int) -> NDArray[np.int64]:
    """The places of at most ``count`` of them, rising."""
    return np.sort(np.argsort(-candidates.scores, kind="stable")[:count])


def corners_of_centres(boxes: NDArray[np.floating]) -> NDArray[np.floating]:
    """From ``(n, 4)`` centre x, centre y, width, height."""
    half = boxes[:, 2:4] / 2
    return np.concatenate([boxes[:, :2] - half, boxes[:, :2] + half], axis=1)


def sigmoid(values: NDArray[np.floating]) -> NDArray[np.floating]:
    """0…1, without overflow for any number."""
    result: NDArray[np.floating] = 0.5 * (1 + np.tanh(values / 2))
    return result


def softmax(values: NDArray[np.floating]) -> NDArray[np.floating]:
    """Along the last axis."""
    raised = np.exp(values - values.max(axis=-1, keepdims=True))
    result: NDArray[np.floating] = raised / raised.sum(axis=-1, keepdims=True)
    return result
