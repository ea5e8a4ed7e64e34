"""How many pictures a second are read, cut out and described, beside reading and describing them barely?

The bare way is OpenCV's decoder and its SIFT with its own settings on the whole grey picture: no
orientation, no chip, no outline. Both ways see the same pictures, in turns, and medians are compared.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from acm_wbia.wbia import pictures
from acm_wbia.wbia.detection.whole_picture import WholePicture
from acm_wbia.wbia.extraction import extract
from bench import _animals, _manifest


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which pictures, and how often."""
    parser.add_argument(
        "--manifest", type=Path, help="a CSV file naming photos; drawn ones without"
    )
    parser.add_argument("--pictures", type=int, default=40, help="how many pictures")
    parser.add_argument("--repeats", type=int, default=3, help="how often each is measured")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Images a second both ways and their ratio."""
    files = _files(args.manifest, args.pictures)
    ours, bare = [], []
    for data in files * args.repeats:
        ours.append(_seconds(_described, data))
        bare.append(_seconds(_barely_described, data))
    return {
        "pictures": len(files),
        "source": "manifest" if args.manifest else "drawn",
        "images a second": 1 / statistics.median(ours),
        "bare images a second": 1 / statistics.median(bare),
        "ratio of images a second": statistics.median(bare) / statistics.median(ours),
    }


def _files(manifest: Path | None, count: int) -> list[bytes]:
    if manifest is None:
        return [_animals.jpeg(number) for number in range(count)]
    rows = _manifest.read(manifest, same_encounter="path", limit=None)
    step = max(1, len(rows) // count)
    return [row.path.read_bytes() for row in rows[::step][:count]]


def _seconds(way: Callable[[bytes], None], data: bytes) -> float:
    start = time.perf_counter()
    way(data)
    return time.perf_counter() - start


def _described(data: bytes) -> None:
    picture = pictures.decode(data)
    for found in WholePicture()(picture):
        extract(picture, found.bbox, found.theta)


def _barely_described(data: bytes) -> None:
    grey = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), cv2.IMREAD_GRAYSCALE)
    cv2.SIFT.create().detectAndCompute(grey, None)
