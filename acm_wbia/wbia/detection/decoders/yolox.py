"""YOLOX (Ge et al. 2021): one row a cell, centre within it, logarithm of the size, objectness, classes.

Output ``(n, 5 + classes)``, cells of the finest grid first; scores are 0…1 already.
"""

import numpy as np

from acm_wbia.wbia.detection.candidates import Candidates, best_of, corners_of_centres
from acm_wbia.wbia.detection.decoders.raw import Raw


def decode(raw: Raw) -> Candidates:
    """Boxes in pixels of the input; raises ``ModelUnfit``."""
    grids = [raw.grid(stride) for stride in raw.form.strides]
    cells = np.concatenate(grids)
    strides = np.repeat(np.array(raw.form.strides, np.float32), [len(grid) for grid in grids])[
        :, None
    ]
    output = raw.checked(raw.only(), (len(cells), 5 + raw.classes))
    centres = (output[:, :2] + cells) * strides
    # A network gone wild must not overflow; no box is wider than e^20 cells.
    sizes = np.exp(np.minimum(output[:, 2:4], 20)) * strides
    boxes = corners_of_centres(np.concatenate([centres, sizes], axis=1))
    return best_of(boxes, output[:, 4:5] * output[:, 5:])
