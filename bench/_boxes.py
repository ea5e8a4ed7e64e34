"""Which box of a photo is the animal? The detector's surest, or all of the photo where it finds none."""

import argparse
from pathlib import Path

from acm_wbia.wbia.boxes import Box
from acm_wbia.wbia.detection.detector import Detector
from acm_wbia.wbia.detection.loading import Detectors
from acm_wbia.wbia.detection.whole_picture import WholePicture
from acm_wbia.wbia.models.store import ModelStore
from acm_wbia.wbia.pictures import Picture

DETECTOR = "default"
"""Of ``--detect`` without a name: the best that is installed."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which detector, and where its file lies."""
    parser.add_argument(
        "--detect",
        nargs="?",
        const=DETECTOR,
        metavar="DETECTOR",
        help="look for the animal first, with the best detector that is installed or with this one",
    )
    parser.add_argument(
        "--models", type=Path, default=Path("var/models"), help="folder of installed models"
    )


def detector(args: argparse.Namespace) -> Detector:
    """The one that was asked for, ready; raises when it is not installed."""
    return Detectors(ModelStore(args.models)).get(args.detect) if args.detect else WholePicture()


class Boxes:
    """Gives the box of each photo, and counts what was found."""

    def __init__(self, chosen: Detector) -> None:
        self._detector = chosen
        self._whole = WholePicture()
        self.detector = f"{chosen.card.name} {chosen.card.version}"
        self.photos = 0
        self.found = 0

    def __call__(self, picture: Picture) -> Box:
        """Pixels of the picture."""
        self.photos += 1
        found = self._detector(picture, {"animal"})
        self.found += bool(found)
        return (found or self._whole(picture))[0].bbox
