"""Which of a network's outputs is which, and does it have the shape that it should?"""

from dataclasses import dataclass
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.detection.candidates import sigmoid, softmax
from acm_wbia.wbia.errors import ModelUnfit
from acm_wbia.wbia.models.network import OutputForm

Array = NDArray[np.floating]


@dataclass(frozen=True)
class Raw:
    """What a network answered about one picture, and what its card says of it."""

    outputs: dict[str, Array]
    """Name → array without the axis of the batch, in the network's order."""
    form: OutputForm
    size: tuple[int, int]
    """Height and width of the input."""
    classes: int
    """How many labels the card names."""

    def only(self) -> Array:
        """The one output with two axes; raises ``ModelUnfit`` when it is not the only one."""
        return self.single((None, None))

    def single(self, shape: tuple[int | None, ...]) -> Array:
        """The only output, of this shape; raises ``ModelUnfit``."""
        if len(self.outputs) != 1:
            self.refuse(f"has one output, this network has {len(self.outputs)}")
        (output,) = self.outputs.values()
        return self.checked(output, shape)

    def role(self, role: str, place: int, shape: tuple[int | None, ...]) -> Array:
        """The output that the card names for this role, else the one in this place, of this shape."""
        name = self.form.names.get(role)
        if name is not None and name not in self.outputs:
            self.refuse(f"has an output {name}; this network has {', '.join(self.outputs)}")
        if name is None and place >= len(self.outputs):
            self.refuse(f"has {place + 1} outputs or more, this network has {len(self.outputs)}")
        output = self.outputs[name] if name else [*self.outputs.values()][place]
        return self.checked(output, shape)

    def checked(self, output: Array, shape: tuple[int | None, ...]) -> Array:
        """The output when it has this shape (None: any length); raises ``ModelUnfit``."""
        fits = len(output.shape) == len(shape) and all(
            wanted in (None, found) for wanted, found in zip(shape, output.shape, strict=True)
        )
        if not fits:
            wanted = " × ".join("n" if side is None else str(side) for side in shape)
            found = " × ".join(map(str, output.shape)) or "a single number"
            self.refuse(f"gives {wanted} numbers for {self.classes} classes, this network {found}")
        return output

    def refuse(self, why: str) -> NoReturn:
        """Raises ``ModelUnfit``."""
        raise ModelUnfit(
            f"The network is not what its card says: a detector that is read by {self.form.decoder} {why}."
        )

    def active(self, scores: Array) -> Array:
        """``(n, classes)``: raw scores as 0…1, without the class that means "nothing"."""
        if self.form.activation == "sigmoid":
            scores = sigmoid(scores)
        elif self.form.activation == "softmax":
            scores = softmax(scores)
        if scores.shape[1] == self.classes:
            return scores
        return scores[:, 1:] if self.form.background else scores[:, :-1]

    @property
    def with_nothing(self) -> int:
        """Columns of raw scores: the labels, and "nothing" where the card says that it is one of them."""
        return self.classes + int(self.form.background or self.form.activation == "softmax")

    def in_pixels(self, boxes: Array) -> Array:
        """``(n, 4)`` in pixels of the input, where they are shares of it."""
        height, width = self.size
        return boxes * np.array([width, height] * 2, np.float32) if self.form.relative else boxes

    def grid(self, stride: int) -> Array:
        """``(cells, 2)``: x and y of each cell of the grid with this stride, row by row, in cells."""
        height, width = (-(-side // stride) for side in self.size)
        y, x = np.mgrid[:height, :width]
        return np.stack([x, y], axis=-1).reshape(-1, 2).astype(np.float32)
