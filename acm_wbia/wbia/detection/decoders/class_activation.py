"""Class activation (Zhou et al. 2016): a classifier that says of each place what it shows, and of no box anything.

Output ``(classes, rows, columns)``, logits, of which the card's labels are the first; what comes after them is none of
our business, as a car. An animal is where the classes that the picture shows most are strong. Boxes are rough: they
hold the part that an animal is known by, often more, sometimes only its head.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.detection.candidates import Candidates, softmax
from acm_wbia.wbia.detection.decoders.raw import Array, Raw

STRONG = 0.3
"""Of the map's highest value: what is above it is animal. Half, as usual, leaves less than half of it in the box."""

PEAK = 0.6
"""The same for the highest value of a further animal. Below it lies what the first one casts beyond its border; with 0.75, one
that shows its face hides a larger one that does not."""

FINER = 16
"""Pixels into which each place is divided, so that a border runs where the map says and not along the places."""


def decode(raw: Raw) -> Candidates:
    """Boxes in pixels of the input, each as sure as what lies in it is an animal; raises ``ModelUnfit``."""
    places = raw.single((None, None, None))
    if len(places) < raw.classes or not raw.classes:
        raw.refuse(f"knows {raw.classes} classes or more, this network {len(places)}")
    found = _parts(_animal_map(places, raw.classes))
    boxes = np.array([box for box, _ in found], np.float32).reshape(-1, 4)
    scores, labels = np.zeros(len(found), np.float32), np.zeros(len(found), np.int64)
    largest = max((mass for _, mass in found), default=1.0)
    for number, (box, mass) in enumerate(found):
        likely = _likely(places, box)[: raw.classes]
        # Of two that are as sure the larger comes first.
        scores[number] = min(float(likely.sum()), 1.0) * (1 + mass / largest) / 2
        labels[number] = likely.argmax()
    height, width = raw.size
    return Candidates(boxes * np.array([width, height] * 2, np.float32), scores, labels)


def _animal_map(places: Array, classes: int) -> Array:
    """``(rows, columns)``: the logits of the labels, each by how likely it is that the picture shows it."""
    likely = softmax(_shown(places))[:classes]
    result: Array = np.tensordot(likely / max(float(likely.sum()), 1e-9), places[:classes], 1)
    return result


def _shown(places: Array) -> Array:
    """``(classes,)`` logits: a class counts where it is strong, however small a part of the picture that is."""
    peaks = places.max(axis=(1, 2))
    result: Array = np.log(np.exp(places - peaks[:, None, None]).mean(axis=(1, 2))) + peaks
    return result


def _parts(strength: Array) -> list[tuple[NDArray[np.float64], float]]:
    """The separate strong parts of the map: x1, y1, x2, y2 as shares of it, and how much lies in each."""
    rows, columns = strength.shape
    fine = cv2.resize(strength.astype(np.float32), (columns * FINER, rows * FINER))
    highest = float(fine.max())
    if highest <= 0:
        return []
    mask = (fine > STRONG * highest).astype(np.uint8)
    count, numbers, described, _ = cv2.connectedComponentsWithStats(mask)
    found = []
    for number in range(1, count):
        left, top, width, height, _ = described[number]
        window = np.s_[top : top + height, left : left + width]
        inside = fine[window][numbers[window] == number]
        if inside.max() >= PEAK * highest:
            corners = np.array([left, top, left + width, top + height], np.float64)
            shares = corners / np.array([fine.shape[1], fine.shape[0]] * 2)
            found.append((shares, float(inside.sum())))
    return found


def _likely(places: Array, box: NDArray[np.float64]) -> Array:
    """``(classes,)``, 0…1: what the classifier makes of this part of the picture."""
    _, rows, columns = places.shape
    sides = box * np.array([columns, rows] * 2)
    left, top = np.floor(sides[:2]).astype(int)
    right, bottom = np.ceil(sides[2:]).astype(int)
    return softmax(places[:, top:bottom, left:right].mean(axis=(1, 2)))
