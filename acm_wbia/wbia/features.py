"""What is kept of an animal so that it can be compared with all others, and in which bytes?"""

import math
import struct
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.boxes import PictureSize
from acm_wbia.wbia.errors import ProcessingError

LENGTHS = (64, 128)
"""Numbers of a descriptor: XFeat's, and those of all others."""

_MAGIC = b"CXF1"
_HEADER = struct.Struct("<4sIII6d")
"""Magic, number of features, chip width, chip height, the six numbers of the affine; 64 bytes."""

_BYTES_BESIDE = 4 * 4 + 4
"""Of a feature, beside its descriptor."""


class DamagedFeatures(ProcessingError):
    """The bytes are not features as ``to_bytes`` writes them."""

    code = "damaged_features"


@dataclass(frozen=True, eq=False)
class Features:
    """The local features of one chip, strongest first. Arrays are never written to."""

    keypoints: NDArray[np.float32]
    """``(n, 4)``: x, y, diameter (chip pixels) and angle (degrees; 0 for upright features)."""
    descriptors: NDArray[np.uint8]
    """``(n, 128)``: RootSIFT, of Euclidean length about 512; or ``(n, 64 or 128)`` of a network."""
    weights: NDArray[np.float32]
    """``(n,)``: how surely the feature lies on the animal, 0…1."""
    chip_size: PictureSize
    """Chip pixels."""
    to_picture: NDArray[np.float64]
    """``(2, 3)``: takes chip coordinates ``(x, y, 1)`` to pixels of the upright original."""

    def __len__(self) -> int:
        return len(self.keypoints)

    def points_in_picture(
        self, rows: slice | NDArray[np.int64] = slice(None)
    ) -> NDArray[np.float64]:
        """The ``(n, 2)`` places of the keypoints, or of some of them, in pixels of the upright original."""
        points: NDArray[np.float64] = (
            self.keypoints[rows, :2].astype(np.float64) @ self.to_picture[:, :2].T
            + self.to_picture[:, 2]
        )
        return points

    def diameters_in_picture(
        self, rows: slice | NDArray[np.int64] = slice(None)
    ) -> NDArray[np.float64]:
        """The ``(n,)`` diameters of the keypoints, or of some of them, in pixels of the upright original."""
        (across, skew), (other_skew, down) = self.to_picture[:, :2].tolist()
        scale = math.sqrt(abs(across * down - skew * other_skew))
        diameters: NDArray[np.float64] = self.keypoints[rows, 2].astype(np.float64) * scale
        return diameters

    def to_bytes(self) -> bytes:
        """A header of 64 bytes, then keypoints, weights and descriptors; little-endian, 84 or 148 bytes a feature."""
        header = _HEADER.pack(_MAGIC, len(self), *self.chip_size, *self.to_picture.ravel())
        return b"".join(
            (
                header,
                np.ascontiguousarray(self.keypoints, dtype="<f4").tobytes(),
                np.ascontiguousarray(self.weights, dtype="<f4").tobytes(),
                np.ascontiguousarray(self.descriptors, dtype=np.uint8).tobytes(),
            )
        )

    @classmethod
    def from_bytes(cls, data: bytes | memoryview | NDArray[np.uint8]) -> Self:
        """Views into ``data``, without a copy (a ``np.memmap`` of bytes will do); raises ``DamagedFeatures``."""
        view = np.frombuffer(data, dtype=np.uint8).data
        if len(view) < _HEADER.size:
            raise DamagedFeatures("The stored features are cut short.")
        magic, count, width, height, *affine = _HEADER.unpack_from(view)
        length = (len(view) - _HEADER.size) // max(count, 1) - _BYTES_BESIDE
        whole = len(view) == _HEADER.size + count * (_BYTES_BESIDE + length)
        if magic != _MAGIC or not whole or length not in LENGTHS:
            raise DamagedFeatures("The stored features are damaged or of another format.")
        weights_at = _HEADER.size + 16 * count
        descriptors_at = weights_at + 4 * count
        keypoints = np.frombuffer(view, "<f4", 4 * count, _HEADER.size)
        descriptors = np.frombuffer(view, np.uint8, length * count, descriptors_at)
        return cls(
            keypoints=keypoints.reshape(count, 4),
            descriptors=descriptors.reshape(count, length),
            weights=np.frombuffer(view, "<f4", count, weights_at),
            chip_size=PictureSize(width, height),
            to_picture=np.array(affine).reshape(2, 3),
        )
