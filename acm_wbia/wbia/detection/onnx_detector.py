"""A detector that is a card and an ONNX file: picture in, boxes of our classes out."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.boxes import Box, PictureSize, whole
from acm_wbia.wbia.detection.candidates import Candidates, joined, suppressed, surest
from acm_wbia.wbia.detection.decoders.choosing import DECODERS
from acm_wbia.wbia.detection.decoders.raw import Raw
from acm_wbia.wbia.detection.detector import BY_THE_CARD, Choosing, Detection
from acm_wbia.wbia.detection.outlines import outlined
from acm_wbia.wbia.detection.preparing import Prepared, prepare
from acm_wbia.wbia.detection.tiles import Flags, Tile, cut_at_seam, merged, tiles_of
from acm_wbia.wbia.models.card import ModelCard
from acm_wbia.wbia.models.onnx_network import OnnxNetwork
from acm_wbia.wbia.pictures import Picture

DEFAULT_THRESHOLD = 0.25
"""Where a card names none: what most detectors are published with."""

LARGEST_BATCH = 8
"""Keeps a GPU busy; more only takes memory."""

MOST_COMPARED = 1000
"""Boxes of one picture, the surest, where a call lowers the threshold: a network proposes many thousands that are
nothing, and those of the tiles are compared one by one."""

LEAST_SIDE = 1.0
"""Pixels of the picture: what is left of a box at the border is no animal below it."""


@dataclass(frozen=True)
class _Piece:
    """One tile of one of the pictures, ready for the network."""

    picture: int
    tile: Tile
    prepared: Prepared


class OnnxDetector:
    """See ``Detector``. May be called from several threads at once."""

    def __init__(self, card: ModelCard, path: Path, threads: int | None = None) -> None:
        """``card`` is a detector's with all its parts. Raises ``ModelFileWrong`` or ``ModelUnfit``."""
        if card.input is None or card.output is None:
            raise ValueError(f"the card of {card.name} describes no network")
        self.card = card
        self._input = card.input
        self._output = card.output
        self._network = OnnxNetwork(path, card.input, threads, card.architecture)
        classes = {name: place for place, name in enumerate(card.classes)}
        wanted = [classes.get(card.detects.get(label, ""), -1) for label in card.labels]
        self._class_of_label = np.array(wanted, np.int64)
        default = card.thresholds.get("default", DEFAULT_THRESHOLD)
        self._thresholds = np.array(
            [card.thresholds.get(name, default) for name in card.classes], np.float32
        )

    def __call__(
        self,
        picture: Picture,
        classes: Container[str] | None = None,
        choosing: Choosing = BY_THE_CARD,
    ) -> tuple[Detection, ...]:
        """See ``Detector``. Raises ``ModelUnfit`` for what no card could mean."""
        return self.many([picture], classes, choosing)[0]

    def many(
        self,
        pictures: Sequence[Picture],
        classes: Container[str] | None = None,
        choosing: Choosing = BY_THE_CARD,
    ) -> list[tuple[Detection, ...]]:
        """Of each picture what is found in it; pictures and their tiles go through the network together."""
        found: list[list[tuple[Candidates, Flags]]] = [[] for _ in pictures]
        waiting = self._pieces(pictures)
        while pieces := list(islice(waiting, self._network.batch or LARGEST_BATCH)):
            for piece, candidates in self._looked_at(pieces, choosing.threshold):
                size = _size(pictures[piece.picture])
                cut = cut_at_seam(candidates, piece.tile, size)
                found[piece.picture].append((candidates, cut))
        return [
            self._chosen(own, picture, classes, choosing)
            for own, picture in zip(found, pictures, strict=True)
        ]

    def _pieces(self, pictures: Sequence[Picture]) -> Iterator[_Piece]:
        for number, picture in enumerate(pictures):
            for tile in tiles_of(_size(picture), self._input.size, self.card.tiling):
                part = picture[tile.top : tile.bottom, tile.left : tile.right]
                yield _Piece(number, tile, prepare(part, self._input))

    def _looked_at(
        self, pieces: Sequence[_Piece], threshold: float | None
    ) -> Iterator[tuple[_Piece, Candidates]]:
        tensors = [piece.prepared.tensor for piece in pieces]
        # A network for just so many pictures is given the last one again.
        missing = (self._network.batch or len(tensors)) - len(tensors)
        answers = self._network(tensors + tensors[-1:] * missing)
        for piece, outputs in zip(pieces, answers[: len(pieces)], strict=True):
            raw = Raw(outputs, self._output, self._input.size, len(self.card.labels))
            candidates = self._wanted(DECODERS[self._output.decoder](raw), threshold)
            boxes = piece.prepared.to_picture(candidates.boxes)
            boxes = boxes + np.array([piece.tile.left, piece.tile.top] * 2, np.float32)
            yield piece, Candidates(boxes, candidates.scores, candidates.labels)

    def _wanted(self, candidates: Candidates, threshold: float | None) -> Candidates:
        """What is one of our classes and sure enough: for its class, or than this threshold."""
        classes = self._class_of_label[candidates.labels]
        candidates = candidates[classes >= 0]
        if threshold is not None:
            return candidates[candidates.scores >= threshold]
        thresholds = self._thresholds[self._class_of_label[candidates.labels]]
        return candidates[candidates.scores >= thresholds]

    def _chosen(
        self,
        found: Sequence[tuple[Candidates, Flags]],
        picture: Picture,
        classes: Container[str] | None,
        choosing: Choosing,
    ) -> tuple[Detection, ...]:
        candidates = joined([each for each, _ in found])
        cut = np.concatenate([each for _, each in found])
        if choosing.threshold is not None:
            few = surest(candidates, MOST_COMPARED)
            candidates, cut = candidates[few], cut[few]
        groups = self._groups(candidates)
        overlap = self._output.overlap if choosing.overlap is None else choosing.overlap
        if len(found) > 1:
            candidates = merged(candidates, cut, groups, 1.0 if overlap is None else overlap)
        else:
            candidates = suppressed(candidates, groups, overlap)
        if self._output.outline:
            drawn = outlined(picture, candidates.boxes)
            candidates = Candidates(drawn, candidates.scores, candidates.labels)
            # Two parts of one animal have become the same box.
            candidates = suppressed(candidates, self._groups(candidates), overlap)
        size = _size(picture)
        named = (self._named(candidates, place, size) for place in range(len(candidates)))
        kept = (
            each
            for each in named
            if each is not None and (classes is None or each.class_name in classes)
        )
        chosen = tuple(kept)[: self._output.at_most]
        if chosen or not self._output.otherwise_whole or choosing.threshold:
            return chosen
        return self._all_of(size, classes)

    def _all_of(self, size: PictureSize, classes: Container[str] | None) -> tuple[Detection, ...]:
        """The whole picture, so that an animal that was not seen can still be looked for in it."""
        name = self.card.classes[0]
        if classes is not None and name not in classes:
            return ()
        return (Detection(whole(size), 0.0, name, viewpoint=None, confidence=0.0),)

    def _groups(self, candidates: Candidates) -> NDArray[np.int64]:
        groups = self._class_of_label[candidates.labels]
        return np.zeros_like(groups) if self._output.across_classes else groups

    def _named(self, candidates: Candidates, place: int, size: PictureSize) -> Detection | None:
        """As our own; None for what lies outside the picture."""
        borders = np.array([size.width, size.height] * 2, np.float64)
        left, top, right, bottom = np.clip(candidates.boxes[place].astype(np.float64), 0, borders)
        if right - left < LEAST_SIDE or bottom - top < LEAST_SIDE:
            return None
        label = int(candidates.labels[place])
        return Detection(
            Box(float(left), float(top), float(right - left), float(bottom - top)),
            theta=0.0,
            class_name=self.card.classes[int(self._class_of_label[label])],
            viewpoint=self.card.viewpoints.get(self.card.labels[label]),
            confidence=float(candidates.scores[place]),
            raw_class=self.card.labels[label],
        )


def _size(picture: Picture) -> PictureSize:
    height, width = picture.shape[:2]
    return PictureSize(width, height)
