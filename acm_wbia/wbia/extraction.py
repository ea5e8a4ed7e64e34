"""Which features of the animal in this box tell it from others of its kind?

SIFT (Lowe, 2004), kept as RootSIFT (Arandjelović and Zisserman, 2012), chosen by their response times
how surely they lie on the animal. The same picture, box and parameters give the same bytes, always.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia import chips, foreground
from acm_wbia.wbia.errors import NothingToMatch
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.parameters.extraction import ExtractionParameters
from acm_wbia.wbia.pictures import Picture

FEWEST_FEATURES = 10
"""A chip with fewer shows no pattern: fog, night, a blurred flank."""


def extract(
    picture: Picture,
    bbox: Sequence[float],
    theta: float = 0.0,
    parameters: ExtractionParameters | None = None,
) -> Features:
    """The features of the animal in ``bbox`` (``x, y, width, height``, pixels of the upright original).

    ``theta`` (radians) turns the box about its centre. Raises ``InvalidBox`` for a box that is none, and
    ``NothingToMatch`` for one too small or too even to recognise anyone by.
    """
    wanted = parameters or ExtractionParameters()
    chip = chips.cut(picture, bbox, theta, wanted.chip_area)
    grey = cv2.cvtColor(chip.pixels, cv2.COLOR_BGR2GRAY)
    sift = cv2.SIFT.create(
        nfeatures=0, contrastThreshold=wanted.contrast_threshold, enable_precise_upscale=True
    )
    found = _one_direction(sift.detect(grey, None), upright=wanted.upright)
    if len(found) < FEWEST_FEATURES:
        raise NothingToMatch("The box shows too little pattern to recognise an animal by.")
    weights_of_pixels = foreground.weights(chip.pixels, wanted.centre_sigma, outline=wanted.outline)
    chosen, weights = _strongest(found, weights_of_pixels, wanted.features)
    chosen, described = sift.compute(grey, chosen)
    return Features(
        keypoints=np.array([(*k.pt, k.size, k.angle) for k in chosen], dtype=np.float32),
        descriptors=_root(described),
        weights=weights,
        chip_size=chip.size,
        to_picture=chip.to_picture,
    )


def _one_direction(found: Sequence[cv2.KeyPoint], *, upright: bool) -> list[cv2.KeyPoint]:
    """One keypoint a place and size: SIFT repeats a place for every direction it could be facing."""
    kept: dict[tuple[float, float, float], cv2.KeyPoint] = {}
    for keypoint in sorted(found, key=lambda k: (*k.pt, k.size, k.angle)):
        kept.setdefault((*keypoint.pt, keypoint.size), keypoint)
    if upright:
        for keypoint in kept.values():
            keypoint.angle = 0.0
    return list(kept.values())


def _strongest(
    found: list[cv2.KeyPoint], weights_of_pixels: foreground.Weights, most: int
) -> tuple[list[cv2.KeyPoint], NDArray[np.float32]]:
    """At most ``most`` keypoints by response × weight, strongest first, and their weights."""
    weights = foreground.at(weights_of_pixels, np.array([keypoint.pt for keypoint in found]))
    responses = np.array([keypoint.response for keypoint in found])
    order = np.argsort(-responses * weights, kind="stable")[:most]
    return [found[index] for index in order], weights[order]


def _root(descriptors: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Hellinger's distance as Euclid's: the square roots of the shares, times 512, in bytes."""
    total = np.maximum(descriptors.sum(axis=1, keepdims=True), 1e-12)
    rooted: NDArray[np.float32] = np.rint(np.sqrt(descriptors / total) * 512)
    return np.minimum(rooted, 255).astype(np.uint8)
