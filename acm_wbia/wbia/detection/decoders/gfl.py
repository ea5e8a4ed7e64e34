"""Generalised focal loss (Li et al. 2020): PicoDet and NanoDet. Each cell guesses how far each side is.

A guess is a distribution over whole numbers of cells, of which the mean counts. Either two outputs a
grid, ``(cells, classes)`` and ``(cells, 4 × bins)``, all score maps first, or one output with both side
by side and the cells of all grids below each other.
"""

import numpy as np

from acm_wbia.wbia.detection.candidates import Candidates, best_of, softmax
from acm_wbia.wbia.detection.decoders.raw import Array, Raw


def decode(raw: Raw) -> Candidates:
    """Boxes in pixels of the input; raises ``ModelUnfit``."""
    grids = [raw.grid(stride) for stride in raw.form.strides]
    scores, guesses = _maps(raw, [len(grid) for grid in grids])
    boxes = [
        _boxes(guess, (grid + raw.form.cell_centre) * stride, stride)
        for guess, grid, stride in zip(guesses, grids, raw.form.strides, strict=True)
    ]
    return best_of(np.concatenate(boxes), raw.active(np.concatenate(scores)))


def _maps(raw: Raw, cells: list[int]) -> tuple[list[Array], list[Array]]:
    outputs = [*raw.outputs.values()]
    if len(outputs) == 1:
        both = raw.checked(outputs[0], (sum(cells), None))
        parts = np.split(both, np.cumsum(cells)[:-1])
        scores = [part[:, : raw.classes] for part in parts]
        guesses = [part[:, raw.classes :] for part in parts]
    elif len(outputs) == 2 * len(cells):
        scores, guesses = outputs[: len(cells)], outputs[len(cells) :]
    else:
        raw.refuse(f"has {2 * len(cells)} outputs or one, this network has {len(outputs)}")
    for count, score, guess in zip(cells, scores, guesses, strict=True):
        raw.checked(score, (count, raw.classes))
        raw.checked(guess, (count, None))
        if guess.shape[1] < 8 or guess.shape[1] % 4:
            raw.refuse(f"guesses four distances, this network gives {guess.shape[1]} numbers")
    return scores, guesses


def _boxes(guess: Array, centres: Array, stride: int) -> Array:
    bins = guess.shape[1] // 4
    shares = softmax(guess.reshape(-1, 4, bins))
    distances = shares @ np.arange(bins, dtype=np.float32) * stride
    return np.concatenate([centres - distances[:, :2], centres + distances[:, 2:]], axis=1)
