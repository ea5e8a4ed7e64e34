"""YOLOv10 and exports that choose the boxes themselves: corners, score, class.

Output ``(n, 6)`` in pixels of the input; rows without a box have score 0.
"""

import numpy as np

from acm_wbia.wbia.detection.candidates import Candidates
from acm_wbia.wbia.detection.decoders.raw import Raw


def decode(raw: Raw) -> Candidates:
    """Boxes in pixels of the input; raises ``ModelUnfit``."""
    output = raw.checked(raw.only(), (None, 6))
    labels = output[:, 5].round().astype(np.int64)
    output, labels = output[output[:, 4] > 0], labels[output[:, 4] > 0]
    if ((labels < 0) | (labels >= raw.classes)).any():
        raw.refuse(f"names one of {raw.classes} classes, this network class {labels.max()}")
    boxes = raw.in_pixels(output[:, :4])
    return Candidates(boxes.astype(np.float32), output[:, 4].astype(np.float32), labels)
