"""What made two pictures look alike? Both animals, one above the other, with what was matched drawn in."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.chips import Chip, cut
from acm_wbia.wbia.matching.ranking import Matches
from acm_wbia.wbia.pictures import Picture
from acm_wbia.wbia.relevance import Area, MatchedFeatures, RelevanceMap

CHIP_AREA = 420 * 420
"""Square pixels of each animal: two fit on a screen."""
GAP = 8
"""White pixels between the two."""
MOST_LINES = 60
"""More hide the animals; the heaviest are drawn."""
SHADE = 0.35
"""How bright what did not match stays."""
JPEG_QUALITY = 88
WEBP_QUALITY = 82


class Version(StrEnum):
    """How much is drawn in."""

    CLEAN = "clean"
    MATCHES = "matches"
    HEATMASK = "heatmask"


@dataclass(frozen=True, eq=False)
class Sight:
    """One animal in its picture."""

    picture: Picture
    bbox: Sequence[float]
    """``x, y, width, height`` in pixels of the upright original."""
    theta: float


def match_picture(
    version: Version,
    query: Sight,
    candidate: Sight,
    matches: Matches,
    maps: tuple[RelevanceMap, RelevanceMap] | None = None,
) -> Picture:
    """The query above the candidate, ``(height, width, 3) uint8``; ``matches`` as ``Ranking`` has them.

    ``maps`` say which parts of either counted; without them the matches do. Raises ``ProcessingError`` for a box that shows nothing.
    """
    chips = [cut(each.picture, each.bbox, each.theta, CHIP_AREA) for each in (query, candidate)]
    shown = [chip.pixels for chip in chips]
    if version is Version.HEATMASK:
        areas = [Area(each.bbox, each.theta) for each in (query, candidate)]
        counted = maps or MatchedFeatures(matches).relevance(*areas)
        shown = [_warmed(*each) for each in zip(chips, counted, strict=True)]
    stacked, corners = _stacked(shown)
    if version is Version.MATCHES:
        points = [
            _in_chip(chip, matches[:, columns])
            for chip, columns in zip(chips, ([0, 1], [2, 3]), strict=True)
        ]
        _draw_lines(stacked, points[0] + corners[0], points[1] + corners[1])
    return stacked


def as_jpeg(picture: Picture) -> bytes:
    """The bytes of a JPEG file."""
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    if not done:
        raise RuntimeError("OpenCV wrote no JPEG.")
    return bytes(data.tobytes())


def as_webp(picture: Picture) -> bytes:
    """The bytes of a WebP file."""
    done, data = cv2.imencode(".webp", picture, [cv2.IMWRITE_WEBP_QUALITY, WEBP_QUALITY])
    if not done:
        raise RuntimeError("OpenCV wrote no WebP.")
    return bytes(data.tobytes())


def _in_chip(chip: Chip, points: NDArray[np.float32]) -> NDArray[np.float64]:
    """Points ``(n, 2)`` of the original in pixels of the chip."""
    back = np.linalg.inv(chip.to_picture[:, :2])
    moved: NDArray[np.float64] = (points - chip.to_picture[:, 2]) @ back.T
    return moved


def _warmed(chip: Chip, relevance: RelevanceMap) -> Picture:
    """The animal in the dark, lit and coloured where it counted."""
    box, values = relevance.bbox, relevance.values
    rows, columns = values.shape
    shares = np.array([columns / box.width, rows / box.height])
    # cell = (picture pixel − corner + ½) · share − ½, as pixel centres lie on whole numbers.
    shift = (chip.to_picture[:, 2] - (box.x, box.y) + 0.5) * shares - 0.5
    to_cells = np.column_stack([shares[:, None] * chip.to_picture[:, :2], shift])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    warped = cv2.warpAffine(
        values, to_cells, tuple(chip.size), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    heat = np.asarray(warped, dtype=np.float32)
    colours = cv2.applyColorMap((heat * 255).astype(np.uint8), cv2.COLORMAP_INFERNO)
    lit = chip.pixels * (SHADE + (1 - SHADE) * heat[:, :, None])
    mixed: Picture = np.clip(lit + 0.5 * heat[:, :, None] * colours, 0, 255).astype(np.uint8)
    return mixed


def _stacked(pictures: Sequence[Picture]) -> tuple[Picture, list[tuple[int, int]]]:
    """One above the other, centred on white, with the left and top of each."""
    width = max(each.shape[1] for each in pictures)
    height = sum(each.shape[0] for each in pictures) + GAP * (len(pictures) - 1)
    stacked: Picture = np.full((height, width, 3), 255, dtype=np.uint8)
    corners, top = [], 0
    for each in pictures:
        left = (width - each.shape[1]) // 2
        stacked[top : top + each.shape[0], left : left + each.shape[1]] = each
        corners.append((left, top))
        top += each.shape[0] + GAP
    return stacked, corners


def _draw_lines(picture: Picture, first: NDArray[np.float64], second: NDArray[np.float64]) -> None:
    ends = list(zip(first.round().astype(int), second.round().astype(int), strict=True))[
        :MOST_LINES
    ]
    for number, (start, end) in enumerate(reversed(ends)):
        hue = np.array([[[number * 179 // max(len(ends), 1), 220, 255]]], dtype=np.uint8)
        colour = tuple(int(part) for part in cv2.cvtColor(hue, cv2.COLOR_HSV2BGR)[0, 0])
        cv2.line(picture, tuple(map(int, start)), tuple(map(int, end)), colour, 1, cv2.LINE_AA)
        for point in (start, end):
            cv2.circle(picture, tuple(map(int, point)), 4, colour, 2, cv2.LINE_AA)
