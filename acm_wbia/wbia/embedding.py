"""What does a network make of the animal in this box, as one row of numbers?

Numbers are kept in half precision. The product of two is then a whole multiple of 2⁻⁴⁸, and so is any sum of products
of two rows of length 1: in double precision it is exact. A score never depends on the order of the sums, nor on threads,
batches or the machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia import chips
from acm_wbia.wbia.detection.preparing import prepare
from acm_wbia.wbia.errors import ModelUnfit
from acm_wbia.wbia.features import DamagedFeatures
from acm_wbia.wbia.models.network import EmbeddingForm, InputForm
from acm_wbia.wbia.pictures import Picture

Vector = NDArray[np.float16]

AT_ONCE = 16
"""Animals that a network takes together where it sets no limit: more is hardly quicker, and takes memory."""

LENGTH_TOLERANCE = 0.02
"""By how much the length of a row may differ from 1 where the network is said to see to it: half precision."""


def filled_up(
    tensors: Sequence[NDArray[np.float32]], batch: int | None
) -> Sequence[NDArray[np.float32]]:
    """For a network that takes just so many: the last one again, as often as it needs."""
    missing = (batch or len(tensors)) - len(tensors)
    return [*tensors, *([tensors[-1]] * missing)]


class Network(Protocol):
    """One that describes whole animals; may be called from several threads."""

    @property
    def at_once(self) -> int:
        """How many animals it takes together, at most."""

    def __call__(self, tensors: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
        """A row ``(n, dimension)`` for each; raises ``NetworkBrokeOff``."""


@dataclass(frozen=True, eq=False)
class Embedding:
    """One animal, described as a whole."""

    vector: Vector
    """``(dimension,)``, of length 1 but for rounding."""

    def __len__(self) -> int:
        """It is one description, however many numbers it has."""
        return 1

    def to_bytes(self) -> bytes:
        """Its numbers, little-endian, two bytes each."""
        return np.ascontiguousarray(self.vector, dtype="<f2").tobytes()

    @classmethod
    def from_bytes(cls, data: bytes | NDArray[np.uint8], dimension: int) -> Self:
        """A view into ``data``; raises ``DamagedFeatures``."""
        vector = np.frombuffer(data, dtype="<f2")
        if len(vector) != dimension:
            raise DamagedFeatures("The stored numbers of an animal are damaged.")
        return cls(vector)


def extract(
    network: Network,
    form: InputForm,
    wanted: EmbeddingForm,
    picture: Picture,
    bbox: Sequence[float],
    theta: float = 0.0,
) -> Embedding:
    """The embedding of the animal in ``bbox``; see ``acm_wbia.wbia.extraction.extract``.

    Raises ``InvalidBox``, ``NothingToMatch``, ``NetworkBrokeOff``, and ``ModelUnfit`` where the network gives no numbers,
    or others than its card says.
    """
    (row,) = described(network, form, wanted, [cut(form, picture, bbox, theta).pixels])
    return Embedding(row.astype(np.float16))


def cut(form: InputForm, picture: Picture, bbox: Sequence[float], theta: float) -> chips.Chip:
    """The animal as large as a network of this form takes it; raises ``InvalidBox`` or ``NothingToMatch``."""
    height, width = form.size
    return chips.cut(picture, bbox, theta, height * width)


def described(
    network: Network, form: InputForm, wanted: EmbeddingForm, animals: Sequence[Picture]
) -> NDArray[np.float64]:
    """A row of length 1 for each of the animals, at most as many as the network takes at once.

    Raises ``NetworkBrokeOff``, and ``ModelUnfit`` where the network gives no numbers, or others than its card says.
    """
    rows = network([prepare(each, form).tensor for each in animals])
    if rows.shape != (len(animals), wanted.dimension):
        sides = " × ".join(map(str, rows.shape))
        raise ModelUnfit(
            f"The model gave {sides} numbers for {_animals(len(animals))}; its card says {wanted.dimension}."
        )
    return np.stack([_of_length_one(row.astype(np.float64), wanted) for row in rows])


def _of_length_one(row: NDArray[np.float64], wanted: EmbeddingForm) -> NDArray[np.float64]:
    length = float(np.linalg.norm(row))
    if not np.isfinite(length) or length == 0:
        raise ModelUnfit(
            "The model gave no number for this animal (NaN, infinite, or nothing but zeros)."
        )
    if not wanted.normalise and abs(length - 1) > LENGTH_TOLERANCE:
        raise ModelUnfit(
            f"The model gave numbers of length {length:.3g}, not 1: its card needs 'normalise: true'."
        )
    return row / length if wanted.normalise else row


def _animals(count: int) -> str:
    return "one animal" if count == 1 else f"{count} animals"
